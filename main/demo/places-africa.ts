/** Customers in the countries where the sample company is paid through Paystack. */
import type { Place } from './place';

export const placesAfrica: readonly Place[] = [
  {
    country: 'NG',
    language: 'en-NG',
    currency: 'ngn',
    phone: '+234 800 555 01',
    towns: [
      ['Ibadan', '200223'],
      ['Enugu', '400102'],
    ],
    streets: ['12 Palm Grove Close', '5 Marina View'],
    names: ['Adébáyọ̀ Logistics', 'Harmattan Software', 'Kolanut Foods Ltd', 'Ọlá Clinics', 'Savannah Fibre'],
  },
  {
    country: 'GH',
    language: 'en-GH',
    currency: 'ghs',
    phone: '+233 30 255 50',
    towns: [['Kumasi', 'AK-039-5028']],
    streets: ['7 Kente Lane', '21 Harbour Road'],
    names: ['Baobab Radio', 'Ɛdan Hosting', 'Sankofa Travel', 'Volta Print House'],
  },
  {
    country: 'ZA',
    language: 'en-ZA',
    currency: 'zar',
    phone: '+27 21 555 01',
    towns: [['Knysna', '6571']],
    streets: ['3 Fynbos Avenue', '88 Protea Road'],
    names: ['Duineveld Wine Club', 'Karoo Data Works', 'Lekker Coffee Roasters', 'Umoya Wind Energy'],
  },
];

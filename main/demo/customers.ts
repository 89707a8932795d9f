/** The sample company's 150 customers: who they are and how they pay. A pure function of the seed. */

import { between, idStream, oneOf, randomFrom } from '../gateways/random';
import type { CardFacts } from '../gateways/stripe/simulator/objects';
import type { Place } from './place';
import { places } from './places';

export interface DemoCustomer {
  /** Stripe's id. */
  id: string;
  name: string;
  email: string;
  phone: string;
  place: Place;
  address: { line1: string; line2: null; city: string; state: null; postal_code: string; country: string };
  card: CardFacts;
  /** Pays by direct debit now and then. */
  debit: { type: 'sepa_debit' | 'us_bank_account'; bank: string; last4: string; country: string } | null;
  /** Uses more than it pays for. */
  owes: boolean;
  /** Pays a renewal each month. */
  renews: boolean;
}

const brands = ['visa', 'visa', 'visa', 'mastercard', 'mastercard', 'amex', 'jcb', 'unionpay'];

export function demoCustomers(seed: string): DemoCustomer[] {
  const newId = idStream(randomFrom(`${seed}/customer ids`));
  const customers: DemoCustomer[] = [];
  for (let n = 0; n < 10; n++) {
    for (const place of places) {
      const index = customers.length;
      const random = randomFrom(`${seed}/customer/${index}`);
      const [city, postal_code] = oneOf(random, place.towns);
      const line1 = oneOf(random, place.streets);
      const last4 = String(between(random, 1, 9999)).padStart(4, '0');
      const brand = oneOf(random, brands);
      const debits = index % 4 === 0;
      const sepa = place.currency === 'eur';
      const bank = sepa ? '' : 'Prairie State Bank';
      customers.push({
        id: newId('cus'),
        name: place.names[n] ?? `Customer ${index}`,
        email: `billing@c${String(index + 1).padStart(3, '0')}.example`,
        phone: `${place.phone}${between(random, 10, 99)}`,
        place,
        address: { line1, line2: null, city, state: null, postal_code, country: place.country },
        card: {
          brand,
          last4,
          country: place.country,
          expMonth: between(random, 1, 12),
          expYear: between(random, 2028, 2033),
        },
        debit:
          debits && (sepa || place.currency === 'usd')
            ? { type: sepa ? 'sepa_debit' : 'us_bank_account', bank, last4, country: place.country }
            : null,
        owes: index % 17 === 3,
        renews: index % 5 < 2,
      });
    }
  }
  return customers;
}

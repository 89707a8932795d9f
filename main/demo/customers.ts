/** The sample company's customers: who they are, through which gateway and how they pay. A pure function of the seed. */

import { between, idStream, oneOf, randomFrom } from '../gateways/random';
import type { CardFacts } from '../gateways/stripe/simulator/objects';
import type { Place } from './place';
import { places } from './places';
import { placesAfrica } from './places-africa';

/** The gateways that know customers. */
export type Home = 'stripe' | 'paypal' | 'razorpay' | 'paystack';

export interface DemoCustomer {
  /** Stripe's id; elsewhere the simulated account makes its own. */
  id: string;
  /** Where this customer pays. */
  home: Home;
  /** Lower case. */
  currency: string;
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

/** All of them: a few of most countries pay by PayPal, those in India through Razorpay, those in Africa through Paystack. */
export function companyCustomers(seed: string): DemoCustomer[] {
  const first = demoCustomers(seed).map((customer, index) => {
    if (customer.place.country === 'IN') return { ...customer, home: 'razorpay' as const, currency: 'inr' };
    const isLast = index >= places.length * 8 && customer.currency !== 'kwd';
    return isLast ? { ...customer, home: 'paypal' as const } : customer;
  });
  const newId = idStream(randomFrom(`${seed}/customer ids beyond`));
  const african = placesAfrica.flatMap((place) => place.names.map((_, n) => ({ place, n })));
  const beyond = african.map(({ place, n }, index) => {
    const made = customerIn(seed, place, n, first.length + index, newId);
    return { ...made, home: 'paystack' as const };
  });
  return [...first, ...beyond];
}

/** The 150 of a company that has no gateway but Stripe. */
export function demoCustomers(seed: string): DemoCustomer[] {
  const newId = idStream(randomFrom(`${seed}/customer ids`));
  const customers: DemoCustomer[] = [];
  for (let n = 0; n < 10; n++)
    for (const place of places) customers.push(customerIn(seed, place, n, customers.length, newId));
  return customers;
}

function customerIn(
  seed: string,
  place: Place,
  n: number,
  index: number,
  newId: (head: string) => string,
): DemoCustomer {
  const random = randomFrom(`${seed}/customer/${index}`);
  const { country, currency } = place;
  const [city, postal_code] = oneOf(random, place.towns);
  const line1 = oneOf(random, place.streets);
  const last4 = String(between(random, 1, 9999)).padStart(4, '0');
  const brand = oneOf(random, brands);
  const sepa = currency === 'eur';
  const canDebit = index % 4 === 0 && (sepa || currency === 'usd');
  const bank = sepa ? '' : 'Prairie State Bank';
  return {
    id: newId('cus'),
    home: 'stripe',
    currency,
    name: place.names[n] ?? `Customer ${index}`,
    email: `billing@c${String(index + 1).padStart(3, '0')}.example`,
    phone: `${place.phone}${between(random, 10, 99)}`,
    place,
    address: { line1, line2: null, city, state: null, postal_code, country },
    card: { brand, last4, country, expMonth: between(random, 1, 12), expYear: between(random, 2028, 2033) },
    debit: canDebit ? { type: sepa ? 'sepa_debit' : 'us_bank_account', bank, last4, country } : null,
    owes: index % 17 === 3,
    renews: index % 5 < 2,
  };
}

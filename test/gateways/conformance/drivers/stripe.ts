/** Stripe in the conformance suite. */
import { stripe } from '../../../../main/gateways/stripe/index';
import { openDispute } from '../../../../main/gateways/stripe/simulator/aftermath';
import type { Bank } from '../../../../main/gateways/stripe/simulator/bank';
import { saveMethod } from '../../../../main/gateways/stripe/simulator/methods';
import { emptyBank, newCustomer, openAccount, paidIntent, START, TEST_KEY } from '../../../support/simulator';
import type { Driver, OpenAccount, OpenOptions } from '../driver';
import { Banks } from '../opened';

/** Stripe's own: the adapter asks for no fewer. */
const PAGE_SIZE = 100;
const EMAIL = 'ada@customer.example';
const banks = new Banks<Bank>();
const savers = new WeakMap<OpenAccount, { customer: string; method: string }>();

async function open({ payments, patience = {}, skewMs = 0 }: OpenOptions): Promise<OpenAccount> {
  const bank = emptyBank('conformance');
  const paid: string[] = [];
  const pay = (atMs: number, description = 'Account top-up') => {
    const { intent } = paidIntent(bank, Math.floor(atMs / 1000), { description });
    paid.push(intent);
    return intent;
  };
  for (let n = payments; n > 0; n--) pay((START - n * 60) * 1000);
  const { gateway, requests, clock, simulator } = await openAccount({ bank, patience, skewMs });
  return banks.open(bank, paid, simulator, {
    gateway,
    requests,
    now: () => clock.now * 1000,
    advance: (ms) => {
      clock.now += Math.ceil(ms / 1000);
    },
    pay,
  });
}

function saverOf(account: OpenAccount): { customer: string; method: string } {
  const known = savers.get(account);
  if (known) return known;
  const bank = banks.of(account);
  const customer = newCustomer(bank, START);
  const held = { created: START, customer, name: 'Ada Example', email: EMAIL, card: null, other: null };
  const saver = { customer, method: saveMethod(bank, held) };
  savers.set(account, saver);
  return saver;
}

const unpaid = (row: object) => Object.assign(row, { latest_charge: null });

export const driver: Driver = {
  evidence: {
    dispute(account) {
      const bank = banks.of(account);
      const charge = bank.store.get('payment_intent', account.paid()[0] ?? '')?.latest_charge;
      return openDispute(bank, START - 10, typeof charge === 'string' ? charge : '', 'fraudulent').id;
    },
    answers: (account, id) => banks.of(account).store.get('dispute', id)?.evidence_details.submission_count ?? 0,
    isWrite: ({ method, path }) => method === 'POST' && path.startsWith('/v1/disputes/'),
  },
  kind: stripe,
  secrets: [TEST_KEY],
  manyPayments: 3 * PAGE_SIZE + 7,
  listsFromRow: true,
  open,
  isList: ({ path }) => path === '/v1/payment_intents',
  rowsOf: (answer) => {
    const data: unknown = Reflect.get(Object(answer), 'data');
    return Array.isArray(data) ? data : null;
  },
  promisingMore: (answer) => ({ ...answer, has_more: true }),
  fields: { amount: 'amount', currency: 'currency', status: 'status', created: ['created'] },
  epoch: 0,
  words: [
    { word: 'requires_payment_method', status: 'Pending', reason: 'waiting-customer', change: unpaid },
    { word: 'requires_confirmation', status: 'Pending', reason: 'waiting-customer', change: unpaid },
    { word: 'requires_action', status: 'Pending', reason: 'waiting-customer', change: unpaid },
    { word: 'processing', status: 'Pending', reason: 'waiting-gateway', change: unpaid },
    { word: 'requires_capture', status: 'Pending', reason: 'waiting-gateway', change: unpaid },
    { word: 'succeeded', status: 'Completed', reason: null, flag: null },
    { word: 'canceled', status: 'Cancelled', change: unpaid },
  ],
  page: {
    currency: 'EUR',
    replay: 'same',
    isWrite: ({ method, path }) => method === 'POST' && path === '/v1/checkout/sessions',
    made: (account) => banks.of(account).store.shelf('checkout.session').size,
    pay: async (_account, { link }) => {
      await fetch(link, { method: 'POST', body: new URLSearchParams({ outcome: 'succeed' }) });
    },
    findsUnopened: true,
    findOpens: false,
  },
  charge: {
    replay: 'same',
    isWrite: ({ method, path }) => method === 'POST' && path === '/v1/payment_intents',
    saved: (account) => ({ ...saverOf(account), email: EMAIL, currency: 'USD' }),
    made: (account, key) => {
      const intents = [...banks.of(account).store.shelf('payment_intent').oldestFirst()];
      return intents.filter(({ status, metadata }) => status === 'succeeded' && metadata.attempt === key).length;
    },
  },
  refund: {
    replay: 'same',
    isWrite: ({ method, path }) => method === 'POST' && path === '/v1/refunds',
    payment: (account) => ({ payment: account.paid()[0] ?? '', currency: 'USD' }),
    made: (account) => banks.of(account).store.shelf('refund').size,
  },
};

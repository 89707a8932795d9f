/** Razorpay in the conformance suite. */
import { razorpay } from '../../../../main/gateways/razorpay/index';
import { openDispute } from '../../../../main/gateways/razorpay/simulator/aftermath';
import { Bank } from '../../../../main/gateways/razorpay/simulator/bank';
import { KEY_SECRET, onPage, openRazorpay, START } from '../../../support/razorpay';
import type { Driver, OpenAccount, OpenOptions } from '../driver';
import { Banks } from '../opened';

/** Razorpay's largest. */
const PAGE_SIZE = 100;
const EMAIL = 'ada@customer.example';
const banks = new Banks<Bank>();

async function open({ payments, patience = {}, skewMs = 0 }: OpenOptions): Promise<OpenAccount> {
  const bank = new Bank('conformance');
  const paid: string[] = [];
  const pay = (atMs: number, description = 'Account top-up') => {
    const id = bank.makePayment({ at: Math.floor(atMs / 1000), amount: 100_000, description });
    paid.push(id);
    return id;
  };
  for (let n = payments; n > 0; n--) pay((START - n * 60) * 1000);
  const { gateway, requests, clock, simulator } = await openRazorpay({ bank, patience, skewMs });
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

function rowsOf(answer: unknown): unknown[] | null {
  const items: unknown = Reflect.get(Object(answer), 'items');
  return Array.isArray(items) ? items : null;
}

/** Razorpay promises nothing: a page that is full means more. */
function promisingMore(answer: object): object {
  const rows = rowsOf(answer) ?? [];
  const full = Array.from({ length: PAGE_SIZE }, (_, n) => rows[n % Math.max(1, rows.length)] ?? {});
  return { ...answer, count: full.length, items: full };
}

const unpaid = (row: object) => Object.assign(row, { captured: false, fee: null, tax: null });

export const driver: Driver = {
  evidence: {
    dispute(account) {
      const [payment = ''] = account.paid();
      return openDispute(banks.of(account), { at: START - 10, payment }).id;
    },
    answers: (account, id) => (banks.of(account).disputes.need(id).status === 'under_review' ? 1 : 0),
    isWrite: ({ method, path }) => method === 'PATCH' && path.endsWith('/contest'),
  },
  kind: razorpay,
  secrets: [KEY_SECRET],
  manyPayments: 3 * PAGE_SIZE + 7,
  open,
  isList: ({ path }) => path === '/v1/payments',
  rowsOf,
  promisingMore,
  fields: { amount: 'amount', currency: 'currency', status: 'status', created: ['created_at'] },
  epoch: 0,
  words: [
    { word: 'created', status: 'Pending', reason: 'waiting-customer', change: unpaid },
    { word: 'authorized', status: 'Pending', reason: 'waiting-gateway', change: unpaid },
    { word: 'captured', status: 'Completed', reason: null, flag: null },
    { word: 'refunded', status: 'Completed', reason: null, flag: null },
    { word: 'refunded', status: 'Cancelled', reason: 'expired', change: unpaid },
    { word: 'failed', status: 'Cancelled', reason: 'declined', change: unpaid },
  ],
  page: {
    currency: 'INR',
    replay: 'same',
    isWrite: ({ method, path }) => method === 'POST' && path === '/v1/payment_links',
    made: (account) => banks.of(account).links.size,
    pay: async (_account, { link }) => {
      await onPage(link, 'succeed');
    },
    findsUnopened: true,
    findOpens: false,
  },
  charge: {
    replay: 'same',
    isWrite: ({ path }) => path === '/v1/payments/create/recurring',
    saved: (account) => {
      const bank = banks.of(account);
      const known = bank.customers.oldestFirst()[0]?.id;
      const at = START - 3600;
      const customer = known ?? bank.makeCustomer({ at, name: 'Ada Example', email: EMAIL, phone: '+919876543210' });
      const method = bank.tokens.get(customer)?.[0]?.id ?? bank.makeToken(customer, { at });
      return { customer, email: EMAIL, method, currency: 'INR' };
    },
    made: (account, key) =>
      banks
        .of(account)
        .payments.oldestFirst()
        .filter(({ status, notes }) => status === 'captured' && Reflect.get(notes, 'attempt') === key).length,
  },
  refund: {
    replay: 'same',
    isWrite: ({ path }) => path.endsWith('/refund'),
    payment: (account) => ({ payment: account.paid()[0] ?? '', currency: 'INR' }),
    made: (account) => banks.of(account).refunds.size,
  },
};

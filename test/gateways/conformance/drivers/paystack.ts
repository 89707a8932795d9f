/** Paystack in the conformance suite. */
import { paystack } from '../../../../main/gateways/paystack/index';
import { Bank } from '../../../../main/gateways/paystack/simulator/bank';
import { openPaystack, PAYSTACK_KEY, press, START_MS } from '../../../support/paystack';
import type { Driver, OpenAccount, OpenOptions } from '../driver';
import { Banks } from '../opened';

/** The adapter's own: Paystack names no largest. */
const PAGE_SIZE = 100;
const EMAIL = 'ada@customer.example';
const banks = new Banks<Bank>();

async function open({ payments, patience = {}, skewMs = 0 }: OpenOptions): Promise<OpenAccount> {
  const bank = new Bank('conformance');
  const paid: string[] = [];
  const pay = (at: number, description = 'Account top-up') => {
    const { id } = bank.makePayment({ at, amount: 100_000, customer: EMAIL, metadata: { description } });
    paid.push(String(id));
    return String(id);
  };
  for (let n = payments; n > 0; n--) pay(START_MS - n * 60_000);
  const { gateway, requests, clock, simulator } = await openPaystack({ bank, patience, skewMs });
  return banks.open(bank, paid, simulator, {
    gateway,
    requests,
    now: () => clock.now,
    advance: (ms) => {
      clock.now += ms;
    },
    pay,
  });
}

function rowsOf(answer: unknown): unknown[] | null {
  const rows: unknown = Reflect.get(Object(answer), 'data');
  return Array.isArray(rows) ? rows : null;
}

export const driver: Driver = {
  kind: paystack,
  secrets: [PAYSTACK_KEY],
  manyPayments: 3 * PAGE_SIZE + 7,
  open,
  isList: ({ path }) => path === '/transaction',
  rowsOf,
  promisingMore: (answer) => ({ ...answer, meta: { pageCount: 9_999 } }),
  fields: { amount: 'amount', currency: 'currency', status: 'status', created: ['created_at', 'createdAt'] },
  epoch: '1970-01-01T00:00:00.000Z',
  words: [
    { word: 'success', status: 'Completed', reason: null, flag: null },
    { word: 'reversed', status: 'Completed', reason: null, flag: null },
    { word: 'failed', status: 'Cancelled', reason: 'declined' },
    { word: 'abandoned', status: 'Pending', reason: 'waiting-customer' },
    { word: 'ongoing', status: 'Pending', reason: 'waiting-customer' },
    { word: 'paused', status: 'Pending', reason: 'waiting-customer' },
    { word: 'send_pin', status: 'Pending', reason: 'waiting-customer' },
    { word: 'send_otp', status: 'Pending', reason: 'waiting-customer' },
    { word: 'send_phone', status: 'Pending', reason: 'waiting-customer' },
    { word: 'send_birthday', status: 'Pending', reason: 'waiting-customer' },
    { word: 'send_address', status: 'Pending', reason: 'waiting-customer' },
    { word: 'open_url', status: 'Pending', reason: 'waiting-customer' },
    { word: 'pay_offline', status: 'Pending', reason: 'waiting-customer' },
    { word: 'pending', status: 'Pending', reason: 'waiting-gateway' },
    { word: 'processing', status: 'Pending', reason: 'waiting-gateway' },
    { word: 'queued', status: 'Pending', reason: 'waiting-gateway' },
  ],
  page: {
    currency: 'NGN',
    replay: 'refused',
    isWrite: ({ path }) => path === '/transaction/initialize',
    made: (account) => banks.of(account).store.transactions.size,
    pay: async (_account, { link }) => {
      await press(link, 'succeed');
    },
    findsUnopened: false,
    findOpens: false,
  },
  charge: {
    replay: 'same',
    isWrite: ({ path }) => path === '/transaction/charge_authorization',
    saved: (account) => {
      const bank = banks.of(account);
      const customer = bank.customerOf(EMAIL, START_MS).code;
      const known = [...bank.store.authorizations.values()].find((one) => one.customer === customer);
      const { code } = known ?? bank.makeAuthorization(EMAIL);
      return { customer, email: EMAIL, method: code, currency: 'NGN' };
    },
    made: (account, key) => {
      const all = banks.of(account).store.transactions.all();
      return all.filter(({ reference, status }) => reference === key && status === 'success').length;
    },
  },
  refund: {
    replay: 'same',
    isWrite: ({ method, path }) => method === 'POST' && path === '/refund',
    payment: (account) => ({ payment: account.paid()[0] ?? '', currency: 'NGN' }),
    made: (account) => banks.of(account).store.refunds.size,
  },
};

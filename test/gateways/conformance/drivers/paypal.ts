/** PayPal in the conformance suite. */
import { paypal } from '../../../../main/gateways/paypal/index';
import { makePayment, openDispute } from '../../../../main/gateways/paypal/simulator/aftermath';
import { Bank } from '../../../../main/gateways/paypal/simulator/bank';
import { KEYS, openPaypal, press, START_MS } from '../../paypal-driver';
import type { Driver, OpenAccount, OpenOptions } from '../driver';
import { Banks } from '../opened';

const PAGE_SIZE = 20;
const DAY_MS = 86_400_000;
const banks = new Banks<Bank>();
const savers = new WeakMap<OpenAccount, { customer: string; method: string }>();

async function open({ payments, patience = {}, skewMs = 0 }: OpenOptions): Promise<OpenAccount> {
  const bank = new Bank('conformance');
  const payer = bank.makeCustomer();
  const paid: string[] = [];
  const pay = (at: number, description = 'Account top-up') => {
    const { id } = makePayment(bank, Math.floor(at / 1000) * 1000, { amount: 2_500, payer, description });
    paid.push(id);
    return id;
  };
  for (let n = payments; n > 0; n--) pay(START_MS - n * 60_000);
  const { gateway, requests, clock, simulator } = await openPaypal({ bank, patience, skewMs, pageSize: PAGE_SIZE });
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

export const driver: Driver = {
  evidence: {
    dispute(account) {
      const [payment = ''] = account.paid();
      return openDispute(banks.of(account), START_MS - 10_000, payment).id;
    },
    answers: (account, id) => banks.of(account).disputes.get(id)?.evidences?.length ?? 0,
    isWrite: ({ method, path }) => method === 'POST' && path.endsWith('/provide-evidence'),
  },
  kind: paypal,
  secrets: [KEYS.clientSecret],
  manyPayments: 3 * PAGE_SIZE + 7,
  open,
  // The years before hold nothing.
  isList: ({ path, query }) =>
    path === '/v1/reporting/transactions' &&
    Date.parse(new URLSearchParams(query).get('end_date') ?? '') > START_MS - DAY_MS,
  rowsOf: (answer) => {
    const rows: unknown = Reflect.get(Object(answer), 'transaction_details');
    return Array.isArray(rows) ? rows : null;
  },
  promisingMore: (answer) => ({ ...answer, total_pages: 999, total_items: 99_999 }),
  fields: {
    amount: 'transaction_info.transaction_amount.value',
    currency: 'transaction_info.transaction_amount.currency_code',
    status: 'transaction_info.transaction_status',
    created: ['transaction_info.transaction_initiation_date'],
  },
  epoch: '1970-01-01T00:00:00+0000',
  words: [
    { word: 'P', shown: 'PENDING', status: 'Pending' },
    { word: 'S', shown: 'COMPLETED', status: 'Completed', reason: null, flag: null },
    { word: 'V', shown: 'REFUNDED', status: 'Completed' },
    { word: 'D', shown: 'DECLINED', status: 'Cancelled', reason: 'declined' },
  ],
  page: {
    currency: 'EUR',
    replay: 'same',
    isWrite: ({ method, path }) => method === 'POST' && path === '/v2/checkout/orders',
    made: (account) => [...banks.of(account).orders.values()].filter(({ customId }) => customId !== null).length,
    pay: async (_account, { link }) => {
      await press(link, 'approve');
    },
    findsUnopened: true,
    findOpens: true,
  },
  charge: {
    replay: 'same',
    isWrite: ({ method, path }) => method === 'POST' && path === '/v2/checkout/orders',
    saved: (account) => {
      const known = savers.get(account);
      if (known) return { ...known, email: 'jane@buyer.example', currency: 'USD' };
      const payer = banks.of(account).makeCustomer();
      const saver = { customer: payer.id, method: banks.of(account).saveMethod(payer).id };
      savers.set(account, saver);
      return { ...saver, email: payer.email, currency: 'USD' };
    },
    made: (account, key) => [...banks.of(account).captures.values()].filter(({ customId }) => customId === key).length,
  },
  refund: {
    replay: 'same',
    isWrite: ({ method, path }) => method === 'POST' && path.endsWith('/refund'),
    payment: (account) => ({ payment: account.paid()[0] ?? '', currency: 'USD' }),
    made: (account) => [...banks.of(account).captures.values()].flatMap(({ refunds }) => refunds).length,
  },
};

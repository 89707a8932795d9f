/** NOWPayments in the conformance suite. */
import { nowpayments } from '../../../../main/gateways/nowpayments/index';
import { Bank } from '../../../../main/gateways/nowpayments/simulator/bank';
import { KEY, LIST, openNowpayments, PASSWORD, START_MS } from '../../../support/nowpayments';
import type { Driver, OpenAccount, OpenOptions } from '../driver';
import { Banks } from '../opened';

const PAGE_SIZE = 20;
const banks = new Banks<Bank>();

async function open({ payments, patience = {}, skewMs = 0 }: OpenOptions): Promise<OpenAccount> {
  const bank = new Bank('conformance');
  const paid: string[] = [];
  const pay = (at: number, description = 'Account top-up') => {
    const id = bank.addPayment({ at, description });
    bank.finish(id, at);
    paid.push(id);
    return id;
  };
  for (let n = payments; n > 0; n--) pay(START_MS - n * 60_000);
  const { gateway, requests, clock, simulator } = await openNowpayments({
    bank,
    patience,
    skewMs,
    pageSize: PAGE_SIZE,
  });
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
  kind: nowpayments,
  secrets: [KEY, PASSWORD],
  manyPayments: 3 * PAGE_SIZE + 7,
  open,
  isList: ({ path }) => path === LIST,
  rowsOf: (answer) => {
    const data: unknown = Reflect.get(Object(answer), 'data');
    return Array.isArray(data) ? data : null;
  },
  promisingMore: (answer) => ({ ...answer, pagesCount: 9_999 }),
  fields: { amount: 'price_amount', currency: 'price_currency', status: 'payment_status', created: ['created_at'] },
  epoch: '1970-01-01T00:00:00.000Z',
  words: [
    { word: 'waiting', status: 'Pending', reason: 'waiting-customer' },
    { word: 'confirming', status: 'Pending', reason: 'waiting-gateway' },
    { word: 'confirmed', status: 'Pending', reason: 'waiting-gateway' },
    { word: 'sending', status: 'Pending', reason: 'waiting-gateway' },
    { word: 'partially_paid', status: 'Pending', flag: 'amount-differs' },
    { word: 'finished', status: 'Completed', reason: null, flag: null },
    { word: 'refunded', status: 'Completed', reason: null, flag: null },
    { word: 'failed', status: 'Cancelled', reason: 'declined' },
    { word: 'expired', status: 'Cancelled', reason: 'expired' },
    { word: 'cancelled', status: 'Cancelled' },
  ],
  page: {
    currency: 'EUR',
    replay: 'another',
    isWrite: ({ method, path }) => method === 'POST' && path === '/v1/invoice',
    made: (account) => banks.of(account).invoices.size,
    pay: async (_account, { link }) => {
      await fetch(link, { method: 'POST', body: new URLSearchParams({ act: 'succeed', coin: 'btc' }) });
    },
    findsUnopened: false,
    findOpens: false,
  },
  charge: null,
  refund: null,
};

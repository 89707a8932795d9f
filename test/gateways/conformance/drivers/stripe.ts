/** Stripe in the conformance suite. */
import { stripe } from '../../../../main/gateways/stripe/index';
import { emptyBank, openAccount, paidIntent, START, TEST_KEY } from '../../../support/simulator';
import type { Driver, OpenAccount, OpenOptions } from '../driver';

/** Stripe's own: the adapter asks for no fewer. */
const PAGE_SIZE = 100;

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
  return {
    gateway,
    requests,
    now: () => clock.now * 1000,
    advance: (ms) => {
      clock.now += Math.ceil(ms / 1000);
    },
    setFaults: (faults) => simulator.setFaults(faults),
    revokeKey: () => simulator.revokeKey(),
    close: () => simulator.close(),
    pay,
    paid: () => paid,
  };
}

const unpaid = (row: object) => Object.assign(row, { latest_charge: null });

export const driver: Driver = {
  kind: stripe,
  secrets: [TEST_KEY],
  manyPayments: 3 * PAGE_SIZE + 7,
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
  page: null,
  charge: null,
  refund: null,
};

/** What each phase of a pull lists, and how its rows become facts. */
import type Stripe from 'stripe';
import { field } from '../field';
import type { Harvest } from '../harvest';
import type { Line } from './client';
import type { Phase } from './cursor';
import { gone, type ListParams, listPages, orGone } from './lists';
import { mapCharge, mapCustomer, mapIntent } from './map';
import { hasFinalContents, mapContent, mapPayout, mapRefund, mapReserve } from './map-aftermath';
import { addDispute } from './returns';
import { idOf } from './wire';

/** When disputes were closed, as this pull's events told; Unix seconds by dispute. The dispute itself does not say. */
export type ClosedAt = Map<string, number>;

interface PhaseList {
  /** For the progress line and for failures. */
  what: string;
  fetch(stripe: Stripe, params: ListParams): Promise<unknown>;
  map(line: Line, rows: readonly unknown[], harvest: Harvest, closedAt: ClosedAt): Promise<void>;
}

const AT_ONCE = 4;

export const phaseLists: Readonly<Record<Phase, PhaseList>> = {
  events: {
    what: 'events',
    fetch: (stripe, params) => stripe.events.list(params),
    map: async () => undefined,
  },
  customers: {
    what: 'customers',
    fetch: (stripe, params) => stripe.customers.list(params),
    map: async (_line, rows, harvest) => {
      for (const row of rows) harvest.add('customers', mapCustomer(row));
    },
  },
  payments: {
    what: 'payments',
    fetch: (stripe, params) =>
      stripe.paymentIntents.list({ ...params, expand: ['data.latest_charge.balance_transaction'] }),
    map: async (_line, rows, harvest) => {
      for (const row of rows) harvest.add('payments', mapIntent(row));
    },
  },
  charges: {
    what: 'charges',
    fetch: listCharges,
    map: async (_line, rows, harvest) => {
      for (const row of rows) if (standsAlone(row)) harvest.add('payments', mapCharge(row));
    },
  },
  refunds: {
    what: 'refunds',
    fetch: (stripe, params) => stripe.refunds.list({ ...params, expand: ['data.balance_transaction'] }),
    map: async (_line, rows, harvest) => {
      for (const row of rows) harvest.add('refunds', mapRefund(row));
    },
  },
  disputes: {
    what: 'disputes',
    fetch: (stripe, params) => stripe.disputes.list(params),
    map: async (_line, rows, harvest, closedAt) => {
      for (const row of rows) addDispute(harvest, row, closedAt);
    },
  },
  payouts: {
    what: 'payouts',
    fetch: (stripe, params) => stripe.payouts.list({ ...params, expand: ['data.balance_transaction'] }),
    map: mapPayouts,
  },
};

/** Nearly all charges belong to an intent and are known by it: only a page with a lone one is asked for with its bookings. */
async function listCharges(stripe: Stripe, params: ListParams): Promise<unknown> {
  const page = await stripe.charges.list(params);
  if (!Array.isArray(page.data) || !page.data.some(standsAlone)) return page;
  return stripe.charges.list({ ...params, expand: ['data.balance_transaction'] });
}

function standsAlone(row: unknown): boolean {
  return (field(row, 'payment_intent') ?? null) === null;
}

/** `created` of each row that states one, in Unix seconds. */
export function createdOf(rows: readonly unknown[]): number[] {
  const times: number[] = [];
  for (const row of rows) {
    const created = field(row, 'created');
    // A time in milliseconds would put the mark into the far future and hide all that comes: such a row is parked, not counted.
    if (typeof created === 'number' && Number.isSafeInteger(created) && created > 0 && created < 100_000_000_000)
      times.push(created);
  }
  return times;
}

async function mapPayouts(line: Line, rows: readonly unknown[], harvest: Harvest): Promise<void> {
  await eachAtOnce(rows, (row) => addPayout(line, row, harvest));
}

/** One payout with what is in it, once Stripe has closed that list. */
export async function addPayout(line: Line, row: unknown, harvest: Harvest): Promise<void> {
  const contents: string[] = [];
  const id = idOf(row);
  if (hasFinalContents(row) && id !== null) {
    const fetch = (stripe: Stripe, params: ListParams) => stripe.balanceTransactions.list({ ...params, payout: id });
    for await (const page of listPages(line, { what: 'balance transactions', from: 0, after: null, fetch })) {
      for (const content of page.rows) {
        const reserve = mapReserve(content, id);
        if (reserve) harvest.reserve(reserve);
        if (reserve) continue;
        const { row: settlement, parked } = mapContent(content);
        if (settlement) contents.push(settlement);
        if (parked) harvest.park(parked);
      }
    }
  }
  harvest.add('payouts', mapPayout(row, contents));
}

/** Works on a few at a time, so that a long page is neither slow nor a flood. */
export async function eachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}

/** The object as it is now; `gone` when Stripe has it no more. */
export function fetchOne(line: Line, what: string, call: (stripe: Stripe) => Promise<unknown>): Promise<unknown> {
  return line.ask(what, 1, (stripe) => orGone(call(stripe)));
}

export function isGone(raw: unknown): boolean {
  return raw === gone || field(raw, 'deleted') === true;
}

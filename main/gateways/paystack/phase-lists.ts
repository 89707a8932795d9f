/** What each phase of a pull lists, and how its rows become facts. */

import { field, textOf } from '../field';
import type { Harvest } from '../harvest';
import { type ListPage, listAll, type PaystackLine } from './calls';
import { OVERLAP_MS, type Phase } from './cursor';
import { mapCustomer, mapTransaction, settlementId } from './map';
import { mapDispute, mapPayout, mapRefund } from './map-aftermath';
import { idOf, referredId, timeOf } from './wire';

export interface PhaseContext {
  /** UTC milliseconds; when the round before began: what was paid out since has contents to fetch. Null: fetch all. */
  syncedAt: number | null;
  /** Paystack's time, UTC milliseconds. */
  nowMs: number;
}

interface PhaseList {
  /** For the progress line and for failures. */
  what: string;
  path: string;
  /** False: it takes no period, and comes newest first. */
  takesPeriod: boolean;
  map(line: PaystackLine, rows: readonly unknown[], harvest: Harvest, context: PhaseContext): Promise<void>;
}

const AT_ONCE = 4;

export const phaseLists: Readonly<Record<Phase, PhaseList>> = {
  customers: {
    what: 'customers',
    path: '/customer',
    takesPeriod: true,
    map: async (_line, rows, harvest) => {
      for (const row of rows) harvest.add('customers', mapCustomer(row));
    },
  },
  payments: {
    what: 'payments',
    path: '/transaction',
    takesPeriod: true,
    map: async (_line, rows, harvest, { nowMs }) => {
      for (const row of rows) harvest.add('payments', mapTransaction(row, nowMs));
    },
  },
  refunds: {
    what: 'refunds',
    path: '/refund',
    takesPeriod: true,
    map: async (_line, rows, harvest) => {
      for (const row of rows) harvest.add('refunds', mapRefund(row));
    },
  },
  disputes: {
    what: 'disputes',
    path: '/dispute',
    takesPeriod: true,
    map: async (_line, rows, harvest) => {
      for (const row of rows) harvest.add('disputes', mapDispute(row));
    },
  },
  payouts: { what: 'payouts', path: '/settlement', takesPeriod: false, map: mapPayouts },
};

/** One page of a phase. `from`: UTC milliseconds; 0: everything. */
export async function fetchPhase(line: PaystackLine, phase: Phase, from: number, page: number): Promise<ListPage> {
  const { what, path, takesPeriod } = phaseLists[phase];
  const query: Record<string, string> = {};
  if (takesPeriod && from > 0) query.from = new Date(from).toISOString();
  // The published specification and the documentation spell it differently, for this one list.
  if (phase === 'payments') query.per_page = '100';
  const fetched = await line.list(what, path, query, page);
  if (takesPeriod || from === 0) return fetched;
  return isBefore(fetched.rows, from) ? { ...fetched, isLast: true } : fetched;
}

/** True when the rows come newest first, as they should, and the last of them is older: no later page holds a newer one. */
function isBefore(rows: readonly unknown[], from: number): boolean {
  const times = rows.map((row) => timeOf(field(row, 'createdAt')));
  const isSorted = times.every((at, index) => at !== null && (index === 0 || at <= (times[index - 1] ?? 0)));
  return isSorted && (times.at(-1) ?? from) < from;
}

async function mapPayouts(
  line: PaystackLine,
  rows: readonly unknown[],
  harvest: Harvest,
  context: PhaseContext,
): Promise<void> {
  await eachAtOnce(rows, async (row) => {
    const contents = isNewlyPaid(row, context.syncedAt) ? await contentsOf(line, row, harvest, context) : [];
    harvest.add('payouts', mapPayout(row, contents));
  });
}

/** Only what is paid out has final contents; what was so before the round before has been told. */
function isNewlyPaid(row: unknown, syncedAt: number | null): boolean {
  if (field(row, 'status') !== 'success' || idOf(field(row, 'id')) === null) return false;
  const changedAt = timeOf(field(row, 'updatedAt')) ?? timeOf(field(row, 'createdAt'));
  return syncedAt === null || changedAt === null || changedAt >= syncedAt - OVERLAP_MS;
}

/** Most refunds are taken from a settlement within this time; a large one waits until so much is paid again. */
const REFUNDS_BEFORE_MS = 30 * 86_400_000;

/** The transactions of one payout, and the refunds that were taken from it, as the settlements that the book knows them by. */
async function contentsOf(
  line: PaystackLine,
  row: unknown,
  harvest: Harvest,
  { nowMs }: PhaseContext,
): Promise<string[]> {
  const id = idOf(field(row, 'id')) ?? '';
  const contents: string[] = [];
  for await (const raw of listAll(line, 'payouts', `/settlement/${id}/transactions`, {})) {
    const transaction = idOf(field(raw, 'id'));
    if (transaction === null) harvest.add('payments', mapTransaction(raw, nowMs));
    else contents.push(settlementId('transaction', transaction));
    // Paid long after it was begun: our side may have stopped waiting for it.
    if (isLate(raw)) harvest.add('payments', mapTransaction(raw, nowMs));
  }
  const deductions = field(row, 'deductions');
  if (deductions === null || deductions === undefined || deductions === 0) return contents;
  const from = (timeOf(field(row, 'createdAt')) ?? nowMs) - REFUNDS_BEFORE_MS;
  const late = await refundsIn(line, id, { from: new Date(from).toISOString() });
  const { refunds } = late.sum === deductions ? late : await refundsIn(line, id, {});
  return [...contents, ...refunds];
}

/** The refunds that a payout was lessened by, among those that `query` lists. `sum`: minor units. */
async function refundsIn(line: PaystackLine, payout: string, query: Record<string, string>) {
  const refunds: string[] = [];
  let sum = 0;
  for await (const raw of listAll(line, 'refunds', '/refund', query)) {
    const refund = idOf(field(raw, 'id'));
    if (refund === null || referredId(field(raw, 'settlement')) !== payout) continue;
    refunds.push(settlementId('refund', refund));
    const amount = field(raw, 'amount');
    if (typeof amount === 'number') sum += amount;
  }
  return { refunds, sum };
}

function isLate(raw: unknown): boolean {
  const created = timeOf(textOf(field(raw, 'created_at')) ?? field(raw, 'createdAt'));
  const paid = timeOf(textOf(field(raw, 'paid_at')) ?? field(raw, 'paidAt'));
  return created !== null && paid !== null && paid - created > OVERLAP_MS;
}

/** Works on a few at a time, so that a long page is neither slow nor a flood. */
async function eachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}

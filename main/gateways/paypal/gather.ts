/** The rows of a page become facts. What one row does not say alone (whose dispute, at which rate) is looked up; it is rare. */
import type { Settlement } from '../pulled';
import { Unreadable } from '../unreadable';
import { type Line, orGone } from './client';
import { nameOfOther } from './codes';
import type { DisputeDesk } from './disputes';
import { eachAtOnce } from './each-at-once';
import type { LatestHarvest } from './harvest';
import { mapCapture, noOrder } from './map-capture';
import {
  convertedOf,
  paymentOfRow,
  payoutOfRow,
  type Row,
  refundOfRow,
  reserveOfRow,
  returnedPayout,
  unbooked,
} from './map-row';

/** Adds all facts of these rows. Rejects as Line.ask does. */
export async function gather(
  line: Line,
  all: readonly Row[],
  desk: DisputeDesk,
  harvest: LatestHarvest,
): Promise<void> {
  const rows = onceEach(all);
  const conversions = conversionsOf(rows);
  await addPayments(line, rows, conversions, harvest);
  addPayouts(rows, harvest);
  for (const row of rows) {
    if (row.kind === 'refund') addRefund(row, conversions, null, harvest);
    if (row.kind === 'reserve' && hasMoved(row)) harvest.reserve(reserveOfRow(row));
    if (row.kind === 'other' && hasMoved(row)) {
      harvest.park(unbooked(row, `${nameOfOther(row.code)} (${row.code}), which the book has no place for yet`).parked);
    }
  }
  await addReversals(rows, conversions, desk, harvest);
  for (const row of strayConversions(rows)) {
    harvest.park(unbooked(row, 'a conversion that belongs to no payment').parked);
  }
}

function hasMoved(row: Row): boolean {
  return (row.status === 'S' || row.status === 'V') && row.amount !== 0;
}

/** The same row may be listed twice, once not yet final. */
function onceEach(rows: readonly Row[]): Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const known = byKey.get(row.key);
    if (!known || known.status === 'P') byKey.set(row.key, row);
  }
  return [...byKey.values()];
}

type Conversions = ReadonlyMap<string, readonly Row[]>;

function conversionsOf(rows: readonly Row[]): Conversions {
  const byOwner = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.kind !== 'conversion' || row.of === null || !hasMoved(row)) continue;
    byOwner.set(row.of, [...(byOwner.get(row.of) ?? []), row]);
  }
  return byOwner;
}

function strayConversions(rows: readonly Row[]): Row[] {
  const owners = new Set(rows.filter((row) => ownsConversion(row)).map((row) => row.id));
  return rows.filter((row) => row.kind === 'conversion' && hasMoved(row) && (row.of === null || !owners.has(row.of)));
}

function ownsConversion(row: Row): boolean {
  return row.kind === 'payment' || row.kind === 'refund' || row.kind === 'taken-back';
}

async function addPayments(
  line: Line,
  rows: readonly Row[],
  conversions: Conversions,
  harvest: LatestHarvest,
): Promise<void> {
  const byId = new Map<string, Row>();
  for (const row of rows) {
    if (row.kind !== 'payment') continue;
    const known = byId.get(row.id);
    if (!known) byId.set(row.id, row);
    else harvest.park(unbooked(row, `another row has the same id and is a payment too (${known.code})`).parked);
  }
  const payments = [...byId.values()];
  const rated = await eachAtOnce(payments, (row) => settledElsewhere(line, row, conversions.get(row.id) ?? []));
  payments.forEach((row, index) => {
    const converted = rated[index];
    if (typeof converted === 'string') harvest.park(unbooked(row, converted).parked);
    else harvest.add('payments', { row: paymentOfRow(row, converted ?? null), parked: null });
  });
}

/** Both legs of a converted payment: as the capture states them, with the rate, else as its rows do. Text: why they make no sense. */
async function settledElsewhere(
  line: Line,
  row: Row,
  conversions: readonly Row[],
): Promise<Settlement | string | null> {
  const byRows = sides(row, conversions);
  if (byRows === null || typeof byRows === 'string') return byRows;
  const path = `/v2/payments/captures/${encodeURIComponent(row.id)}`;
  const raw = await orGone(line.ask({ method: 'GET', path, what: 'payments', repeat: 'freely' }));
  const stated = raw === null ? null : mapCapture(raw, noOrder).row?.settlement;
  return stated && stated.currency === byRows.currency ? stated : byRows;
}

function sides(row: Row, conversions: readonly Row[]): Settlement | string | null {
  try {
    return convertedOf(row, conversions);
  } catch (error) {
    if (error instanceof Unreadable) return error.message;
    throw error;
  }
}

function addRefund(row: Row, conversions: Conversions, why: string | null, harvest: LatestHarvest): void {
  const converted = sides(row, conversions.get(row.id) ?? []);
  if (typeof converted === 'string') harvest.park(unbooked(row, converted).parked);
  else harvest.add('refunds', refundOfRow(row, converted, why));
}

function addPayouts(rows: readonly Row[], harvest: LatestHarvest): void {
  const returned = new Set(rows.filter((row) => row.kind === 'payout-return' && hasMoved(row)).map((row) => row.of));
  const known = new Set<string | null>();
  for (const row of rows) {
    if (row.kind !== 'payout') continue;
    known.add(row.id);
    const payout = payoutOfRow(row);
    if (payout.row && returned.has(row.id))
      harvest.add('payouts', { ...payout, row: { ...payout.row, status: 'failed' } });
    else harvest.add('payouts', payout);
  }
  for (const row of rows) {
    if (row.kind === 'payout-return' && hasMoved(row) && !known.has(row.of))
      harvest.add('payouts', returnedPayout(row));
  }
}

/** Money that PayPal or a bank took: of a dispute where there is one, which then tells all of it; else a return. */
async function addReversals(
  rows: readonly Row[],
  conversions: Conversions,
  desk: DisputeDesk,
  harvest: LatestHarvest,
): Promise<void> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const reversals = rows.filter((row) => row.kind === 'taken-back' || (row.kind === 'dispute-move' && hasMoved(row)));
  // A fee may name the chargeback instead of the payment.
  const paymentOf = (row: Row) => (row.of === null ? null : (byId.get(row.of)?.of ?? row.of));
  const found = await eachAtOnce(reversals, async (row) => {
    const payment = paymentOf(row);
    return { row, ids: payment === null ? [] : await desk.idsOf(payment) };
  });
  await desk.addAll([...new Set(found.flatMap(({ ids }) => ids))], harvest);
  for (const { row, ids } of found) {
    if (ids.length > 0) continue;
    if (row.kind === 'taken-back')
      addRefund(row, conversions, row.code === 'T1201' ? 'chargeback' : 'returned', harvest);
    else harvest.park(unbooked(row, `a dispute’s movement (${row.code}) without a dispute`).parked);
  }
}

/** Refunds, disputes, settlements and the rows of their reconciliation to the facts that the book takes. Pure. */
import { toDecimal } from '../../kernel/money';
import { field, textOf } from '../field';
import { type Mapped, mapped, unknownWord, whole } from '../mapped';
import type { ParkedItem, PulledDispute, PulledPayout, PulledRefund, Settlement } from '../pulled';
import { cleanOrNull, cleanText } from '../text';
import { Unreadable } from '../unreadable';
import { currencyOf, HOME_CURRENCY, positiveAmountOf } from './amount';
import { keyOf, settled } from './map';
import { disputeState, payoutStatus, refundStatus } from './map-status';
import { disputeSchema, idOf, type ReconRow, reconSchema, refundSchema, settlementSchema } from './wire';

/** `settlement`: what the reconciliation told of it. A refund with an unknown status counts as pending, and is parked beside. */
export function mapRefund(raw: unknown, settlement: Settlement | null = null): Mapped<PulledRefund> {
  return mapped({ kind: 'refund', externalId: idOf(raw) }, refundSchema, raw, (refund) => {
    // Older refunds have no status: they were answered only once they were processed.
    const word = refund.status ?? 'processed';
    const status = refundStatus(word);
    const row = {
      externalId: refund.id,
      payment: refund.payment_id,
      createdAt: refund.created_at * 1000,
      amount: positiveAmountOf(refund.amount),
      currency: currencyOf(refund.currency),
      status: status ?? 'pending',
      providerStatus: cleanText(word, 100),
      reason: cleanOrNull(textOf(field(refund.notes, 'reason')) ?? textOf(field(refund.notes, 'comment')), 200),
      attempt: keyOf(field(refund.notes, 'attempt')) ?? keyOf(refund.receipt),
      settlement,
    };
    return { row, parked: status ? null : unknownWord('refund', refund.id, word) };
  });
}

/** What the reconciliation told of a dispute: money taken from a settlement, and money given back. */
export interface DisputeMoves {
  withdrawal?: Settlement;
  reinstatement?: Settlement;
  /** Unix seconds. */
  returnedAt?: number;
}

export function mapDispute(raw: unknown, moves: DisputeMoves = {}): Mapped<PulledDispute> {
  return mapped({ kind: 'dispute', externalId: idOf(raw) }, disputeSchema, raw, (dispute) => {
    const state = disputeState(dispute.status, dispute.amount_deducted ?? 0);
    const isDue = dispute.status === 'open' && (dispute.respond_by ?? 0) > 0;
    const reason = [dispute.phase, dispute.reason_code].map(textOf).filter((part) => part !== null);
    const row = {
      externalId: dispute.id,
      payment: dispute.payment_id,
      openedAt: dispute.created_at * 1000,
      closedAt: state === 'won' && moves.returnedAt !== undefined ? moves.returnedAt * 1000 : null,
      amount: positiveAmountOf(dispute.amount),
      currency: currencyOf(dispute.currency),
      state: state ?? 'open',
      providerStatus: cleanText(dispute.status, 100),
      reason: cleanText([...new Set(reason)].join(': '), 200),
      dueAt: isDue ? (dispute.respond_by ?? 0) * 1000 : null,
      withdrawal: moves.withdrawal ?? null,
      reinstatement: moves.reinstatement ?? null,
    };
    return { row, parked: state ? null : unknownWord('dispute', dispute.id, dispute.status) };
  });
}

/** India's time: by its days settlements reach the bank, and the reconciliation is asked for. */
const INDIA_MS = 5.5 * 3_600_000;

/** `YYYY-MM-DD`. */
export function indianDay(seconds: number): string {
  return new Date(seconds * 1000 + INDIA_MS).toISOString().slice(0, 10);
}

/** `contents`: the ids of what it settled; empty while that does not add up to its amount. */
export function mapSettlement(raw: unknown, contents: readonly string[] = []): Mapped<PulledPayout> {
  return mapped({ kind: 'settlement', externalId: idOf(raw) }, settlementSchema, raw, (settlement) => {
    const status = payoutStatus(settlement.status);
    const row = {
      externalId: settlement.id,
      createdAt: settlement.created_at * 1000,
      arrivalDay: indianDay(settlement.created_at),
      amount: positiveAmountOf(settlement.amount),
      currency: HOME_CURRENCY,
      status: status ?? 'sent',
      providerStatus: cleanText(settlement.status, 100),
      descriptor: cleanOrNull(settlement.utr, 100),
      settlements: contents,
    };
    if (!status) return { row, parked: unknownWord('settlement', settlement.id, settlement.status) };
    return { row, parked: keptForPaying(settlement.id, settlement.fees ?? 0) };
  });
}

/** What Razorpay keeps for settling at once (0 for all others) is in no payment's fee: put aside with its sum for a person to book. */
function keptForPaying(settlement: string, fees: number): ParkedItem | null {
  if (fees === 0) return null;
  const fee = toDecimal(fees, HOME_CURRENCY);
  const why = `a fee of ${fee} ${HOME_CURRENCY} for the settlement ${settlement}, not booked yet`;
  return { kind: 'settlement_fee', externalId: settlement, why };
}

/** One row of the reconciliation: the movement, and of what. */
export interface Movement {
  row: ReconRow;
  /** Signed; its id is that of the payment, refund or adjustment. */
  settlement: Settlement;
}

export function mapRecon(raw: unknown): Mapped<Movement> {
  return mapped({ kind: 'reconciliation row', externalId: idOf(raw, 'entity_id') }, reconSchema, raw, (row) => {
    if (row.currency.toUpperCase() !== HOME_CURRENCY) {
      throw new Unreadable(`it is settled in ${cleanText(row.currency, 20)}, not in ${HOME_CURRENCY}`);
    }
    if (row.debit > 0 && row.credit > 0) throw new Unreadable('it is both taken and given');
    const net = row.credit - row.debit;
    const amount = row.debit > 0 ? -row.amount : row.amount;
    // A merchant that pays its fees by invoice is credited the whole sum: then nothing was kept here.
    const isWhole = net === amount;
    const settlement = settled(row.entity_id, amount, isWhole ? 0 : row.fee, isWhole ? 0 : row.tax);
    if (settlement.net !== net) throw new Unreadable('what it moved is not its amount less its fee');
    return whole({ row, settlement });
  });
}

/** What the book has a place for: payments, refunds and what belongs to a dispute. */
export function hasPlace({ type, dispute_id }: ReconRow): boolean {
  return type === 'payment' || type === 'refund' || (type === 'adjustment' && (dispute_id ?? null) !== null);
}

/** Refunds, disputes and payouts to the facts that the book takes. Pure. */
import type { z } from 'zod';
import { minor, toDecimal } from '../../kernel/money';
import { field, textOf } from '../field';
import { type Mapped, mapped, unknownWord } from '../mapped';
import type { ParkedItem, PulledDispute, PulledPayout, PulledRefund, PulledReserve } from '../pulled';
import { cleanOrNull, cleanText } from '../text';
import { currencyOf, Unreadable } from '../unreadable';
import { amountOf, positiveAmountOf } from './amount';
import { expanded, settlementOf } from './map';
import { disputeState, payoutStatus, refundStatus } from './map-status';
import { attemptOf } from './metadata';
import { disputeSchema, idOf, type Movement, movementSchema, payoutSchema, refundSchema } from './wire';

/** A refund with an unknown status counts as pending, and is parked beside for a person to look at. */
export function mapRefund(raw: unknown): Mapped<PulledRefund> {
  return mapped({ kind: 'refund', externalId: idOf(raw) }, refundSchema, raw, (refund) => {
    const currency = currencyOf(refund.currency);
    const status = refundStatus(refund.status);
    const booked = expanded(refund.balance_transaction, movementSchema, 'balance_transaction');
    const row = {
      externalId: refund.id,
      payment: idOf(refund.payment_intent) ?? idOf(refund.charge) ?? missing('payment'),
      createdAt: refund.created * 1000,
      amount: positiveAmountOf(refund.amount, currency),
      currency,
      status: status ?? 'pending',
      providerStatus: refund.status,
      reason: cleanOrNull(
        textOf(refund.failure_reason) ?? textOf(refund.reason) ?? field(refund.metadata, 'reason'),
        200,
      ),
      attempt: attemptOf(refund.metadata),
      settlement: booked && settlementOf(booked),
    };
    return { row, parked: status ? null : unknownWord('refund', refund.id, refund.status) };
  });
}

/**
 * Stripe does not say when a dispute was lost: `closedAtOf` is what events told (Unix seconds by dispute), else null. A won one
 * was closed when its money came back.
 */
export function mapDispute(raw: unknown, closedAtOf: ReadonlyMap<string, number> = new Map()): Mapped<PulledDispute> {
  return mapped({ kind: 'dispute', externalId: idOf(raw) }, disputeSchema, raw, (dispute) => {
    const currency = currencyOf(dispute.currency);
    const state = disputeState(dispute.status);
    const withdrawal = only(dispute.balance_transactions, (movement) => movement.amount < 0);
    const reinstatement = only(dispute.balance_transactions, (movement) => movement.amount > 0);
    const closedAt = closedAtOf.get(dispute.id) ?? reinstatement?.created ?? null;
    const row = {
      externalId: dispute.id,
      payment: idOf(dispute.payment_intent) ?? idOf(dispute.charge) ?? missing('payment'),
      openedAt: dispute.created * 1000,
      closedAt: state === 'open' || state === null || closedAt === null ? null : closedAt * 1000,
      amount: positiveAmountOf(dispute.amount, currency),
      currency,
      state: state ?? 'open',
      providerStatus: dispute.status,
      reason: cleanText(textOf(dispute.reason) ?? '', 200),
      dueAt: needsAnswer(dispute.status) ? dueAtOf(dispute.evidence_details) : null,
      withdrawal: withdrawal && settlementOf(withdrawal),
      reinstatement: reinstatement && settlementOf(reinstatement),
    };
    return { row, parked: state ? null : unknownWord('dispute', dispute.id, dispute.status) };
  });
}

/** Stripe leaves the date standing once evidence was sent; then nobody has to do anything by it. */
function needsAnswer(word: string): boolean {
  return word.endsWith('needs_response');
}

function dueAtOf(details: unknown): number | null {
  const dueBy = field(details, 'due_by');
  return typeof dueBy === 'number' && Number.isSafeInteger(dueBy) && dueBy > 0 && dueBy < 1e11 ? dueBy * 1000 : null;
}

/** `contents`: the payout's balance transactions; only asked for when Stripe has closed the list. */
export function mapPayout(raw: unknown, contents: readonly string[]): Mapped<PulledPayout> {
  return mapped({ kind: 'payout', externalId: idOf(raw) }, payoutSchema, raw, (payout) => {
    const currency = currencyOf(payout.currency);
    const status = payoutStatus(payout.status);
    const row = {
      externalId: payout.id,
      createdAt: payout.created * 1000,
      arrivalDay: new Date(payout.arrival_date * 1000).toISOString().slice(0, 10),
      amount: amountOf(payout.amount, currency),
      currency,
      status: status ?? 'sent',
      providerStatus: payout.status,
      descriptor: cleanOrNull(payout.statement_descriptor, 100),
      settlements: contents,
    };
    if (!status) return { row, parked: unknownWord('payout', payout.id, payout.status) };
    return { row, parked: keptForPaying(payout) };
  });
}

/**
 * What Stripe keeps for paying out at once. It is no part of the payout's amount, and who bears it is the account's own
 * agreement: a person books it, so it is put aside with its sum instead of being taken for an ordinary fee.
 */
function keptForPaying(payout: z.output<typeof payoutSchema>): ParkedItem | null {
  const booked = expanded(payout.balance_transaction, movementSchema, 'balance_transaction');
  const externalId = booked?.id ?? payout.id;
  if (booked && booked.fee !== 0) {
    const currency = currencyOf(booked.currency);
    const fee = toDecimal(amountOf(booked.fee, currency), currency);
    return {
      kind: 'payout_fee',
      externalId,
      why: `a fee of ${fee} ${currency} for the payout ${payout.id}, not booked yet`,
    };
  }
  if (booked || payout.method !== 'instant') return null;
  return { kind: 'payout_fee', externalId, why: `an instant payout (${payout.id}) whose fee Stripe did not tell` };
}

/** True when Stripe says that the list of what is in the payout is final. */
export function hasFinalContents(raw: unknown): boolean {
  const read = payoutSchema.safeParse(raw);
  return read.success && read.data.automatic && read.data.reconciliation_status === 'completed';
}

/** Kinds of balance transactions that the book knows from elsewhere: payments, refunds, disputes, the payout itself. */
const knownTypes = new Set([
  ...['charge', 'payment', 'refund', 'payment_refund', 'refund_failure', 'payment_failure_refund'],
  ...['payout', 'payout_failure', 'payout_cancel'],
]);

/** What Stripe holds back: as a reserve, or so that the account never falls below a minimum. */
const reserveTypes = new Set([
  ...['reserve_transaction', 'reserved_funds', 'reserve_hold', 'reserve_release'],
  ...['payment_network_reserve_hold', 'payment_network_reserve_release'],
  ...['payout_minimum_balance_hold', 'payout_minimum_balance_release'],
]);

/** A row of the list of `payout` that holds money back (an amount below zero) or gives it back; null: it is none, or cannot be read. */
export function mapReserve(raw: unknown, payout: string): PulledReserve | null {
  const read = movementSchema.safeParse(raw);
  if (!read.success || !reserveTypes.has(read.data.type)) return null;
  const { id, created, amount, fee } = read.data;
  // What else it moved would be missing in the book: such a row is parked as one that it has no place for.
  if (fee !== 0 || amount === 0) return null;
  try {
    const currency = currencyOf(read.data.currency);
    return { externalId: id, at: created * 1000, amount: minor(-amountOf(amount, currency)), currency, payout };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** One row of a payout's list: the settlement's id; null for the payout's own row. Others are parked as well as counted. */
export function mapContent(raw: unknown): Mapped<string> {
  return mapped<typeof movementSchema, string>(
    { kind: 'balance_transaction', externalId: idOf(raw) },
    movementSchema,
    raw,
    (movement) => {
      if (movement.type === 'payout') return { row: null, parked: null };
      const source = typeof movement.source === 'string' ? movement.source : '';
      const isDispute = movement.type === 'adjustment' && /^(?:du|dp|pdp)_/.test(source);
      if (knownTypes.has(movement.type) || isDispute) return movement.id;
      const why = `a balance transaction of the kind ${movement.type}, which the book has no place for yet`;
      return { row: movement.id, parked: { kind: 'balance_transaction', externalId: movement.id, why } };
    },
  );
}

function only(movements: readonly Movement[], test: (movement: Movement) => boolean): Movement | null {
  const found = movements.filter(test);
  if (found.length > 1) throw new Unreadable('it has more than one withdrawal or reinstatement');
  return found[0] ?? null;
}

function missing(what: string): never {
  throw new Unreadable(`it names no ${what}`);
}

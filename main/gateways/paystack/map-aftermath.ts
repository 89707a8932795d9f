/** Refunds, disputes and settlements to the facts that the book takes. Pure. */

import { field, textOf } from '../field';
import { type Mapped, mapped, unknownWord } from '../mapped';
import type { PulledDispute, PulledPayout, PulledRefund } from '../pulled';
import { cleanOrNull, cleanText } from '../text';
import { currencyOf, Unreadable } from '../unreadable';
import { amountOf, positiveAmountOf } from './amount';
import { firstTime, nameOf, settlementId } from './map';
import { disputeState, payoutStatus, refundStatus } from './map-status';
import { disputeSchema, payoutSchema, referredId, refundSchema, timeOf } from './wire';

/** A refund with an unknown status counts as pending, and is parked beside for a person to look at. */
export function mapRefund(raw: unknown): Mapped<PulledRefund> {
  return mapped({ kind: 'refund', externalId: nameOf(raw) }, refundSchema, raw, (refund) => {
    const currency = currencyOf(refund.currency);
    const status = refundStatus(refund.status);
    const amount = positiveAmountOf(refund.amount, currency);
    const isTaken = refund.deducted_amount === refund.amount && status !== 'failed';
    const row: PulledRefund = {
      externalId: refund.id,
      payment: referredId(refund.transaction) ?? missing('transaction'),
      // The answer to a retry carries no time of its own but when it is expected.
      createdAt: firstTime('created_at', refund.created_at, refund.createdAt, refund.expected_at),
      amount,
      currency,
      status: status ?? 'pending',
      providerStatus: refund.status,
      reason: cleanOrNull(noteOf(refund.merchant_note) ?? refund.reason, 200),
      attempt: keyIn(refund.merchant_note),
      settlement: isTaken
        ? {
            externalId: settlementId('refund', refund.id),
            amount: amountOf(-refund.amount, currency),
            fee: amountOf(0, currency),
            net: amountOf(-refund.amount, currency),
            currency,
            rate: null,
          }
        : null,
    };
    return { row, parked: status ? null : unknownWord('refund', refund.id, refund.status) };
  });
}

/**
 * What an accepted dispute costs is told as a refund that names the dispute, so no money moves by the dispute itself: it would
 * count twice.
 */
export function mapDispute(raw: unknown): Mapped<PulledDispute> {
  return mapped({ kind: 'dispute', externalId: nameOf(raw) }, disputeSchema, raw, (dispute) => {
    const { transaction, status, refund_amount } = dispute;
    const resolution = textOf(dispute.resolution);
    const state = disputeState(status, resolution);
    const currency = currencyOf(
      textOf(dispute.currency) ?? textOf(field(transaction, 'currency')) ?? missing('currency'),
    );
    const whole = field(transaction, 'amount');
    const amount = refund_amount ?? (typeof whole === 'number' ? whole : missing('amount'));
    const resolvedAt = timeOf(dispute.resolvedAt);
    const row: PulledDispute = {
      externalId: dispute.id,
      payment: referredId(transaction) ?? missing('transaction'),
      openedAt: firstTime('createdAt', dispute.createdAt, dispute.created_at),
      closedAt: state === 'won' || state === 'lost' ? resolvedAt : null,
      amount: positiveAmountOf(amount, currency),
      currency,
      state: state ?? 'open',
      providerStatus: status,
      reason: cleanText(textOf(dispute.category) ?? '', 200),
      dueAt: status === 'awaiting-merchant-feedback' ? timeOf(dispute.dueAt) : null,
      withdrawal: null,
      reinstatement: null,
    };
    const words = resolution === null ? status : `${status}, ${resolution}`;
    return { row, parked: state ? null : unknownWord('dispute', dispute.id, words) };
  });
}

/** `contents`: the settlements in the book's words that it carries; only asked for once Paystack has paid it out. */
export function mapPayout(raw: unknown, contents: readonly string[]): Mapped<PulledPayout> {
  return mapped({ kind: 'settlement', externalId: nameOf(raw) }, payoutSchema, raw, (payout) => {
    const currency = currencyOf(payout.currency);
    const status = payoutStatus(payout.status);
    const createdAt = firstTime('createdAt', payout.createdAt, payout.created_at);
    const row: PulledPayout = {
      externalId: payout.id,
      createdAt,
      arrivalDay: new Date(timeOf(payout.settlement_date) ?? createdAt).toISOString().slice(0, 10),
      amount: amountOf(payout.effective_amount, currency),
      currency,
      status: status ?? 'sent',
      providerStatus: payout.status,
      descriptor: null,
      settlements: contents,
    };
    return { row, parked: status ? null : unknownWord('settlement', payout.id, payout.status) };
  });
}

const keyed = /\s*\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]$/;

/** The merchant's note without the key that we put behind it. */
function noteOf(note: unknown): string | null {
  return textOf(textOf(note)?.replace(keyed, ''));
}

function keyIn(note: unknown): string | null {
  return keyed.exec(textOf(note) ?? '')?.[1] ?? null;
}

function missing(what: string): never {
  throw new Unreadable(`it names no ${what}`);
}

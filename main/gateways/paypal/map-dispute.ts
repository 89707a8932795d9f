/** A dispute with the rows that moved money for it, to the one fact that the book takes. Pure. */
import { type Minor, minor } from '../../kernel/money';
import { field, textOf } from '../field';
import { type Mapped, mapped, unknownWord } from '../mapped';
import type { PulledDispute, Settlement } from '../pulled';
import { cleanText } from '../text';
import { Unreadable } from '../unreadable';
import { sumOf } from './amount';
import { disputeFeeCodes, givenBackCodes, takenCodes } from './codes';
import type { Row } from './map-row';
import { disputeState } from './map-status';
import { type Dispute, disputeSchema, timeOf } from './wire';

/** The seller's own id of the payment that is disputed; null when it cannot be told. */
export function disputedPayment(raw: unknown): string | null {
  const list = field(raw, 'disputed_transactions');
  const found = Array.isArray(list) && list.length === 1 ? textOf(field(list[0], 'seller_transaction_id')) : null;
  return found !== null && found.length <= 255 ? found : null;
}

/** `moves`: all rows of the search that belong to the disputed payment and are a dispute's. */
export function mapDispute(raw: unknown, moves: readonly Row[]): Mapped<PulledDispute> {
  return mapped({ kind: 'dispute', externalId: textOf(field(raw, 'dispute_id')) }, disputeSchema, raw, (dispute) => {
    const payment = disputedPayment(raw);
    if (payment === null) throw new Unreadable('it does not name one payment');
    const { amount, currency } = sumOf(dispute.dispute_amount);
    if (amount <= 0) throw new Unreadable(`the amount ${dispute.dispute_amount.value} is not above zero`);
    const done = [...moves].filter((row) => row.status === 'S' || row.status === 'V').sort(byTime);
    const taken = done.filter((row) => takenCodes.includes(row.code) && row.amount < 0);
    const back = done.filter((row) => givenBackCodes.includes(row.code) && row.amount > 0);
    const fees = done.filter((row) => disputeFeeCodes.includes(row.code));
    const outcome = textOf(field(dispute.dispute_outcome, 'outcome_code'));
    const left = total(taken) + total(back);
    const state = disputeState(dispute.status, outcome, left < 0);
    const row: PulledDispute = {
      externalId: dispute.dispute_id,
      payment,
      openedAt: dispute.create_time,
      closedAt: state === 'open' || state === null ? null : (dispute.update_time ?? null),
      amount,
      currency,
      state: state ?? 'open',
      providerStatus: cleanText(outcome && dispute.status === 'RESOLVED' ? outcome : dispute.status, 100),
      reason: cleanText(textOf(dispute.reason) ?? '', 200),
      dueAt: dispute.status === 'WAITING_FOR_SELLER_RESPONSE' ? dueAtOf(dispute) : null,
      // A hold that is let go for the final reversal is one withdrawal, not two.
      withdrawal: state === 'won' ? moved(taken, fees, total(taken)) : left < 0 ? moved(taken, fees, left) : null,
      reinstatement: state === 'won' ? moved(back, [], total(back)) : null,
    };
    const known = state !== null;
    return { row, parked: known ? null : unknownWord('dispute', dispute.dispute_id, outcome ?? dispute.status) };
  });
}

/** One movement of `amount`, named after the first of the rows that make it up. */
function moved(rows: readonly Row[], fees: readonly Row[], amount: number): Settlement | null {
  const [first] = rows;
  if (!first) return null;
  const all = [...rows, ...fees];
  if (all.some((row) => row.currency !== first.currency))
    throw new Unreadable('its rows are in more than one currency');
  const own = minor(amount);
  const fee = feeOf(rows, fees);
  return { externalId: first.key, amount: own, fee, net: minor(own - fee), currency: first.currency, rate: null };
}

function feeOf(rows: readonly Row[], fees: readonly Row[]): Minor {
  return minor(rows.reduce((sum, row) => sum + row.fee, 0) - total(fees));
}

function total(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + row.amount, 0);
}

function byTime(a: Row, b: Row): number {
  return a.at - b.at || (a.key < b.key ? -1 : 1);
}

function dueAtOf(dispute: Dispute): number | null {
  const text = textOf(dispute.seller_response_due_date);
  return text === null ? null : timeOf(text);
}

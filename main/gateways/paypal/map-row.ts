/**
 * Rows of the transaction search to the facts that the book takes. Pure. An id is not unique there: a row is known by its id,
 * its event code, its sign and its currency.
 */
import { type Minor, minor } from '../../kernel/money';
import { field, textOf } from '../field';
import { type Mapped, mapped, parkedItem, unknownWord } from '../mapped';
import type { PulledPayment, PulledPayout, PulledRefund, PulledReserve, Settlement } from '../pulled';
import { cleanOrNull, cleanText } from '../text';
import { Unreadable } from '../unreadable';
import { amountIn, sumOf } from './amount';
import { kindOfRow, type RowKind } from './codes';
import { readCustomId } from './custom-id';
import { payoutStatus, refundStatus, rowState } from './map-status';
import { rowSchema } from './wire';

/** A row as it was read: exact, and with what is only shown left as it came. */
export interface Row {
  key: string;
  id: string;
  code: string;
  kind: RowKind;
  /** UTC milliseconds. */
  at: number;
  /** Signed minor units of `currency`. */
  amount: Minor;
  /** Positive when PayPal kept it. */
  fee: Minor;
  currency: string;
  status: string;
  /** The transaction that this one belongs to. */
  of: string | null;
  info: unknown;
  payer: unknown;
}

export function readRow(raw: unknown): Mapped<Row> {
  const info = field(raw, 'transaction_info');
  const id = textOf(field(info, 'transaction_id'));
  const code = textOf(field(info, 'transaction_event_code')) ?? '?';
  return mapped({ kind: 'transaction', externalId: id && `${id}/${code}` }, rowSchema, raw, (row) => {
    const read = row.transaction_info;
    const { amount, currency } = sumOf(read.transaction_amount);
    const fee = read.fee_amount ? amountIn(read.fee_amount, currency) : 0;
    return {
      key: `${read.transaction_id}/${read.transaction_event_code}/${amount < 0 ? '-' : '+'}${currency}`,
      id: read.transaction_id,
      code: read.transaction_event_code,
      kind: kindOfRow(read.transaction_event_code, Math.sign(amount)),
      at: read.transaction_initiation_date,
      amount,
      // The search writes a fee as a negative amount.
      fee: minor(-fee),
      currency,
      status: read.transaction_status,
      of: referenceOf(read.paypal_reference_id),
      info,
      payer: row.payer_info,
    };
  });
}

function referenceOf(value: unknown): string | null {
  const text = textOf(value);
  return text !== null && text.length <= 255 ? text : null;
}

function settlementOfRow(row: Row): Settlement {
  const { id, amount, fee, currency } = row;
  return { externalId: id, amount, fee, net: minor(amount - fee), currency, rate: null };
}

/** `converted`: what PayPal turned the sum into, where it did. */
export function paymentOfRow(row: Row, converted: Settlement | null): PulledPayment {
  const { info } = row;
  const state = rowState(row.status);
  const { attempt, purpose } = readCustomId(field(info, 'custom_field'));
  return {
    externalId: row.id,
    createdAt: row.at,
    amount: row.amount,
    currency: row.currency,
    status: state.status,
    reason: state.reason,
    providerStatus: cleanText(state.word, 100),
    detail: null,
    flag: state.flag,
    completedAt: state.status === 'Completed' ? row.at : null,
    customer: referenceOf(field(row.payer, 'account_id')),
    payer: payerOfRow(row.payer),
    method: 'paypal',
    methodLabel: 'PayPal',
    description: cleanText(textOf(field(info, 'transaction_subject')) ?? '', 500),
    reference: cleanText(textOf(field(info, 'invoice_id')) ?? '', 500),
    purpose,
    link: null,
    attempt,
    settlement: state.status === 'Completed' ? (converted ?? settlementOfRow(row)) : null,
  };
}

function payerOfRow(payer: unknown): PulledPayment['payer'] {
  const named = field(payer, 'payer_name');
  const parts = ['given_name', 'surname'].map((part) => textOf(field(named, part))).filter((part) => part !== null);
  const name = cleanOrNull(field(named, 'alternate_full_name'), 500) ?? cleanOrNull(parts.join(' '), 500);
  const email = cleanOrNull(field(payer, 'email_address'), 500);
  return name || email ? { name: name ?? email ?? '', email } : null;
}

/** `why`: for what took the money back when it was not the merchant. */
export function refundOfRow(row: Row, converted: Settlement | null, why: string | null): Mapped<PulledRefund> {
  if (row.of === null) return unbooked(row, 'it does not say which payment it belongs to');
  const status = refundStatus(row.status);
  const refund: PulledRefund = {
    externalId: row.id,
    payment: row.of,
    createdAt: row.at,
    amount: minor(-row.amount),
    currency: row.currency,
    status: status ?? 'pending',
    providerStatus: cleanText(row.status, 100),
    ...(why === 'returned' ? { returned: true } : {}),
    reason: why ?? cleanOrNull(field(row.info, 'transaction_note'), 200),
    settlement: status === 'completed' ? (converted ?? settlementOfRow(row)) : null,
  };
  return { row: refund, parked: status ? null : unknownWord('refund', row.id, row.status) };
}

/** PayPal does not tell what is in a withdrawal, nor when it arrives: the day is the one on which it left. */
export function payoutOfRow(row: Row): Mapped<PulledPayout> {
  const status = payoutStatus(row.status);
  const payout: PulledPayout = {
    externalId: row.id,
    createdAt: row.at,
    arrivalDay: dayOf(row.at),
    amount: minor(-row.amount),
    currency: row.currency,
    status: status ?? 'sent',
    providerStatus: cleanText(row.status, 100),
    descriptor: cleanOrNull(field(row.info, 'bank_reference_id'), 100),
    settlements: [],
  };
  return { row: payout, parked: status ? null : unknownWord('payout', row.id, row.status) };
}

/** Held back: an amount below zero there. The money stays in the balance that PayPal states. */
export function reserveOfRow({ key, at, amount, currency }: Row): PulledReserve {
  return { externalId: key, at, amount: minor(-amount), currency, payout: null };
}

/** A withdrawal that the bank sent back. */
export function returnedPayout(row: Row): Mapped<PulledPayout> {
  if (row.of === null) return unbooked(row, 'it does not say which withdrawal came back');
  const payout: PulledPayout = {
    externalId: row.of,
    createdAt: row.at,
    arrivalDay: dayOf(row.at),
    amount: row.amount,
    currency: row.currency,
    status: 'failed',
    providerStatus: cleanText(row.code, 100),
    descriptor: null,
    settlements: [],
  };
  return { row: payout, parked: null };
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

export function unbooked<T>(row: Row, why: string): Mapped<T> {
  return { row: null, parked: parkedItem({ kind: 'transaction', externalId: row.key }, why) };
}

/** What the two rows of a conversion turned a movement of `row` into; null when there is none. Throws Unreadable when they make no sense. */
export function convertedOf(row: Row, conversions: readonly Row[]): Settlement | null {
  if (conversions.length === 0) return null;
  const others = conversions.filter((each) => each.currency !== row.currency);
  const own = conversions.filter((each) => each.currency === row.currency);
  const [other] = others;
  if (!other || others.length > 1 || own.length > 1) throw new Unreadable('its conversion has not two sides');
  if (Math.sign(other.amount) !== Math.sign(row.amount)) throw new Unreadable('its conversion runs the other way');
  // PayPal takes its fee before it converts: what came in the other currency is already without it.
  return {
    externalId: row.id,
    amount: other.amount,
    fee: minor(0),
    net: other.amount,
    currency: other.currency,
    rate: null,
  };
}

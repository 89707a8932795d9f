/**
 * Paystack's transactions and customers to the facts that the book takes. Pure. What cannot be read exactly is parked whole: half of
 * an object is never booked.
 */
import { type Purpose, purposes } from '../../kernel/payment';
import { field, textOf } from '../field';
import { type Mapped, mapped } from '../mapped';
import type { PulledCustomer, PulledPayment, Settlement } from '../pulled';
import { cleanOrNull, cleanText } from '../text';
import { currencyOf, Unreadable } from '../unreadable';
import { amountOf, positiveAmountOf } from './amount';
import { declineOf } from './declines';
import { methodLabel } from './map-method';
import { transactionState } from './map-status';
import { customerSchema, idOf, metadataOf, type Transaction, timeOf, transactionSchema } from './wire';

/** What a thing is called when it has to be put aside. */
export function nameOf(raw: unknown): string | null {
  const code = textOf(field(raw, 'customer_code')) ?? textOf(field(raw, 'reference'));
  return idOf(field(raw, 'id')) ?? code;
}

/** `nowMs` (UTC milliseconds) decides whether an unfinished page is still waited for. */
export function mapTransaction(raw: unknown, nowMs: number): Mapped<PulledPayment> {
  return mapped({ kind: 'transaction', externalId: nameOf(raw) }, transactionSchema, raw, (transaction) => {
    const { created_at, createdAt, transaction_date, channel, authorization } = transaction;
    const created = firstTime('created_at', created_at, createdAt, transaction_date);
    const state = transactionState(transaction.status, textOf(channel), created, nowMs);
    const currency = currencyOf(transaction.currency);
    const isPaid = state.status === 'Completed';
    const metadata = metadataOf(transaction.metadata);
    const row: PulledPayment = {
      externalId: transaction.id,
      createdAt: created,
      amount: positiveAmountOf(transaction.amount, currency),
      currency,
      ...state,
      providerStatus: transaction.status,
      detail: isPaid ? null : detailOf(transaction),
      ...(state.status === 'Cancelled' ? { decline: declineOf(detailOf(transaction) ?? transaction.status) } : {}),
      completedAt: isPaid ? firstTime('paid_at', transaction.paid_at, transaction.paidAt, isoOf(created)) : null,
      customer: textOf(field(transaction.customer, 'customer_code')),
      payer: payerOf(transaction),
      method: 'paystack',
      methodLabel: methodLabel(authorization, channel),
      description: descriptionOf(metadata),
      reference: referenceOf(metadata, transaction.reference),
      purpose: purposeOf(metadata),
      // Only the answer to a charge or a new page tells where it waits.
      ...(state.status === 'Pending' ? {} : { link: null }),
      attempt: attemptOf(transaction.reference),
      settlement: isPaid ? settlementOf(transaction, currency) : null,
    };
    return { row, parked: null };
  });
}

export function mapCustomer(raw: unknown): Mapped<PulledCustomer> {
  return mapped({ kind: 'customer', externalId: nameOf(raw) }, customerSchema, raw, (customer) => {
    const email = cleanOrNull(customer.email, 500);
    const row: PulledCustomer = {
      externalId: customer.customer_code,
      createdAt: firstTime('createdAt', customer.createdAt, customer.created_at),
      name: nameOfPerson(customer) ?? email ?? customer.customer_code,
      email,
      phone: cleanOrNull(customer.phone, 100),
      address: [],
      country: null,
      language: null,
    };
    return { row, parked: null };
  });
}

/** The settlement's name in the book: transactions, refunds and disputes are each counted from 1. */
export function settlementId(kind: 'transaction' | 'refund', id: string): string {
  return `${kind}_${id}`;
}

/** Paystack may not have said its fee yet; then nothing is known of the settlement. */
function settlementOf({ id, amount, fees }: Transaction, currency: string): Settlement | null {
  if (fees === null || fees === undefined) return null;
  if (fees < 0) throw new Unreadable('its fees are below zero');
  const [gross, fee] = [amountOf(amount, currency), amountOf(fees, currency)];
  const net = amountOf(amount - fees, currency);
  return { externalId: settlementId('transaction', id), amount: gross, fee, net, currency, rate: null };
}

/** The first that is there. Throws Unreadable when none is, and when the first that is there is no time. */
export function firstTime(name: string, ...given: unknown[]): number {
  const found = given.find((value) => value !== null && value !== undefined && value !== '');
  const at = timeOf(found);
  if (at === null) throw new Unreadable(`${name} is missing or not a time`);
  return at;
}

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

function detailOf({ message, gateway_response }: Transaction): string | null {
  return cleanOrNull(textOf(gateway_response) ?? message, 500) ?? cleanOrNull(message, 500);
}

function payerOf({ customer, authorization }: Transaction): PulledPayment['payer'] {
  const email = cleanOrNull(field(customer, 'email'), 500);
  const name = nameOfPerson(customer) ?? cleanOrNull(field(authorization, 'account_name'), 500) ?? email;
  return name === null ? null : { name, email };
}

function nameOfPerson(customer: unknown): string | null {
  const parts = [field(customer, 'first_name'), field(customer, 'last_name')].map((part) => cleanOrNull(part, 250));
  return parts.filter((part) => part !== null).join(' ') || null;
}

const MAX_FIELDS = 20;

/** What the merchant wrote there: a description, else the custom fields that Paystack's own pages show. */
function descriptionOf(metadata: unknown): string {
  const given = textOf(field(metadata, 'description'));
  if (given !== null) return cleanText(given);
  const fields = field(metadata, 'custom_fields');
  if (!Array.isArray(fields)) return '';
  const shown = fields.slice(0, MAX_FIELDS).map((one) => {
    const [name, value] = [textOf(field(one, 'display_name')), textOf(field(one, 'value'))];
    return name !== null && value !== null ? `${name}: ${value}` : (value ?? '');
  });
  return cleanText(shown.filter((text) => text !== '').join(', '), 500);
}

function referenceOf(metadata: unknown, reference: string): string {
  const given = ['reference', 'invoice', 'invoice_number'].map((name) => textOf(field(metadata, name)));
  return cleanText(given.find((text) => text !== null) ?? reference, 500);
}

function purposeOf(metadata: unknown): Purpose | null {
  const given = field(metadata, 'purpose');
  return purposes.find((purpose) => purpose === given) ?? null;
}

/** Our references are the attempt's key, and nothing beside it. */
function attemptOf(reference: string): string | null {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(reference) ? reference : null;
}

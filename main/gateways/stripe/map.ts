/**
 * Stripe's objects to the facts that the book takes. Pure. What cannot be read exactly is parked whole: half of an object is
 * never booked. A payment is the payment intent; a charge only where there is no intent.
 */
import type { z } from 'zod';
import { type Purpose, purposes } from '../../kernel/payment';
import type { ParkedItem, PulledCustomer, PulledPayment, Settlement } from '../gateway';
import { amountOf, currencyOf, positiveAmountOf, Unreadable } from './amount';
import { methodLabel, methodOf } from './map-method';
import { chargeState, intentState } from './map-status';
import { cleanOrNull, cleanText } from './text';
import { type Charge, chargeSchema, customerSchema, type Intent, intentSchema, type Movement } from './wire';

export interface Mapped<T> {
  row: T | null;
  parked: ParkedItem | null;
}

/** Reads `raw` by the schema and maps it; what does not fit is parked with the field that was wrong. */
export function mapped<S extends z.ZodType, T>(
  kind: string,
  schema: S,
  raw: unknown,
  map: (object: z.output<S>) => T | Mapped<T>,
): Mapped<T> {
  const read = schema.safeParse(raw);
  if (!read.success) {
    const issue = read.error.issues[0];
    const field = issue?.path.length ? issue.path.join('.') : 'the object';
    const why = `${field} is missing or not as expected`;
    return { row: null, parked: { kind, externalId: idOf(raw), why } };
  }
  try {
    const result = map(read.data);
    return isMapped<T>(result) ? result : { row: result, parked: null };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { row: null, parked: { kind, externalId: idOf(raw), why: error.message } };
  }
}

function isMapped<T>(result: T | Mapped<T>): result is Mapped<T> {
  return typeof result === 'object' && result !== null && 'row' in result && 'parked' in result;
}

function idOf(raw: unknown): string {
  const id: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, 'id') : undefined;
  return typeof id === 'string' && id !== '' ? id.slice(0, 255) : 'unknown';
}

export function mapIntent(raw: unknown): Mapped<PulledPayment> {
  return mapped('payment_intent', intentSchema, raw, (intent) => {
    const charge = intent.latest_charge;
    const type = charge?.payment_method_details?.type ?? intent.payment_method_types?.[0] ?? null;
    const method = methodOf(type);
    const state = intentState(intent, method);
    const currency = currencyOf(intent.currency);
    const isPaid = state.status === 'Completed';
    return {
      externalId: intent.id,
      createdAt: intent.created * 1000,
      amount: positiveAmountOf(isPaid ? (intent.amount_received ?? intent.amount) : intent.amount, currency),
      currency,
      ...state,
      providerStatus: intent.status,
      detail: isPaid ? null : detailOf(intent, charge),
      completedAt: isPaid ? (charge?.balance_transaction?.created ?? charge?.created ?? intent.created) * 1000 : null,
      customer: intent.customer,
      payer: payerOf(charge, intent.receipt_email),
      method,
      methodLabel: methodLabel(charge?.payment_method_details, type),
      description: cleanText(intent.description ?? charge?.description ?? ''),
      reference: referenceOf(intent.metadata ?? charge?.metadata),
      purpose: purposeOf(intent.metadata ?? charge?.metadata),
      link: state.status === 'Pending' ? linkOf(intent.next_action) : null,
      settlement: isPaid && charge?.balance_transaction ? settlementOf(charge.balance_transaction) : null,
    };
  });
}

/** Only for a charge without an intent. */
export function mapCharge(raw: unknown): Mapped<PulledPayment> {
  return mapped('charge', chargeSchema, raw, (charge) => {
    const type = charge.payment_method_details?.type ?? null;
    const method = methodOf(type);
    const state = chargeState(charge, method);
    const currency = currencyOf(charge.currency);
    const isPaid = state.status === 'Completed';
    return {
      externalId: charge.id,
      createdAt: charge.created * 1000,
      amount: positiveAmountOf(isPaid ? (charge.amount_captured ?? charge.amount) : charge.amount, currency),
      currency,
      ...state,
      providerStatus: charge.status,
      detail: isPaid ? null : cleanOrNull(charge.failure_message ?? charge.outcome?.seller_message, 500),
      completedAt: isPaid ? (charge.balance_transaction?.created ?? charge.created) * 1000 : null,
      customer: charge.customer,
      payer: payerOf(charge, charge.receipt_email),
      method,
      methodLabel: methodLabel(charge.payment_method_details, type),
      description: cleanText(charge.description ?? ''),
      reference: referenceOf(charge.metadata),
      purpose: purposeOf(charge.metadata),
      link: null,
      settlement: isPaid && charge.balance_transaction ? settlementOf(charge.balance_transaction) : null,
    };
  });
}

export function mapCustomer(raw: unknown): Mapped<PulledCustomer> {
  return mapped('customer', customerSchema, raw, (customer) => {
    const { line1, line2, postal_code, city, state, country } = customer.address ?? {};
    const town = [postal_code, city].filter(Boolean).join(' ');
    const name = [customer.name, customer.business_name, customer.individual_name, customer.email].find(Boolean);
    return {
      externalId: customer.id,
      createdAt: customer.created * 1000,
      name: cleanText(name ?? customer.id, 500),
      email: cleanOrNull(customer.email, 500),
      phone: cleanOrNull(customer.phone, 100),
      address: [line1, line2, town, state].map((line) => cleanOrNull(line, 500)).filter((line) => line !== null),
      country: country && /^[A-Z]{2}$/.test(country) ? country : null,
      language: cleanOrNull(customer.preferred_locales?.[0], 35),
    };
  });
}

/** Both legs as Stripe states them. Throws Unreadable when they do not add up. */
export function settlementOf(movement: Movement): Settlement {
  const currency = currencyOf(movement.currency);
  const settlement = {
    externalId: movement.id,
    amount: amountOf(movement.amount, currency),
    fee: amountOf(movement.fee, currency),
    net: amountOf(movement.net, currency),
    currency,
    rate: movement.exchange_rate ? String(movement.exchange_rate) : null,
  };
  if (settlement.amount - settlement.fee !== settlement.net) {
    throw new Unreadable(`balance transaction ${movement.id}: its net is not its amount less its fee`);
  }
  return settlement;
}

function detailOf(intent: Intent, charge: Charge | null): string | null {
  const failure = intent.last_payment_error;
  if (!failure) return cleanOrNull(charge?.failure_message, 500);
  const message = failure.message ?? charge?.failure_message ?? '';
  const code = failure.decline_code ? ` (${failure.decline_code})` : '';
  return cleanOrNull(`${message}${code}`, 500);
}

function payerOf(charge: Charge | null, receiptEmail: string | null | undefined): PulledPayment['payer'] {
  const name = cleanOrNull(charge?.billing_details?.name, 500);
  const email = cleanOrNull(charge?.billing_details?.email ?? receiptEmail, 500);
  return name || email ? { name: name ?? email ?? '', email } : null;
}

type Metadata = Intent['metadata'];

function referenceOf(metadata: Metadata): string {
  return cleanText(metadata?.reference ?? metadata?.invoice ?? metadata?.invoice_number ?? '', 500);
}

function purposeOf(metadata: Metadata): Purpose | null {
  return purposes.find((purpose) => purpose === metadata?.purpose) ?? null;
}

const linkFields = ['url', 'hosted_instructions_url', 'hosted_voucher_url', 'hosted_verification_url'];

/** The page that waits for the customer (3-D Secure, a redirect, a voucher), whatever kind of action holds it. */
function linkOf(action: Intent['next_action']): string | null {
  const held: unknown = action?.[action.type];
  if (typeof held !== 'object' || held === null) return null;
  for (const field of linkFields) {
    const url: unknown = Reflect.get(held, field);
    if (typeof url === 'string' && url.length <= 2048 && URL.parse(url)?.protocol === 'https:') return url;
  }
  return null;
}

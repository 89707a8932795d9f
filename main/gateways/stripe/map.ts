/**
 * Stripe's objects to the facts that the book takes. Pure. What cannot be read exactly is parked whole: half of an object is
 * never booked. A payment is the payment intent; a charge only where there is no intent.
 */
import type { z } from 'zod';
import { type Purpose, purposes } from '../../kernel/payment';
import { field, textOf } from '../field';
import { type Mapped, mapped } from '../mapped';
import type { PulledCustomer, PulledPayment, Settlement } from '../pulled';
import { cleanOrNull, cleanText } from '../text';
import { currencyOf, Unreadable } from '../unreadable';
import { amountOf, positiveAmountOf } from './amount';
import { declineOf } from './declines';
import { methodLabel, methodOf } from './map-method';
import { chargeState, intentState, type State } from './map-status';
import { attemptOf } from './metadata';
import {
  type Charge,
  chargeSchema,
  customerSchema,
  type Intent,
  idOf,
  intentSchema,
  type Movement,
  movementSchema,
} from './wire';

export function mapIntent(raw: unknown): Mapped<PulledPayment> {
  return mapped({ kind: 'payment_intent', externalId: idOf(raw) }, intentSchema, raw, (intent) => {
    const charge = expanded(intent.latest_charge, chargeSchema, 'latest_charge');
    const booked = bookedOf(charge);
    const type = textOf(field(charge?.payment_method_details, 'type')) ?? firstText(intent.payment_method_types);
    const method = methodOf(type);
    const state = intentState(intent, method);
    const currency = currencyOf(intent.currency);
    const isPaid = state.status === 'Completed';
    const metadata = intent.metadata ?? charge?.metadata;
    const attempt = attemptOf(metadata);
    return {
      externalId: intent.id,
      createdAt: intent.created * 1000,
      amount: positiveAmountOf(isPaid ? (intent.amount_received ?? intent.amount) : intent.amount, currency),
      currency,
      ...state,
      providerStatus: intent.status,
      detail: isPaid ? null : detailOf(intent, charge),
      ...(state.status === 'Cancelled' && intent.last_payment_error
        ? { decline: declineOf(intent.last_payment_error) }
        : {}),
      completedAt: isPaid ? (booked?.created ?? charge?.created ?? intent.created) * 1000 : null,
      customer: idOf(intent.customer),
      payer: payerOf(charge, intent.receipt_email),
      method,
      methodLabel: methodLabel(charge?.payment_method_details, type),
      description: cleanText(textOf(intent.description) ?? textOf(charge?.description) ?? ''),
      reference: referenceOf(metadata),
      purpose: purposeOf(metadata),
      link: pageLink(state, intent.next_action, attempt),
      attempt,
      settlement: isPaid && booked ? settlementOf(booked) : null,
    };
  });
}

/** Only for a charge without an intent. */
export function mapCharge(raw: unknown): Mapped<PulledPayment> {
  return mapped({ kind: 'charge', externalId: idOf(raw) }, chargeSchema, raw, (charge) => {
    const booked = bookedOf(charge);
    const type = textOf(field(charge.payment_method_details, 'type'));
    const method = methodOf(type);
    const state = chargeState(charge, method);
    const currency = currencyOf(charge.currency);
    const isPaid = state.status === 'Completed';
    const refusal = textOf(charge.failure_message) ?? textOf(field(charge.outcome, 'seller_message'));
    return {
      externalId: charge.id,
      createdAt: charge.created * 1000,
      amount: positiveAmountOf(isPaid ? (charge.amount_captured ?? charge.amount) : charge.amount, currency),
      currency,
      ...state,
      providerStatus: charge.status,
      detail: isPaid ? null : cleanOrNull(refusal, 500),
      completedAt: isPaid ? (booked?.created ?? charge.created) * 1000 : null,
      customer: idOf(charge.customer),
      payer: payerOf(charge, charge.receipt_email),
      method,
      methodLabel: methodLabel(charge.payment_method_details, type),
      description: cleanText(textOf(charge.description) ?? ''),
      reference: referenceOf(charge.metadata),
      purpose: purposeOf(charge.metadata),
      link: null,
      settlement: isPaid && booked ? settlementOf(booked) : null,
    };
  });
}

function bookedOf(charge: Charge | null): Movement | null {
  return charge && expanded(charge.balance_transaction, movementSchema, 'balance_transaction');
}

/** An object in the place of its id; null when there is only an id (or nothing). Throws Unreadable for an odd one. */
export function expanded<S extends z.ZodType>(raw: unknown, schema: S, name: string): z.output<S> | null {
  if (raw === null || raw === undefined || typeof raw === 'string') return null;
  const read = schema.safeParse(raw);
  if (read.success) return read.data;
  throw new Unreadable(`${name}.${read.error.issues[0]?.path.join('.') ?? ''} is missing or not as expected`);
}

export function mapCustomer(raw: unknown): Mapped<PulledCustomer> {
  return mapped({ kind: 'customer', externalId: idOf(raw) }, customerSchema, raw, (customer) => {
    const part = (name: string) => textOf(field(customer.address, name));
    const town = [part('postal_code'), part('city')].filter(Boolean).join(' ');
    const lines = [part('line1'), part('line2'), town, part('state')];
    const names = [customer.name, customer.business_name, customer.individual_name, customer.email].map(textOf);
    const country = part('country');
    return {
      externalId: customer.id,
      createdAt: customer.created * 1000,
      name: cleanText(names.find(Boolean) ?? customer.id, 500),
      email: cleanOrNull(customer.email, 500),
      phone: cleanOrNull(customer.phone, 100),
      address: lines.map((line) => cleanOrNull(line, 500)).filter((line) => line !== null),
      country: country && /^[A-Z]{2}$/.test(country) ? country : null,
      language: cleanOrNull(firstText(customer.preferred_locales), 35),
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
  const message = textOf(field(failure, 'message')) ?? textOf(charge?.failure_message) ?? '';
  const code = textOf(field(failure, 'decline_code'));
  return cleanOrNull(code ? `${message} (${code})` : message, 500);
}

function payerOf(charge: Charge | null, receiptEmail: unknown): PulledPayment['payer'] {
  const name = cleanOrNull(field(charge?.billing_details, 'name'), 500);
  const email = cleanOrNull(textOf(field(charge?.billing_details, 'email')) ?? receiptEmail, 500);
  return name || email ? { name: name ?? email ?? '', email } : null;
}

function referenceOf(metadata: unknown): string {
  const given = ['reference', 'invoice', 'invoice_number'].map((name) => textOf(field(metadata, name)));
  return cleanText(given.find(Boolean) ?? '', 500);
}

function purposeOf(metadata: unknown): Purpose | null {
  const given = field(metadata, 'purpose');
  return purposes.find((purpose) => purpose === given) ?? null;
}

function firstText(list: unknown): string | null {
  return Array.isArray(list) ? textOf(list[0]) : null;
}

const linkFields = ['url', 'hosted_instructions_url', 'hosted_voucher_url', 'hosted_verification_url'];

/** Of our own page the intent does not tell the address: what was told when it was opened stays. */
function pageLink({ status }: State, action: unknown, attempt: string | null): string | null | undefined {
  if (status !== 'Pending') return null;
  return linkOf(action) ?? (attempt === null ? null : undefined);
}

/** The page that waits for the customer (3-D Secure, a redirect, a voucher), whatever kind of action holds it. */
function linkOf(action: unknown): string | null {
  const held = field(action, textOf(field(action, 'type')) ?? '');
  for (const name of linkFields) {
    const url = textOf(field(held, name));
    if (url && url.length <= 2048 && isPage(url)) return url;
  }
  return null;
}

/** A simulator's page is on this computer. */
function isPage(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === '127.0.0.1');
}

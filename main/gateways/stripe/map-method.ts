/** How a payment was made, in the book's words and for a person to read. */
import type { Method } from '../../kernel/payment';
import { field, textOf } from '../field';
import { cleanOrNull, cleanText } from '../text';

const methodOfType = new Map<string, Method>(
  Object.entries({
    paypal: 'paypal',
    sepa_debit: 'direct-debit',
    us_bank_account: 'direct-debit',
    bacs_debit: 'direct-debit',
    au_becs_debit: 'direct-debit',
    nz_bank_account: 'direct-debit',
    acss_debit: 'direct-debit',
    ach_debit: 'direct-debit',
    customer_balance: 'bank-transfer',
    ach_credit_transfer: 'bank-transfer',
    sepa_credit_transfer: 'bank-transfer',
    id_bank_transfer: 'bank-transfer',
    ng_bank_transfer: 'bank-transfer',
  }),
);

const brands = new Map<string, string>(
  Object.entries({
    visa: 'Visa',
    mastercard: 'Mastercard',
    amex: 'American Express',
    discover: 'Discover',
    diners: 'Diners Club',
    jcb: 'JCB',
    unionpay: 'UnionPay',
    eftpos_au: 'eftpos',
    cartes_bancaires: 'Cartes Bancaires',
  }),
);

const types = new Map<string, string>(
  Object.entries({
    sepa_debit: 'SEPA Direct Debit',
    us_bank_account: 'ACH Direct Debit',
    bacs_debit: 'Bacs Direct Debit',
    au_becs_debit: 'BECS Direct Debit',
    acss_debit: 'Pre-authorized debit',
    paypal: 'PayPal',
    ideal: 'iDEAL',
    customer_balance: 'Bank transfer',
  }),
);

/** Stripe has dozens of types; what is neither a debit, a transfer nor PayPal is paid on Stripe's page like a card. */
export function methodOf(type: string | null): Method {
  return (type ? methodOfType.get(type) : undefined) ?? 'card';
}

/**
 * `Visa ···· 4242`, `SEPA Direct Debit ···· 3000`, `Klarna`. Null when nothing is known. `details`: `payment_method_details` of
 * a charge, as it came.
 */
export function methodLabel(details: unknown, fallbackType: string | null): string | null {
  const type = textOf(field(details, 'type')) ?? fallbackType;
  if (!type) return null;
  const held = field(details, type);
  const last4 = textOf(field(held, 'last4'));
  if (type === 'card') return held ? withTail(brands.get(textOf(field(held, 'brand')) ?? '') ?? 'Card', last4) : null;
  return withTail(cleanOrNull(field(held, 'bank_name'), 60) ?? types.get(type) ?? titled(type), last4);
}

/** `card`: what stands under `card` in a method's details. */
export function brandOf(card: unknown): string | null {
  return brands.get(textOf(field(card, 'brand')) ?? '') ?? null;
}

/** Never more of a number than its last four digits, whatever came. */
function withTail(name: string, last4: string | null): string {
  return last4 && /^\w{4}$/.test(last4) ? `${name} ···· ${last4}` : name;
}

function titled(type: string): string {
  const words = cleanText(type.replaceAll('_', ' '), 40);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What another system's words for a status and a method mean here. */
import type { Flag, Method, Reason, Status } from '../../kernel/payment';

export interface ReadStatus {
  status: Status;
  reason: Reason | null;
  flag: Extract<Flag, 'unknown-status'> | null;
}

const words: readonly (readonly [RegExp, Status, Reason | null])[] = [
  [
    /^(?:completed?|paid|captured|succeeded|success(?:ful)?|finished|settled|ok|completad[oa]|pagad[oa]|cobrad[oa])$/,
    'Completed',
    null,
  ],
  [/^(?:new|created|open|pending|pendiente|nuev[oa])$/, 'Pending', 'waiting-gateway'],
  [/^(?:waiting|unpaid|processing|in progress|en proceso|sin pagar)$/, 'Pending', 'waiting-gateway'],
  [/^(?:failed|declined|denied|rejected|fallid[oa]|rechazad[oa])$/, 'Cancelled', 'declined'],
  [/^(?:expired|caducad[oa]|vencid[oa])$/, 'Cancelled', 'expired'],
  [/^(?:cancell?ed|void(?:ed)?|cancelad[oa]|anulad[oa])$/, 'Cancelled', 'cancelled-operator'],
];

/** A word that nobody knows stays Pending, and is flagged for a person: it is never guessed. */
export function readStatus(text: string): ReadStatus {
  const word = text.trim().toLowerCase();
  for (const [known, status, reason] of words) if (known.test(word)) return { status, reason, flag: null };
  return { status: 'Pending', reason: 'waiting-gateway', flag: 'unknown-status' };
}

const methodWords: readonly (readonly [RegExp, Method])[] = [
  [/paypal/, 'paypal'],
  [/razorpay/, 'razorpay'],
  [/paystack/, 'paystack'],
  [/nowpayments|crypto|bitcoin|coin/, 'nowpayments'],
  [/stripe|card|visa|mastercard|amex|tarjeta/, 'card'],
  [/debit|sepa|\bach\b|domiciliaci/, 'direct-debit'],
  [/transfer|wire|bank|transferencia|banco/, 'bank-transfer'],
  [/voucher|coupon|vale|cup[oó]n/, 'voucher'],
  [/credit|saldo|cr[eé]dito/, 'account-credit'],
  [/invoice|factura/, 'invoice'],
];

export const methodOf = (text: string): Method =>
  methodWords.find(([known]) => known.test(text.toLowerCase()))?.[1] ?? 'other';

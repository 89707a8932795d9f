/** How a payment was made, for a person to read; and the authorizations that Paystack keeps, as saved methods. */
import type { PulledMethod } from '../ask';
import { field, textOf } from '../field';
import { cleanOrNull, cleanText } from '../text';
import { authorizationSchema } from './wire';

const brands = new Map<string, string>(
  Object.entries({
    visa: 'Visa',
    mastercard: 'Mastercard',
    verve: 'Verve',
    'american express': 'American Express',
    amex: 'American Express',
    discover: 'Discover',
    'diners club': 'Diners Club',
  }),
);

const channels = new Map<string, string>(
  Object.entries({
    card: 'Card',
    bank: 'Bank account',
    bank_transfer: 'Bank transfer',
    dedicated_nuban: 'Bank transfer',
    direct_debit: 'Direct debit',
    ussd: 'USSD',
    qr: 'QR code',
    mobile_money: 'Mobile money',
    eft: 'EFT',
    apple_pay: 'Apple Pay',
    pos: 'Card terminal',
  }),
);

/** `Visa ···· 4081`, `Bank transfer`, `USSD`. Null when nothing is known. Never more of a number than its last four digits. */
export function methodLabel(authorization: unknown, channel: unknown): string | null {
  const last4 = last4Of(authorization);
  const name = brandOf(authorization) ?? channelName(textOf(field(authorization, 'channel')) ?? textOf(channel));
  if (name === null) return null;
  return last4 === null ? name : `${name} ···· ${last4}`;
}

/** One authorization of a customer; null for what is none, and for one that only ever paid once. */
export function mapMethod(raw: unknown): PulledMethod | null {
  const read = authorizationSchema.safeParse(raw);
  if (!read.success || read.data.reusable !== true) return null;
  return {
    token: read.data.authorization_code,
    method: 'paystack',
    label: methodLabel(raw, null) ?? 'Card',
    brand: brandOf(raw),
    last4: last4Of(raw),
    expires: expiryOf(textOf(read.data.exp_year), textOf(read.data.exp_month)),
    status: 'confirmed',
    providerStatus: 'reusable',
    createdAt: null,
    // Each payment on the page gives another authorization; the signature is the card's own.
    instrument: cleanOrNull(textOf(read.data.signature), 100),
  };
}

/** The brand's word comes with spaces around it (`"visa "`), twice (`"visa visa"`), or with another (`"visa debit"`). */
function brandOf(authorization: unknown): string | null {
  const word = textOf(field(authorization, 'brand')) ?? textOf(field(authorization, 'card_type'));
  if (word === null) return null;
  const plain = word.trim().toLowerCase();
  return brands.get(plain) ?? brands.get(plain.split(' ')[0] ?? '') ?? titled(plain);
}

function channelName(channel: string | null): string | null {
  return channel === null ? null : (channels.get(channel) ?? titled(channel.replaceAll('_', ' ')));
}

function last4Of(authorization: unknown): string | null {
  const last4 = textOf(field(authorization, 'last4'));
  return last4 !== null && /^\d{4}$/.test(last4) ? last4 : null;
}

function expiryOf(year: string | null, month: string | null): string | null {
  if (year === null || month === null || !/^20\d{2}$/.test(year) || !/^(?:0?[1-9]|1[0-2])$/.test(month)) return null;
  return `${year}-${month.padStart(2, '0')}`;
}

function titled(text: string): string | null {
  const words = cleanOrNull(cleanText(text, 40));
  return words && words.charAt(0).toUpperCase() + words.slice(1);
}

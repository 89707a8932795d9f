/** Saved methods as PayPal's vault keeps them, with never more of a card than brand, last four and expiry. Pure. */
import type { PulledMethod } from '../ask';
import { field, textOf } from '../field';
import { cleanOrNull, cleanText } from '../text';
import { vaultTokenSchema } from './wire';

const brands = new Map([
  ['VISA', 'Visa'],
  ['MASTERCARD', 'Mastercard'],
  ['AMEX', 'American Express'],
  ['DISCOVER', 'Discover'],
  ['JCB', 'JCB'],
  ['MAESTRO', 'Maestro'],
  ['CHINA_UNION_PAY', 'UnionPay'],
]);

/** Null for a token of a kind that is not charged from here. */
export function mapMethod(raw: unknown): PulledMethod | null {
  const read = vaultTokenSchema.safeParse(raw);
  if (!read.success) return null;
  const { id, payment_source: source } = read.data;
  const known = { token: id, status: 'confirmed', providerStatus: 'VAULTED', createdAt: null } as const;
  if (source.paypal !== undefined) {
    const label = cleanOrNull(field(source.paypal, 'email_address'), 200) ?? 'PayPal';
    // Of a card PayPal says nothing that would tell two of the same number apart from one.
    const instrument = textOf(field(source.paypal, 'account_id')) ?? textOf(field(source.paypal, 'payer_id'));
    return { ...known, method: 'paypal', label, brand: null, last4: null, expires: null, instrument };
  }
  if (source.card === undefined) return null;
  const word = textOf(field(source.card, 'brand'));
  const brand = word === null ? null : (brands.get(word) ?? cleanText(word.replaceAll('_', ' '), 40));
  const digits = textOf(field(source.card, 'last_digits'));
  const last4 = digits && /^\d{4}$/.test(digits) ? digits : null;
  const expiry = textOf(field(source.card, 'expiry'));
  const label = last4 ? `${brand ?? 'Card'} ···· ${last4}` : (brand ?? 'Card');
  return {
    ...known,
    method: 'card',
    label,
    brand,
    last4,
    expires: expiry && /^\d{4}-\d{2}$/.test(expiry) ? expiry : null,
  };
}

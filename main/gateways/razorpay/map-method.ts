/** How a payment was made, and what a payer has saved, for a person to read. */
import type { PulledMethod } from '../ask';
import { field, textOf } from '../field';
import { type Mapped, mapped, whole } from '../mapped';
import { cleanOrNull, cleanText } from '../text';
import { idOf, type Payment, tokenSchema } from './wire';

const words = new Map<string, string>(
  Object.entries({
    netbanking: 'Netbanking',
    upi: 'UPI',
    wallet: 'Wallet',
    emi: 'EMI',
    cardless_emi: 'Cardless EMI',
    paylater: 'Pay later',
    emandate: 'eMandate',
    nach: 'NACH mandate',
    bank_transfer: 'Bank transfer',
    app: 'App',
  }),
);

const networks = new Map<string, string>(Object.entries({ MasterCard: 'Mastercard' }));

interface Holder {
  method?: unknown;
  card?: unknown;
  bank?: unknown;
  wallet?: unknown;
  vpa?: unknown;
}

/** `Visa ···· 4242`, `UPI (okhdfcbank)`, `Netbanking HDFC`. Null when nothing is known. Of a UPI address only the bank's part. */
export function methodLabel(payment: Payment): string | null {
  const method = textOf(payment.method);
  if (method === null) return null;
  if (method === 'card' || method === 'emi')
    return textOf(field(payment.card, 'last4')) ? cardLabel(payment.card) : null;
  const handle = /@([A-Za-z0-9.-]{2,40})$/.exec(textOf(payment.vpa) ?? '')?.[1];
  return handle ? `UPI (${handle})` : named(method, payment);
}

function named(method: string, { bank, wallet }: Holder): string {
  const word = words.get(method) ?? titled(method);
  const where = cleanOrNull(wallet, 40) ?? cleanOrNull(bank, 40);
  return where ? `${word} ${where}` : word;
}

/** Never more of a number than its last four digits, whatever came. */
function cardLabel(card: unknown): string {
  const last4 = last4Of(card);
  return last4 ? `${brandOf(card) ?? 'Card'} ···· ${last4}` : (brandOf(card) ?? 'Card');
}

function brandOf(card: unknown): string | null {
  const network = cleanOrNull(field(card, 'network'), 40);
  return network === null || network === 'Unknown' ? null : (networks.get(network) ?? network);
}

function last4Of(card: unknown): string | null {
  const last4 = textOf(field(card, 'last4'));
  return last4 && /^\d{4}$/.test(last4) ? last4 : null;
}

function titled(word: string): string {
  const clean = cleanText(word.replaceAll('_', ' '), 40);
  return clean.charAt(0).toUpperCase() + clean.slice(1);
}

/** A token that may be charged without its owner, or that may become one; null row for a card that is only kept for checkout. */
export function mapToken(raw: unknown): Mapped<PulledMethod> {
  return mapped({ kind: 'token', externalId: idOf(raw) }, tokenSchema, raw, (token) => {
    const word = textOf(field(token.recurring_details, 'status'));
    const isKept = token.recurring === true || (word !== null && word !== 'not_applicable');
    if (!isKept) return { row: null, parked: null };
    const method = textOf(token.method) ?? '';
    const isCard = method === 'card';
    const account = textOf(field(token.bank_details, 'account_number'));
    const tail = account && !isCard ? /\d{4}$/.exec(account)?.[0] : undefined;
    return whole<PulledMethod>({
      token: token.id,
      method: 'razorpay',
      label: isCard ? cardLabel(token.card) : tokenLabel(method, token, tail),
      brand: isCard ? brandOf(token.card) : null,
      last4: isCard ? last4Of(token.card) : (tail ?? null),
      expires: isCard ? expiryOf(token.card) : null,
      status: tokenStatus(word, token.recurring === true),
      providerStatus: cleanText(word ?? 'unknown', 100),
      createdAt: token.created_at ? token.created_at * 1000 : null,
    });
  });
}

function tokenLabel(method: string, token: Holder, tail: string | undefined): string {
  const username = textOf(field(token.vpa, 'username'));
  const handle = textOf(field(token.vpa, 'handle'));
  if (username && handle) return `UPI ${cleanText(username, 100).slice(0, 2)}···@${cleanText(handle, 40)}`;
  const name = named(method, token);
  return tail ? `${name} ···· ${tail}` : name;
}

function tokenStatus(word: string | null, isRecurring: boolean): PulledMethod['status'] {
  switch (word) {
    case 'confirmed':
      return 'confirmed';
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'deactivated':
    case 'paused':
      return 'failed';
    case null:
      return isRecurring ? 'confirmed' : 'pending';
    default:
      return 'pending';
  }
}

/** Razorpay counts months and years as numbers, or as text with a zero in front. */
function expiryOf(card: unknown): string | null {
  const month = /^0?(\d{1,2})$/.exec(String(field(card, 'expiry_month') ?? ''))?.[1];
  const year = /^(?:20)?(\d{2})$/.exec(String(field(card, 'expiry_year') ?? ''))?.[1];
  return month && year ? `20${year}-${month.padStart(2, '0')}` : null;
}

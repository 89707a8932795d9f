/**
 * Made-up rows for measuring, each a pure function of its number: any part of a book can be made again without the rest.
 * Descriptions hold commas and quotes, names several scripts; 2.5 % are Pending, some are refunded, five currencies.
 */
import type { PaymentRecorded } from '../../main/features/payments/events';
import type { PaymentRefunded } from '../../main/features/payments/reversal-events';
import type { EventDraft } from '../../main/journal/event';
import { type Id, idFromBytes } from '../../main/kernel/id';

/** Changes whenever the rows below or the book around them change, so that cached books are made anew. */
export const ROWS_VERSION = 7;
export const CUSTOMERS = 5_000;
/** A million payments fill three years, fewer fewer; the last row of a book is at 2026-06-30. */
const END_MS = Date.UTC(2026, 5, 30, 18);
const A_PAYMENT_MS = (3 * 365 * 86_400_000) / 1_000_000;
/** A refund comes this many payments after its payment. */
const REFUND_AFTER = 400;

const currencies = ['USD', 'USD', 'USD', 'USD', 'EUR', 'EUR', 'EUR', 'GBP', 'JPY', 'KWD'];
const first = [
  'Bluewater',
  'Æbelø',
  'Łąka',
  'Nordlicht',
  'Cigüeña',
  'Калина',
  '青空',
  'Quillback',
  'Fenwright',
  'Ελιά',
];
const second = [
  'Hosting',
  'Telecom, Inc.',
  'Software GmbH',
  '"Reef" Games',
  'Data Centres',
  'Networks',
  'Clinic',
  'Press',
];
const people = ['Ada', 'Søren', 'Zoë', 'Iván', 'Олена', '美咲', 'Ngozi', 'Liam'];
const phrases = [
  'Order: 2 × "Business" mailboxes, yearly',
  'Renewal: Cloud VPS M, 1 month',
  'Account top-up',
  'Renewal: dedicated server AX-40, 1 month',
  'Order: 1,000 GB object storage',
  'Invoice, hosting and traffic',
  'Vorauszahlung Guthaben',
  'Migration of 12 mailboxes, balance carried over',
];
const purposes = ['order', 'renewal', 'top-up', 'renewal', 'order', 'invoice', 'top-up', 'migration'] as const;
const digits62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A well-mixed 32-bit number for each pair. */
export function mixed(n: number, salt: number): number {
  let x = Math.imul(n ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** As Stripe writes its ids: a time first, then the account, then chance; so later ones mostly stand behind earlier ones. */
function externalId(prefix: string, n: number): string {
  return `${prefix}_3${base62(n * 97 + (mixed(n, 99) % 4_000), 6)}QkdIwHu7ix${base62(mixed(n, 100) * 1_000 + (n % 1_000), 8)}`;
}

function base62(value: number, length: number): string {
  let text = '';
  let rest = value;
  for (let i = 0; i < length; i++) {
    text = digits62[rest % 62] + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

function idOf(kind: number, ms: number, n: number): Id {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(ms) << 16n) | 0x7000n | BigInt(kind));
  new DataView(bytes.buffer).setUint32(8, 0x80000000 + (n & 0x3fffffff));
  new DataView(bytes.buffer).setUint32(12, mixed(n, kind));
  return idFromBytes(bytes);
}

export function customerId(n: number): Id {
  return idOf(1, 0, n);
}

function payerId(n: number): Id {
  return idOf(2, 0, n);
}

export interface MadeCustomer {
  id: Id;
  payer: Id;
  externalId: string;
  name: string;
  email: string;
  payerName: string;
}

export function madeCustomer(n: number): MadeCustomer {
  const name = `${first[mixed(n, 1) % first.length]} ${second[mixed(n, 2) % second.length]} ${n}`;
  return {
    id: customerId(n),
    payer: payerId(n),
    externalId: externalId('cus', n),
    name,
    email: `billing@c${n}.example`,
    payerName: `${people[mixed(n, 3) % people.length]} ${first[mixed(n, 4) % first.length]}`,
  };
}

function timeOf(n: number, total: number): number {
  return END_MS + Math.floor((n - total) * A_PAYMENT_MS);
}

function customerOf(n: number): number {
  // A few customers pay often, many seldom.
  const share = mixed(n, 5) / 2 ** 32;
  return Math.floor(share * share * CUSTOMERS);
}

function amountOf(n: number, currency: string): number {
  const major = 5 + (mixed(n, 6) % 900);
  if (currency === 'JPY') return major * 100;
  return currency === 'KWD' ? major * 1_000 + 500 : major * 100 + (mixed(n, 7) % 100);
}

function statusOf(n: number): 'Pending' | 'Completed' | 'Cancelled' {
  const share = mixed(n, 8) % 1_000;
  if (share < 25) return 'Pending';
  return share < 70 ? 'Cancelled' : 'Completed';
}

/** Yen and dinars are settled in dollars, the rest in their own currency. */
function settlementOf(n: number, amount: number, currency: string) {
  const own = currency !== 'JPY' && currency !== 'KWD';
  const settled = own ? amount : currency === 'JPY' ? Math.round(amount * 0.67) : Math.round(amount * 0.325);
  const fee = Math.round(settled * 0.014) + 25;
  return {
    externalId: externalId('txn', n),
    amount: settled,
    fee,
    net: settled - fee,
    currency: own ? currency : 'USD',
    ...(own ? {} : { rate: currency === 'JPY' ? '0.0067' : '3.25' }),
  };
}

export function madePayment(n: number, total: number): { subject: Id; at: number; payload: PaymentRecorded } {
  const at = timeOf(n, total);
  const customer = customerOf(n);
  const currency = currencies[mixed(customer, 9) % currencies.length] ?? 'USD';
  const amount = amountOf(n, currency);
  const status = statusOf(n);
  const phrase = mixed(n, 10) % phrases.length;
  const purpose = purposes[phrase];
  const completedAt = at + 1_000 * (mixed(n, 11) % 90);
  const payload: PaymentRecorded = {
    gateway: 'stripe',
    externalId: externalId('pi', n),
    customer: customerId(customer),
    payer: payerId(customer),
    amount,
    currency,
    status,
    providerStatus: status === 'Completed' ? 'succeeded' : status === 'Pending' ? 'processing' : 'canceled',
    ...(status === 'Pending' ? { reason: 'waiting-gateway' as const } : {}),
    ...(status === 'Cancelled' ? { reason: 'declined' as const, detail: 'Your card has insufficient funds.' } : {}),
    ...(status === 'Completed' ? { completedAt, settlement: settlementOf(n, amount, currency) } : {}),
    method: 'card',
    methodLabel: `Visa ···· ${1_000 + (mixed(customer, 12) % 9_000)}`,
    ...(purpose ? { purpose } : {}),
    description: `${phrases[phrase]}, ${first[mixed(n, 13) % first.length]} ${n}`,
    reference: `INV-2026-${String(n).padStart(7, '0')}`,
    createdAt: at,
  };
  return { subject: idOf(3, at, n), at: payload.completedAt ?? at, payload };
}

function isRefunded(n: number): boolean {
  return n >= 0 && statusOf(n) === 'Completed' && mixed(n, 14) % 100 < 3;
}

function madeRefund(n: number, total: number): EventDraft {
  const { subject, at, payload } = madePayment(n, total);
  const payloadOfRefund: PaymentRefunded = {
    gateway: 'stripe',
    customer: customerId(customerOf(n)),
    amount: payload.amount,
    currency: payload.currency,
    refund: idOf(4, at, n),
    externalId: externalId('re', n),
    status: 'completed',
    reason: 'requested_by_customer',
    split: { credit: payload.amount, receivable: 0 },
  };
  return { kind: 'payment.refunded', subject, occurredAt: at + 86_400_000, payload: payloadOfRefund };
}

/** The events of payments from..to (the second not included), refunds among them. */
export function* madeEvents(from: number, to: number, total: number): Generator<EventDraft> {
  for (let n = from; n < to; n++) {
    const { subject, at, payload } = madePayment(n, total);
    yield { kind: 'payment.recorded', subject, occurredAt: at, payload };
    if (isRefunded(n - REFUND_AFTER)) yield madeRefund(n - REFUND_AFTER, total);
  }
}

/**
 * Payments of another system from a file: what came in as payments of history, what was taken as purchases. Known again by their id there,
 * else by what the row says of them: two equal rows are two payments.
 */
import { hash } from 'node:crypto';
import { type Db, one } from '../../db/sql';
import { signedAmount } from '../../kernel/amount';
import { maskCardNumbers } from '../../kernel/card-number';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { type Flag, type Method, purposes, type Reason, type Status } from '../../kernel/payment';
import { startOfDay } from '../../kernel/time';
import { IMPORTED, importedPayment } from '../payments/history-events';
import type { PaymentItem, Planned, Planner } from './item';
import { customerNamed, type KnownCustomers } from './known';
import { purchaseState, type Today } from './purchases-plan';
import type { RowReader } from './row';

const HALF_DAY_MS = 12 * 3_600_000;

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

/** The column's, or the one that a person said for all rows. */
function readOwner(row: RowReader, known: KnownCustomers, ofAll: string | null): Id | null {
  const name = ofAll === null ? row.needed('customer', 254) : ofAll;
  if (name === '') return null;
  const found = customerNamed(known, name);
  if (found === 'none') row.refuse('customer', 'import-customer-unknown', { text: name });
  else if (found === 'several') row.refuse('customer', 'import-customer-several', { text: name });
  else return found;
  return null;
}

/** `ofAll`: whose all rows are, where the file has no column for it. */
export function paymentsPlanner(db: Db, known: KnownCustomers, today: Today, ofAll: string | null): Planner {
  const above = new Map<string, { text: string; line: number }>();
  /** How often a row that says the same stood above. */
  const equal = new Map<string, number>();
  const all: Planned[] = [];

  function keyOf(item: Omit<PaymentItem, 'key'>, externalId: string): string {
    if (externalId !== '') return `id ${externalId}`;
    const { customer, at, amount, currency, description, reference } = item;
    const told = hash('sha256', JSON.stringify([customer, at, amount, currency, description, reference]), 'hex');
    const before = equal.get(told) ?? 0;
    equal.set(told, before + 1);
    return `row ${told} ${before}`;
  }

  function read(row: RowReader): PaymentItem | null {
    const customer = readOwner(row, known, ofAll);
    const currency = row.currency();
    const number = row.needed('amount', 60) === '' ? '' : row.decimal('amount');
    const sound = number !== '' && row.refusals.length === 0;
    const amount = sound ? row.attempt('amount', () => signedAmount(number, currency)) : null;
    const when = row.needed('date', 60) === '' ? null : row.moment('date');
    if (when && when.day > today.day) row.refuse('date', 'import-future-day', { day: when.day });
    const providerStatus = row.needed('status', 100);
    const status = readStatus(providerStatus);
    const methodText = maskCardNumbers(row.short('method', 100));
    const written = row.text('purpose').toLowerCase();
    const purpose = purposes.find((each) => each === written) ?? null;
    if (written !== '' && !purpose) row.refuse('purpose', 'import-cell-unread', { text: written.slice(0, 60) });
    const description = maskCardNumbers(row.short('description', 500));
    const reference = maskCardNumbers(row.short('reference', 200));
    const externalId = row.short('externalId', 200);
    if (amount === 0) row.refuse('amount', 'amount-invalid', { text: number });
    // A purchase moves at once, or is none.
    if (amount !== null && amount < 0 && status.status !== 'Completed') row.refuse('status', 'import-purchase-open');
    if (row.refusals.length > 0 || customer === null || amount === null || !when) return null;
    const at = when.at ?? Math.min(startOfDay(when.day, today.timeZone) + (when.ofDayMs ?? HALF_DAY_MS), today.atMs);
    const item = {
      ...{ kind: 'payments' as const, customer, amount, currency, ...status, providerStatus, methodText },
      ...{ method: methodOf(methodText), description, reference, purpose, day: when.day, at },
    };
    return { ...item, key: keyOf(item, externalId) };
  }

  return {
    row(row) {
      const item = read(row);
      const earlier = item && above.get(item.key);
      const text = JSON.stringify(item);
      if (earlier && earlier.text !== text) row.refuse('externalId', 'import-twice', { line: earlier.line });
      if (!item || row.refusals.length > 0)
        return [{ line: row.line, state: 'refused', item: null, cells: [], money: null, refusals: row.refusals }];
      above.set(item.key, { text, line: row.line });
      all.push(planned(row, earlier ? 'there' : stateOf(db, item, row.text('externalId')), item));
      return [];
    },
    /** In the order in which they happened: a purchase takes what the payments before it gave. */
    end: () => all.sort((a, b) => atOf(a) - atOf(b) || a.line - b.line),
  };
}

const atOf = ({ item }: Planned) => (item?.kind === 'payments' ? item.at : 0);

/** A payment that a gateway has told the book of by the same id is there: it is never booked twice. */
const atGateway = `SELECT 1 FROM gateway_account g JOIN payment p ON p.gateway = g.key AND p.external_id = ? LIMIT 1`;

function stateOf(db: Db, item: PaymentItem, externalId: string): 'new' | 'there' | 'differs' {
  const { amount, key, customer, currency, status } = item;
  for (const id of [externalId, item.reference]) if (id !== '' && one(db, atGateway, id)) return 'there';
  if (amount < 0) return purchaseState(db, { key: `payment ${key}`, customer, amount: -amount, currency });
  const id = importedPayment(db, key);
  if (!id) return 'new';
  const row = one<{ amount: number; currency: string; status: string; customer: Buffer | null }>(
    db,
    `SELECT p.amount, p.currency, p.status, c.uuid AS customer FROM payment p LEFT JOIN customer c ON c.id = p.customer
     WHERE p.uuid = ? AND p.gateway = '${IMPORTED}'`,
    idToBytes(id),
  );
  const isSame = row?.customer && idFromBytes(row.customer) === customer && row.amount === amount;
  return isSame && row.currency === currency && row.status === status ? 'there' : 'differs';
}

function planned(row: RowReader, state: Planned['state'], item: PaymentItem): Planned {
  const { amount, currency, day, description, reference, purpose, status, providerStatus, flag, methodText } = item;
  const cells = [
    { field: 'customer', text: row.text('customer') },
    { field: 'date', text: day },
    { field: 'amount', text: toDecimal(amount, currency) },
    { field: 'currency', text: currency },
    { field: 'status', text: flag === null ? status : `${status} (? ${providerStatus})` },
    { field: 'description', text: description },
    { field: 'method', text: methodText },
    { field: 'externalId', text: row.text('externalId') },
    { field: 'reference', text: reference },
    { field: 'purpose', text: purpose ?? '' },
  ] as const;
  const told = cells.filter(({ text }) => text !== '').map((cell) => ({ ...cell }));
  // Of what is not Completed no sum is told: it moves nothing.
  const money = status === 'Completed' ? { minor: amount, currency } : null;
  return { line: row.line, state, item, cells: told, money, refusals: [] };
}

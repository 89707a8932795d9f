/**
 * Payments of another system from a file: what came in as payments of history, what was taken as purchases. Known again by their id there,
 * else by what the row says of them: two equal rows are two payments.
 */
import { hash } from 'node:crypto';
import { type Db, one } from '../../db/sql';
import { statedAmount } from '../../kernel/amount';
import { maskCardNumbers } from '../../kernel/card-number';
import { idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { startOfDay } from '../../kernel/time';
import { IMPORTED, importedPayment } from '../payments/history-events';
import type { PaymentItem, Planned, Planner, Today } from './item';
import type { KnownCustomers } from './known';
import { methodOf, readStatus } from './payment-words';
import { purchaseState } from './purchases-plan';
import type { RowReader } from './row';
import { RowsAbove, readCustomer, readPurpose, refused } from './row-cells';

const HALF_DAY_MS = 12 * 3_600_000;

/** `ofAll`: whose all rows are, where the file has no column for it. */
export function paymentsPlanner(db: Db, known: KnownCustomers, today: Today, ofAll: string | null): Planner {
  const above = new RowsAbove();
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
    const customer = readCustomer(row, known, ofAll);
    const currency = row.currency();
    const number = row.needed('amount', 60) === '' ? '' : row.decimal('amount');
    const sound = number !== '' && row.refusals.length === 0;
    const amount = sound ? row.attempt('amount', () => statedAmount(number, currency)) : null;
    const when = row.needed('date', 60) === '' ? null : row.moment('date');
    if (when && when.day > today.day) row.refuse('date', 'import-future-day', { day: when.day });
    const providerStatus = row.needed('status', 100);
    const status = readStatus(providerStatus);
    const methodText = maskCardNumbers(row.short('method', 100));
    const purpose = readPurpose(row);
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
      const isThere = item !== null && above.has(row, item);
      if (!item || row.refusals.length > 0) return [refused(row)];
      all.push(planned(row, isThere ? 'there' : stateOf(db, item, row.text('externalId')), item));
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

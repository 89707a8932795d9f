/** Purchases from a file. Known again by their external id, else by the file and the line they stand in. */
import { type Db, one } from '../../db/sql';
import { positiveStated } from '../../kernel/amount';
import { maskCardNumbers } from '../../kernel/card-number';
import { idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { type Day, startOfDay } from '../../kernel/time';
import { importedPurchase } from '../payments/purchase-events';
import type { Planned, Planner, PurchaseItem, Today } from './item';
import type { KnownCustomers } from './known';
import type { RowReader } from './row';
import { PRODUCT, RowsAbove, readCustomer, readPurpose, refused } from './row-cells';
import { readTax } from './tax-cell';

const HALF_DAY_MS = 12 * 3_600_000;
export function purchasesPlanner(db: Db, known: KnownCustomers, today: Today): Planner {
  const above = new RowsAbove();
  const noons = new Map<Day, number>();
  function noonOf(day: Day): number {
    let noon = noons.get(day);
    if (noon === undefined) {
      noon = startOfDay(day, today.timeZone) + HALF_DAY_MS;
      noons.set(day, noon);
    }
    return Math.min(noon, today.atMs);
  }

  function read(row: RowReader): PurchaseItem | null {
    const customer = readCustomer(row, known);
    const currency = row.currency();
    const number = row.needed('amount', 60) === '' ? '' : row.decimal('amount');
    const sound = number !== '' && row.refusals.length === 0;
    const amount = sound ? row.attempt('amount', () => positiveStated(number, currency)) : null;
    const when = row.needed('date', 60) === '' ? null : row.when('date');
    if (when && when.day > today.day) row.refuse('date', 'import-future-day', { day: when.day });
    const description = maskCardNumbers(row.needed('description', 500));
    const reference = maskCardNumbers(row.short('reference', 200));
    const tax = readTax(row);
    const product = row.fitting('product', PRODUCT) || 'general';
    const purpose = readPurpose(row);
    const externalId = row.short('externalId', 200);
    const key = externalId === '' ? `${today.sha256} ${row.line}` : `id ${externalId}`;
    if (row.refusals.length > 0 || customer === null || amount === null || !when) return null;
    return {
      ...{ kind: 'purchases', key, customer, amount, currency, product, description, reference, purpose },
      ...{ tax, day: when.day, at: when.at ?? noonOf(when.day) },
    };
  }

  return {
    row(row) {
      const item = read(row);
      const isThere = item !== null && above.has(row, item);
      if (!item || row.refusals.length > 0) return [refused(row)];
      return [planned(row, isThere ? 'there' : purchaseState(db, item), item)];
    },
    end: () => [],
  };
}

/** `amount`: minor units, above zero. */
export function purchaseState(
  db: Db,
  { key, customer, amount, currency }: Pick<PurchaseItem, 'key' | 'customer' | 'amount' | 'currency'>,
): 'new' | 'there' | 'differs' {
  const id = importedPurchase(db, key);
  if (!id) return 'new';
  const row = one<{ amount: number; currency: string; customer: Buffer | null }>(
    db,
    'SELECT p.amount, p.currency, c.uuid AS customer FROM payment p LEFT JOIN customer c ON c.id = p.customer WHERE p.uuid = +?',
    idToBytes(id),
  );
  const same = row?.customer && idFromBytes(row.customer) === customer && row.amount === -amount;
  return same && row.currency === currency ? 'there' : 'differs';
}

function planned(row: RowReader, state: Planned['state'], item: PurchaseItem): Planned {
  const { amount, currency, day, description, product, reference, purpose, tax } = item;
  const cells = [
    { field: 'customer', text: row.text('customer') },
    { field: 'date', text: day },
    { field: 'description', text: description },
    { field: 'amount', text: toDecimal(-amount, currency) },
    { field: 'currency', text: currency },
    { field: 'externalId', text: row.text('externalId') },
    { field: 'product', text: product },
    { field: 'taxRate', text: tax ? `${tax.rate} % ${tax.code}` : '' },
    { field: 'reference', text: reference },
    { field: 'purpose', text: purpose ?? '' },
  ] as const;
  const told = cells.filter(({ text }) => text !== '').map((cell) => ({ ...cell }));
  return { line: row.line, state, item, cells: told, money: { minor: -amount, currency }, refusals: [] };
}

/** The book's setting of the order in which credit is used up. It decides about later events only: each says what it took. */
import { type Db, one, run } from '../db/sql';
import { type CreditOrder, creditOrders, lotsIn, usualOrder } from '../kernel/credit-order';
import type { Lot } from './chart';

const KEY = 'credit-order';

export function creditOrder(db: Db): CreditOrder {
  const kept = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', KEY)?.value;
  return creditOrders.find((order) => order === kept) ?? usualOrder;
}

export function setCreditOrder(db: Db, order: CreditOrder): void {
  const text = 'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
  run(db, text, KEY, order);
}

/** Which lot is used first, which then. */
export const lotOrder = (db: Db): readonly Lot[] => lotsIn(creditOrder(db));

/** The book's setting of the order in which credit is used up. It decides about later events only: each says what it took. */
import { readSetting, writeSetting } from '../db/setting';
import type { Db } from '../db/sql';
import { type CreditOrder, creditOrders, lotsIn, usualOrder } from '../kernel/credit-order';
import type { Lot } from './chart';

const KEY = 'credit-order';

export function creditOrder(db: Db): CreditOrder {
  const kept = readSetting(db, KEY);
  return creditOrders.find((order) => order === kept) ?? usualOrder;
}

export function setCreditOrder(db: Db, order: CreditOrder): void {
  writeSetting(db, KEY, order);
}

/** Which lot is used first, which then. */
export const lotOrder = (db: Db): readonly Lot[] => lotsIn(creditOrder(db));

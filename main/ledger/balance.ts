/** Kept balances, read. Signs here are the customer's: credit held is positive, what is owed is positive as `receivable`. */
import { type Db, one } from '../db/sql';
import type { Id } from '../kernel/id';
import { type Minor, minor } from '../kernel/money';
import { accounts, type Lot } from './chart';

export type ReadBalance = (account: string, currency: string) => number;

/** Debits less credits of one account, minor units; 0 for an account that was never used. */
export function keptBalance(db: Db): ReadBalance {
  return (account, currency) =>
    one<{ minor: number }>(
      db,
      'SELECT b.minor FROM balance b JOIN account a ON a.id = b.account WHERE a.name = +? AND b.currency = +?',
      account,
      currency,
    )?.minor ?? 0;
}

/** What the customer holds in one lot. */
export function heldCredit(read: ReadBalance, customer: Id, lot: Lot, currency: string): Minor {
  return minor(-read(accounts.credit(customer, lot), currency));
}

/** Kept balances, read. Signs here are the customer's: credit held is positive, what is owed is positive as `receivable`. */
import type { Id } from '../kernel/id';
import { type Minor, minor } from '../kernel/money';
import { accounts, type Lot } from './chart';

export type ReadBalance = (account: string, currency: string) => number;

/** What the customer holds in one lot. */
export function heldCredit(read: ReadBalance, customer: Id, lot: Lot, currency: string): Minor {
  return minor(-read(accounts.credit(customer, lot), currency));
}

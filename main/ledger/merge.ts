/** The money side of two customers becoming one, as pure transfers: each lot and what is owed go over as they are. */
import type { Id } from '../kernel/id';
import { accounts, lots } from './chart';
import { move, type Transfer } from './entry';
import type { ByLot } from './invoice';

/** What went over in one currency, in minor units: what each lot held, and what was owed. */
export type MovedBalance = ByLot & { currency: string; receivable: number };

/** What the customer held is held by the survivor, what it owed the survivor owes. */
export function mergedEntry(customer: Id, survivor: Id, moved: readonly MovedBalance[]): Transfer[] {
  return moved.flatMap((of) => [
    ...lots.flatMap((lot) =>
      move(accounts.credit(survivor, lot), accounts.credit(customer, lot), of[lot], of.currency),
    ),
    ...move(accounts.receivable(customer), accounts.receivable(survivor), of.receivable, of.currency),
  ]);
}

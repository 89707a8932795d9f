/** Who bears what: purchases use up credit lots in order; what is taken back comes from unspent paid credit first. */
import type { Id } from '../kernel/id';
import { heldCredit, type ReadBalance } from './balance';
import { type Lot, lots } from './chart';
import type { Split } from './receipt';

/** Takes `amount` from the lots in their order; the rest becomes due. All in minor units of `currency`. */
export function takeFromCredit(
  read: ReadBalance,
  customer: Id,
  amount: number,
  currency: string,
  order: readonly Lot[] = lots,
): { taken: { granted: number; voucher: number; paid: number }; receivable: number } {
  const taken = { granted: 0, voucher: 0, paid: 0 };
  let rest = amount;
  for (const lot of order) {
    taken[lot] = Math.min(rest, Math.max(0, heldCredit(read, customer, lot, currency)));
    rest -= taken[lot];
  }
  return { taken, receivable: rest };
}

/** A sum that the gateway took back: unspent paid credit bears it, the rest becomes due. */
export function bearFromPaidCredit(
  read: ReadBalance,
  customer: Id | undefined,
  amount: number,
  currency: string,
): Split {
  if (!customer) return { credit: amount, receivable: 0 };
  const credit = Math.min(amount, Math.max(0, heldCredit(read, customer, 'paid', currency)));
  return { credit, receivable: amount - credit };
}

/** What an adjustment, its reversal and the end of granted credit do to a customer's lots. Pure, over the kept balances. */
import {
  type AdjustmentReason,
  type CorrectedAccount,
  correctedAccounts,
  grantedReasons,
} from '../../kernel/adjustment';
import { exponentOf } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { heldCredit, type ReadBalance } from '../../ledger/balance';
import { accounts, type Lot, lots } from '../../ledger/chart';
import { takeFromCredit } from '../../ledger/split';
import type { AdjustedParts, AdjustmentRow } from './events';

/** A million of the currency's units: above it somebody mistyped. */
function mostOf(currency: string): number {
  return 1_000_000 * 10 ** exponentOf(currency);
}

/** Throws Failure adjustment-limit, amount-invalid for nothing at all. */
export function assertAmount(amount: number, currency: string): void {
  if (amount === 0) throw new Failure('amount-invalid', { text: '0' });
  const most = mostOf(currency);
  if (Math.abs(amount) > most) throw new Failure('adjustment-limit', { limit: toDecimal(most, currency), currency });
}

/** Each reason has its counter-account; a correction names the account that it corrects. */
export function counterOf(reason: AdjustmentReason, account: CorrectedAccount | undefined): string {
  if (reason === 'migration') return accounts.opening();
  if (reason !== 'correction') return accounts.goodwill();
  if (account === undefined || !correctedAccounts.includes(account))
    throw new Failure('input-invalid', { detail: 'a correction names the account that it corrects' });
  return account;
}

const nothing = (): AdjustedParts => ({ granted: 0, voucher: 0, paid: 0, receivable: 0 });

/** A credit goes to the lot of its reason; a debit takes the lots in order, and what they do not cover is owed. */
export function adjustedParts(
  read: ReadBalance,
  customer: Id,
  amount: number,
  currency: string,
  reason: AdjustmentReason,
  order: readonly Lot[],
): AdjustedParts {
  if (amount > 0) return { ...nothing(), [grantedReasons.includes(reason) ? 'granted' : 'paid']: amount };
  const { taken, receivable } = takeFromCredit(read, customer, -amount, currency, order);
  return { ...negated(taken), receivable };
}

function negated(taken: Record<Lot, number>): Record<Lot, number> {
  const minus = (minor: number) => (minor === 0 ? 0 : -minor);
  return { granted: minus(taken.granted), voucher: minus(taken.voucher), paid: minus(taken.paid) };
}

/**
 * The opposite, of what is left of it. Credit that was given comes out of its own lot first, then out of the others, and
 * what was spent is owed. What was taken goes back where it came from; a debt that was paid meanwhile comes back as credit.
 */
export function reversedParts(read: ReadBalance, customer: Id, row: AdjustmentRow, left: number): AdjustedParts {
  const { currency } = row;
  if (left > 0) return takenBack(read, customer, row, left);
  const owed = Math.max(0, read(accounts.receivable(customer), currency));
  const forgiven = Math.min(row.receivable, owed);
  const back = { granted: -row.granted, voucher: -row.voucher, paid: -row.paid + row.receivable - forgiven };
  return { ...positive(back), receivable: forgiven === 0 ? 0 : -forgiven };
}

const positive = (parts: Record<Lot, number>) => ({
  granted: parts.granted || 0,
  voucher: parts.voucher || 0,
  paid: parts.paid || 0,
});

function takenBack(read: ReadBalance, customer: Id, row: AdjustmentRow, left: number): AdjustedParts {
  const own: Lot = row.granted > 0 ? 'granted' : 'paid';
  const taken: Record<Lot, number> = { granted: 0, voucher: 0, paid: 0 };
  let rest = left;
  for (const lot of [own, ...lots.filter((each) => each !== own)]) {
    taken[lot] = Math.min(rest, Math.max(0, heldCredit(read, customer, lot, row.currency)));
    rest -= taken[lot];
  }
  return { ...negated(taken), receivable: rest };
}

/**
 * What of a grant is unspent on its last day: what expires first is spent first, so that of all that is held the grants that
 * last longer stay.
 */
export function expiring(held: number, own: number, lasting: number): number {
  return Math.max(0, Math.min(own, held - lasting));
}

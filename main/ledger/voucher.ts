/** The money side of vouchers, as pure transfers (the table in docs/architecture.md, What moves). Amounts in minor units. */
import type { Id } from '../kernel/id';
import type { VoidWay, VoucherKind } from '../kernel/voucher';
import { accounts } from './chart';
import { move, type Transfer } from './entry';

/** Sold: the money is there, and what it buys is owed. */
export function voucherIssuedEntry(paidAt: string, amount: number, currency: string): Transfer[] {
  return move(accounts.vouchersOutstanding(), accounts.clearing(paidAt), amount, currency);
}

/** The customer holds it now, out of what was owed or as a gift. */
export function voucherRedeemedEntry(kind: VoucherKind, customer: Id, amount: number, currency: string): Transfer[] {
  const to = kind === 'sold' ? accounts.vouchersOutstanding() : accounts.promo();
  return move(accounts.credit(customer, 'voucher'), to, amount, currency);
}

/** Sold and unredeemed: the money goes back to where it was paid, or stays. */
export function voucherVoidedEntry(voided: {
  way: VoidWay | null;
  paidAt: string | null;
  amount: number;
  currency: string;
}): Transfer[] {
  const { way, paidAt, amount, currency } = voided;
  const from = way === 'returned' && paidAt !== null ? accounts.clearing(paidAt) : accounts.breakage();
  return move(from, accounts.vouchersOutstanding(), amount, currency);
}

/** Sold and unredeemed: nobody can ask for it any more. */
export function voucherExpiredEntry(amount: number, currency: string): Transfer[] {
  return move(accounts.breakage(), accounts.vouchersOutstanding(), amount, currency);
}

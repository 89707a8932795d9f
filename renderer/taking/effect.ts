/** What a payment will move in the ledger, before it is asked for: the transfers that the book then makes. Pure. */
import { type CreditOrder, lotsIn, usualOrder } from '../../main/kernel/credit-order';
import { readDecimal, toDecimal } from '../../main/kernel/money';
import type { Plan } from './plan';

export interface Move {
  /** Debited. */
  to: string;
  /** Credited. */
  from: string;
  /** Decimal text. */
  amount: string;
}

export interface Lots {
  granted: string;
  voucher: string;
  paid: string;
}

/** `lots`: what the customer holds in the plan's currency; null while it is not known, or when nothing is held. */
export function movesOf(
  { customer, way, amount, currency, voucher, invoice }: Plan,
  lots: Lots | null,
  order: CreditOrder = usualOrder,
): Move[] {
  if (way.by === 'voucher') {
    const to = voucher?.kind === 'sold' ? 'vouchers:outstanding' : 'promo';
    return [{ to, from: `credit:${customer.id}:voucher`, amount }];
  }
  if (way.by !== 'account-credit') {
    const place = 'gateway' in way ? way.gateway : 'bank-transfer';
    const paid = { to: `clearing:${place}`, from: `credit:${customer.id}:paid`, amount };
    // And at once to what is due, as far as the invoice is open.
    return invoice ? [paid, { to: paid.from, from: `receivable:${customer.id}`, amount }] : [paid];
  }
  let left = minorOf(amount, currency);
  return lotsIn(order).flatMap((lot) => {
    const taken = Math.min(left, Math.max(0, minorOf(lots?.[lot] ?? '0', currency)));
    left -= taken;
    if (taken === 0) return [];
    return [{ to: `credit:${customer.id}:${lot}`, from: 'sales:general', amount: toDecimal(taken, currency) }];
  });
}

function minorOf(amount: string, currency: string): number {
  const value = readDecimal(amount, currency);
  return typeof value === 'number' ? value : 0;
}

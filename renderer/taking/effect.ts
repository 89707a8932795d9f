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
export function movesOf(plan: Plan, lots: Lots | null, order: CreditOrder = usualOrder): Move[] {
  const { customer, way, amount, currency, voucher } = plan;
  if (way.by === 'voucher') {
    const to = voucher?.kind === 'sold' ? 'vouchers:outstanding' : 'promo';
    return [{ to, from: `credit:${customer.id}:voucher`, amount }];
  }
  if (way.by !== 'account-credit') {
    const place = 'gateway' in way ? way.gateway : 'bank-transfer';
    const paid = { to: `clearing:${place}`, from: `credit:${customer.id}:paid`, amount };
    // And at once to what is due, as far as the invoice is open.
    const { due } = partsOfPlan(plan);
    return due === null ? [paid] : [paid, { to: paid.from, from: `receivable:${customer.id}`, amount: due }];
  }
  let left = minorOf(amount, currency);
  return lotsIn(order).flatMap((lot) => {
    const taken = Math.min(left, Math.max(0, minorOf(lots?.[lot] ?? '0', currency)));
    left -= taken;
    if (taken === 0) return [];
    return [{ to: `credit:${customer.id}:${lot}`, from: 'sales:general', amount: toDecimal(taken, currency) }];
  });
}

/** What of an amount is within what is open, and what is beyond it: credit, given or given back. Null where that is nothing. */
export function partsOf(amount: string, open: string, currency: string): { due: string | null; credit: string | null } {
  const [all, due] = [minorOf(amount, currency), minorOf(open, currency)];
  const text = (minor: number) => (minor > 0 ? toDecimal(minor, currency) : null);
  return { due: text(Math.min(all, due)), credit: text(all - due) };
}

/** What a payment pays of the invoice that it is for. One that adds funds takes nothing: the payment itself is the credit. */
export function partsOfPlan({ invoice, amount, currency }: Plan) {
  return partsOf(amount, invoice?.kind === 'service' ? invoice.open : '0', currency);
}

function minorOf(amount: string, currency: string): number {
  const value = readDecimal(amount, currency);
  return typeof value === 'number' ? value : 0;
}

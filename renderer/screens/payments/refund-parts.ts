/** What a refund takes of a customer's credit, and what of it the customer will owe, for the dialog to tell beforehand. */
import { readDecimal } from '../../../main/kernel/money';
import type { CashOutCredit } from './cash-out-note';

/** Minor units of a decimal of ours; zero where there is none yet. */
export function minorOf(text: string | null, currency: string): number {
  const value = readDecimal(text ?? '0', currency);
  return typeof value === 'number' ? value : 0;
}

/** Minor units. */
export interface RefundParts {
  /** Held as paid credit, and gone by the refund. */
  held: number;
  /** Spent already: it is owed by the refund. */
  spent: number;
}

/** `credit`: null where the payment is none, or the refund goes to credit. */
export function partsOf(
  amount: string | null,
  credit: Pick<CashOutCredit, 'may'> | null,
  currency: string,
): RefundParts {
  const all = minorOf(amount, currency);
  const held = credit ? Math.min(all, minorOf(credit.may.amount, currency)) : all;
  return { held, spent: all - held };
}

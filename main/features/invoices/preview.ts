/** What paying from credit would do, before it is done: the same decision on what the book keeps now. */
import { type Db, one } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import { heldCredit } from '../../ledger/balance';
import { lotOrder } from '../../ledger/credit-order';
import type { PayEffect } from './contract';
import { chosen, type InputOf, idOf, limitOf } from './deeds';

/** Throws Failure invoice-*, amount-*. Credit that does not suffice is no failure here. */
export function payPreview(db: Db, input: InputOf<'payPreview'>): PayEffect {
  const { currency } = input;
  const customer = idOf(input.customer);
  const balance = (account: string, of: string) =>
    one<{ minor: number }>(
      db,
      'SELECT b.minor FROM account a JOIN balance b ON b.account = a.id WHERE a.name = ? AND b.currency = ?',
      account,
      of,
    )?.minor ?? 0;
  const invoices = chosen(db, input);
  const order = lotOrder(db);
  const held = order.map((lot) => Math.max(0, heldCredit(balance, customer, lot, currency)));
  const available = held.reduce((sum, one) => sum + one, 0);
  let left = Math.min(available, limitOf(invoices, input) ?? Number.MAX_SAFE_INTEGER);
  let applied = 0;
  const text = (value: number) => toDecimal(value, currency);
  const shares = invoices.map(({ id, number, open }) => {
    const part = Math.min(open, left);
    left -= part;
    applied += part;
    return { id, number, open: text(open), applied: text(part) };
  });
  const taken = { granted: text(0), voucher: text(0), paid: text(0) };
  let rest = applied;
  for (const [n, lot] of order.entries()) {
    const part = Math.min(rest, held[n] ?? 0);
    taken[lot] = text(part);
    rest -= part;
  }
  return { currency, invoices: shares, taken, available: text(available), left: text(available - applied) };
}

/** The saved method that a payment is taken with: only the chosen payer's, and only a Confirmed one. */
import type { Context } from '../../context';
import { one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import type { Method } from '../../kernel/payment';
import type { SavedMethodStatus } from '../../kernel/saved-method';

export interface ChargedMethod {
  gateway: string;
  /** The provider's token. It goes into the request and nowhere else. */
  token: string;
  method: Method;
  /** Brand and last four; null for what is called by a person's data, which a payment does not hold. */
  label: string | null;
}

interface Row {
  gateway: string;
  token: string | null;
  method: Method;
  brand: string | null;
  last4: string | null;
  status: SavedMethodStatus;
  removed_at: number | null;
}

/** Throws Failure saved-method-unknown for another payer's too, saved-method-not-confirmed. */
export function chargedMethod(
  { book }: Context,
  request: string,
  id: string,
  customer: Id,
  payer: Id | null,
): ChargedMethod {
  const row = one<Row>(
    book.db,
    `SELECT m.gateway, m.token, m.method, m.brand, m.last4, m.status, m.removed_at FROM saved_method m
     JOIN customer c ON c.id = m.customer LEFT JOIN payer y ON y.id = m.payer WHERE m.uuid = ? AND c.uuid = ? AND y.uuid IS ?`,
    idToBytes(id),
    idToBytes(customer),
    payer === null ? null : idToBytes(payer),
  );
  // What was asked for already gets its answer, whatever became of the method since.
  const isRepeated = one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(request)) !== undefined;
  if (!row || (row.removed_at !== null && !isRepeated)) throw new Failure('saved-method-unknown', { id });
  if (row.token === null || (row.status !== 'Confirmed' && !isRepeated))
    throw new Failure('saved-method-not-confirmed');
  const { gateway, token, method, brand, last4 } = row;
  return { gateway, token, method, label: last4 === null ? brand : `${brand ?? ''} ···· ${last4}`.trim() };
}

/** Whether a customer is done with: nothing held, nothing owed, nothing Pending. */
import { type Db, one } from '../../db/sql';
import { type Id, idToBytes } from '../../kernel/id';
import { accountNames } from './balances';

export function isSettled(db: Db, customer: Id): boolean {
  const pending = `SELECT 1 FROM payment p JOIN customer c ON c.id = p.customer WHERE c.uuid = ? AND p.status = 'Pending'`;
  if (one(db, pending, idToBytes(customer))) return false;
  return accountNames(customer).every(
    (name) => !one(db, 'SELECT 1 FROM balance b JOIN account a ON a.id = b.account WHERE a.name = ?', name),
  );
}

/** Customers by id: who can be acted for, and who a merged one is now. */
import { Failure } from '../kernel/failure';
import { type Id, idFromBytes, idToBytes, isId } from '../kernel/id';
import { type Db, one } from './sql';

interface Row {
  survivor: Buffer | null;
  name: string | null;
}

const text = `SELECT m.uuid AS survivor, n.name FROM customer c LEFT JOIN customer m ON m.id = c.merged_into
  LEFT JOIN person n ON n.uuid = m.uuid WHERE c.uuid = ?`;

/** Somebody for whom something can be done. Throws Failure customer-unknown, customer-merged. */
export function knownCustomer(db: Db, id: string): Id {
  const row = isId(id) ? one<Row>(db, text, idToBytes(id)) : undefined;
  if (!isId(id) || !row) throw new Failure('customer-unknown', { id });
  if (row.survivor) throw new Failure('customer-merged', { survivor: row.name ?? '' });
  return id;
}

/** The customer itself, or the one that it was merged into. Throws Failure customer-unknown. */
export function survivorOf(db: Db, id: string): Id {
  const row = isId(id) ? one<Row>(db, text, idToBytes(id)) : undefined;
  if (!isId(id) || !row) throw new Failure('customer-unknown', { id });
  return row.survivor ? idFromBytes(row.survivor) : id;
}

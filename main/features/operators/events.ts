/** Operators of a book. Their names stand in the chain: a record of who did what that could be erased would prove nothing. */
import { z } from 'zod';
import { type Db, one } from '../../db/sql';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { type Role, roles } from '../../kernel/operator';

const addedSchema = z.strictObject({ name: z.string().min(1).max(80), role: z.enum(roles) });
export type OperatorAdded = z.infer<typeof addedSchema>;
const roleChangedSchema = z.strictObject({ role: z.enum(roles) });
export type OperatorRoleChanged = z.infer<typeof roleChangedSchema>;
const nothingMore = z.strictObject({});

export interface KnownOperator {
  id: number;
  uuid: Buffer;
  name: string;
  role: Role;
  added_at: number;
  retired_at: number | null;
}

export const hasOperators = (db: Db) => one(db, 'SELECT 1 FROM operator LIMIT 1') !== undefined;

/** Names are told apart without their case. */
const foldedName = (name: string) => name.normalize('NFKC').toLowerCase();

/** One who may act. Throws Failure operator-unknown. */
export function activeOperator(db: Db, id: Id): KnownOperator {
  const text = 'SELECT * FROM operator WHERE uuid = ? AND retired_at IS NULL';
  const found = one<KnownOperator>(db, text, idToBytes(id));
  if (!found) throw new Failure('operator-unknown', { name: id });
  return found;
}

/** By the name that stands in an event. Throws Failure operator-unknown. */
export function operatorNamed(db: Db, name: string): KnownOperator {
  const text = 'SELECT * FROM operator WHERE folded = ? AND retired_at IS NULL';
  const found = one<KnownOperator>(db, text, foldedName(name));
  if (!found) throw new Failure('operator-unknown', { name });
  return found;
}

/** A book without one could never be given another operator. */
function keepAdministrator(db: Db, leaving: KnownOperator): void {
  const others = "SELECT 1 FROM operator WHERE role = 'administrator' AND retired_at IS NULL AND id <> ? LIMIT 1";
  if (leaving.role === 'administrator' && !one(db, others, leaving.id))
    throw new Failure('operator-last-administrator', { name: leaving.name });
}

export const operatorAdded = eventKind<OperatorAdded>({
  schema: addedSchema,
  project({ name, role }, event: StoredEvent, projector) {
    const { db } = projector;
    if (role !== 'administrator' && !hasOperators(db)) throw new Failure('operator-first-administrator');
    if (one(db, 'SELECT 1 FROM operator WHERE folded = ?', foldedName(name)))
      throw new Failure('operator-exists', { name });
    projector.run(
      'INSERT INTO operator (uuid, name, folded, role, added_at) VALUES (?, ?, ?, ?, ?)',
      idToBytes(event.subject),
      name,
      foldedName(name),
      role,
      event.occurredAt,
    );
  },
});

export const operatorRoleChanged = eventKind<OperatorRoleChanged>({
  schema: roleChangedSchema,
  project({ role }, event, projector) {
    const known = activeOperator(projector.db, event.subject);
    if (role !== 'administrator') keepAdministrator(projector.db, known);
    projector.run('UPDATE operator SET role = ? WHERE id = ?', role, known.id);
  },
});

export const operatorRetired = eventKind<object>({
  schema: nothingMore,
  project(_payload, event, projector) {
    const known = activeOperator(projector.db, event.subject);
    keepAdministrator(projector.db, known);
    projector.run('UPDATE operator SET retired_at = ? WHERE id = ?', event.occurredAt, known.id);
  },
});

/** Says only that it was: whoever can sign in as another could approve what they asked for themselves. */
export const operatorPassphraseReset = eventKind<object>({
  schema: nothingMore,
  project(_payload, event, projector) {
    activeOperator(projector.db, event.subject);
  },
});

export const operatorKinds: readonly (readonly [string, EventKind])[] = [
  ['operator.added', operatorAdded],
  ['operator.role-changed', operatorRoleChanged],
  ['operator.retired', operatorRetired],
  ['operator.passphrase-reset', operatorPassphraseReset],
];

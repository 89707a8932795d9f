/** Our bank accounts: each one is an account of the ledger, by a key that never changes. */
import { z } from 'zod';
import { type Db, one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { isCurrency } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';

const BANK_KEY = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Without spaces, in capitals, as it is compared. */
export function normalizedNumber(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}

const changeable = {
  name: z.string().min(1).max(100),
  /** Our IBAN or account number, normalised. */
  number: z.string().min(1).max(40).optional(),
};

const addedSchema = z.strictObject({
  /** Its name in the ledger: `bank:<key>`. */
  key: z.string().regex(BANK_KEY),
  currency: z.string().refine(isCurrency),
  ...changeable,
});
export type BankAccountAdded = z.infer<typeof addedSchema>;

const changedSchema = z.strictObject({ ...changeable, closed: z.boolean() });
export type BankAccountChanged = z.infer<typeof changedSchema>;

const added = eventKind<BankAccountAdded>({
  schema: addedSchema,
  project({ key, name, currency, number }, { subject }, projector) {
    projector.run(
      'INSERT INTO bank_account (uuid, key, name, currency, number) VALUES (?, ?, ?, ?, ?)',
      ...[idToBytes(subject), key, name, currency, number ?? null],
    );
  },
});

const changed = eventKind<BankAccountChanged>({
  schema: changedSchema,
  project({ name, number, closed }, { subject, occurredAt }, projector) {
    projector.run(
      `UPDATE bank_account SET name = ?, number = ?, closed_at = CASE WHEN ? THEN coalesce(closed_at, ?) END WHERE uuid = ?`,
      ...[name, number ?? null, closed ? 1 : 0, occurredAt, idToBytes(subject)],
    );
  },
  undo(payload, { subject, seq }, { db }, { nowMs }) {
    if (one(db, 'SELECT 1 FROM event WHERE subject = ? AND seq > ?', idToBytes(subject), seq))
      throw new Failure('changed-since');
    const before = `SELECT payload FROM event WHERE subject = ? AND seq < ? ORDER BY seq DESC LIMIT 1`;
    const text = one<{ payload: string }>(db, before, idToBytes(subject), seq)?.payload ?? '{}';
    const { name = payload.name, number, closed = false }: Partial<BankAccountChanged> = JSON.parse(text);
    const restored: BankAccountChanged = { name, ...(number === undefined ? {} : { number }), closed };
    return [{ kind: 'bank-account.changed', subject, occurredAt: nowMs, payload: restored }];
  },
});

export const bankAccountKinds: readonly (readonly [string, EventKind])[] = [
  ['bank-account.added', added],
  ['bank-account.changed', changed],
];

export interface BankAccountRow {
  /** The row's key. */
  row: number;
  id: Id;
  key: string;
  name: string;
  currency: string;
  number: string | null;
  closedAt: number | null;
}

const rowSql = 'SELECT id, uuid, key, name, currency, number, closed_at FROM bank_account';

interface Row {
  id: number;
  uuid: Buffer;
  key: string;
  name: string;
  currency: string;
  number: string | null;
  closed_at: number | null;
}

/** By its id or its key. Throws Failure bank-account-unknown. */
export function bankAccountOf(db: Db, idOrKey: string): BankAccountRow {
  const row = isId(idOrKey)
    ? one<Row>(db, `${rowSql} WHERE uuid = ?`, idToBytes(idOrKey))
    : one<Row>(db, `${rowSql} WHERE key = ?`, idOrKey);
  if (!row) throw new Failure('bank-account-unknown');
  const { id, uuid, key, name, currency, number, closed_at: closedAt } = row;
  return { row: id, id: idFromBytes(uuid), key, name, currency, number, closedAt };
}

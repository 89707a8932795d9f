/** A bank line that stands for several deposits is split into parts, which are matched like lines; and made whole again. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { all, type Db, one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';
import { addMinor, MAX_MINOR, toDecimal } from '../../kernel/money';

const MOST_PARTS = 100;

const splitSchema = z.strictObject({
  parts: z
    .array(
      z.strictObject({
        id: z.string().refine(isId),
        /** Minor units, with the line's sign. */
        amount: z.number().int().min(-MAX_MINOR).max(MAX_MINOR),
      }),
    )
    .min(2)
    .max(MOST_PARTS),
});
export type BankLineSplit = z.infer<typeof splitSchema>;

export interface BankLineRow {
  row: number;
  id: Id;
  day: string;
  amount: number;
  currency: string;
  key: Buffer;
  parent: number | null;
  state: 'open' | 'matched' | 'split';
}

/** Throws Failure bank-line-unknown. */
export function bankLineOf(db: Db, line: string): BankLineRow {
  const text = 'SELECT id, uuid, day, amount, currency, key, parent, state FROM bank_line WHERE uuid = ?';
  const row = isId(line) ? one<BankLineRow & { id: number; uuid: Buffer }>(db, text, idToBytes(line)) : undefined;
  if (!row) throw new Failure('bank-line-unknown');
  const { id, uuid, ...rest } = row;
  return { ...rest, row: id, id: idFromBytes(uuid) };
}

/** Throws Failure bank-line-unknown, bank-line-not-open, bank-line-parts. A part is not split again. */
export function assertSplittable(db: Db, line: string, parts: readonly number[]): void {
  const { state, parent, amount, currency } = bankLineOf(db, line);
  if (state !== 'open' || parent !== null) throw new Failure('bank-line-not-open');
  const sum = parts.reduce((total, part) => addMinor(total, part), 0);
  const isSound = parts.length >= 2 && parts.length <= MOST_PARTS && parts.every((part) => part > 0 === amount > 0);
  if (isSound && sum === amount && !parts.includes(0)) return;
  const found = toDecimal(sum, currency);
  throw new Failure('bank-line-parts', { found, amount: toDecimal(amount, currency), currency });
}

const insertPart = `INSERT INTO bank_line (uuid, statement, bank_account, n, day, value_day, amount, currency, reference, bank_reference,
    key, parent, state)
  SELECT ?, statement, bank_account, n, day, value_day, ?, currency, reference, bank_reference, ?, id, 'open'
  FROM bank_line WHERE uuid = ?`;

const split = eventKind<BankLineSplit>({
  schema: splitSchema,
  project({ parts }, { subject }, projector) {
    const { key } = bankLineOf(projector.db, subject);
    for (const part of parts) {
      const uuid = idToBytes(part.id);
      const own = createHash('sha256').update(key).update(uuid).digest().subarray(0, 16);
      projector.run(insertPart, uuid, part.amount, own, idToBytes(subject));
    }
    projector.run("UPDATE bank_line SET state = 'split' WHERE uuid = ?", idToBytes(subject));
  },
  undo(_payload, { subject }, { db }, { nowMs }) {
    assertWhole(db, subject);
    return [{ kind: 'bank-line.joined', subject, occurredAt: nowMs, payload: {} }];
  },
});

/** Throws Failure bank-line-unknown, bank-line-not-open where it is not split, or a part of it is matched. */
export function assertWhole(db: Db, line: string): void {
  const { row, state } = bankLineOf(db, line);
  const parts = all<{ state: string }>(db, 'SELECT state FROM bank_line WHERE parent = ?', row);
  if (state !== 'split' || parts.some((part) => part.state !== 'open')) throw new Failure('bank-line-not-open');
}

const joined = eventKind<object>({
  schema: z.strictObject({}),
  project(_payload, { subject }, projector) {
    const { row } = bankLineOf(projector.db, subject);
    projector.run('DELETE FROM bank_line WHERE parent = ?', row);
    projector.run("UPDATE bank_line SET state = 'open' WHERE id = ?", row);
  },
});

export const bankLineKinds: readonly (readonly [string, EventKind])[] = [
  ['bank-line.split', split],
  ['bank-line.joined', joined],
];

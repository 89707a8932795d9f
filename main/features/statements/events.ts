/** Statements that came in, their lines by the hundred, and that one was taken back whole. */
import { z } from 'zod';
import { type Db, idBlock, insertRows, one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { isCurrency } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { idToBytes, isId } from '../../kernel/id';
import { MAX_MINOR, toDecimal } from '../../kernel/money';
import { statementFormats } from '../../kernel/statement';
import { bankAccountOf } from './account-events';

const id = z.string().refine(isId);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const minor = z.number().int().min(-MAX_MINOR).max(MAX_MINOR);

const importedSchema = z.strictObject({
  bank: id,
  format: z.enum(statementFormats),
  fileName: z.string().min(1).max(200),
  fileSha256: z.string().length(64),
  /** As the bank numbers it. */
  reference: z.string().max(100).optional(),
  from: day.optional(),
  to: day.optional(),
  /** Minor units. */
  opening: minor.optional(),
  closing: minor.optional(),
  currency: z.string().refine(isCurrency),
  /** How many follow by `statement.lines`, and how many the file has that were there before. */
  lines: z.number().int().nonnegative(),
  already: z.number().int().nonnegative(),
  /** Why it was stored although opening + lines are not the closing balance. */
  outBecause: z.string().min(1).max(500).optional(),
});
export type StatementImported = z.infer<typeof importedSchema>;

/** Lines of one event: an event of a million lines could not be read. */
export const LINES_AT_ONCE = 500;

/** A list, not names: there are hundreds of them in an event. Key and hash are Base64 of 16 bytes, and 132 bits. */
const lineSchema = z.tuple([
  id,
  day,
  /** Value day; '' where the bank says none. */
  z.union([z.literal(''), day]),
  minor.refine((amount) => amount !== 0),
  /** References that were found. */
  z.string().max(200),
  /** The bank's own; '' where it says none. */
  z.string().max(200),
  z.string().length(22),
  /** Of name, account and text; '' where there is none. */
  z.union([z.literal(''), z.string().length(22)]),
]);
export type PackedLine = z.infer<typeof lineSchema>;

const linesSchema = z.strictObject({
  /** The place of the first one in its statement, counted from 1. */
  first: z.number().int().positive(),
  lines: z.array(lineSchema).min(1).max(LINES_AT_ONCE),
});
export type StatementLines = z.infer<typeof linesSchema>;

const imported = eventKind<StatementImported>({
  schema: importedSchema,
  project(payload, { subject }, projector) {
    const { bank, format, fileName, fileSha256, reference, from, to, opening, closing } = payload;
    projector.run(
      `INSERT INTO statement (uuid, bank_account, format, file_name, file_sha256, reference, from_day, to_day, opening, closing,
         currency, lines, already) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[idToBytes(subject), bankAccountOf(projector.db, bank).row, format, fileName, fileSha256, reference ?? null],
      ...[from ?? null, to ?? null, opening ?? null, closing ?? null],
      ...[payload.currency, payload.lines, payload.already],
    );
  },
  undo(_payload, { subject }, { db }, { nowMs }) {
    assertFree(db, subject);
    return [{ kind: 'statement.reversed', subject, occurredAt: nowMs, payload: {} }];
  },
});

/** Throws Failure statement-unknown, statement-line-matched: the first line of it that a match explains. */
export function assertFree(db: Db, statement: string): void {
  const row = one<{ id: number }>(
    db,
    'SELECT id FROM statement WHERE uuid = ? AND reversed IS NULL',
    idToBytes(statement),
  );
  if (!row) throw new Failure('statement-unknown');
  const matched = one<{ day: string; amount: number; currency: string }>(
    db,
    "SELECT day, amount, currency FROM bank_line WHERE statement = ? AND state = 'matched' ORDER BY n LIMIT 1",
    row.id,
  );
  if (!matched) return;
  const { day: at, amount, currency } = matched;
  throw new Failure('statement-line-matched', { day: at, amount: toDecimal(amount, currency), currency });
}

const insertLine = `INSERT INTO bank_line (uuid, statement, bank_account, n, day, value_day, amount, currency, reference, bank_reference,
  key, state) VALUES`;

const lines = eventKind<StatementLines>({
  schema: linesSchema,
  project(payload, { subject }, { db }) {
    const of = one<{ id: number; bank_account: number; currency: string }>(
      db,
      'SELECT id, bank_account, currency FROM statement WHERE uuid = ?',
      idToBytes(subject),
    );
    if (!of) throw new Error('lines of no statement');
    const ids = idBlock(payload.lines.map(([uuid]) => uuid));
    const values: unknown[] = [];
    for (const [place, line] of payload.lines.entries()) {
      const [, at, valueDay, amount, reference, bankReference, key] = line;
      values.push(ids[place], payload.first + place, at, valueDay || null, amount);
      values.push(reference, bankReference || null, Buffer.from(key, 'base64url'));
    }
    const row = "(?, @statement, @bank, ?, ?, ?, ?, @currency, ?, ?, ?, 'open')";
    const { id: statement, bank_account: bank, currency } = of;
    insertRows(db, insertLine, row, values, { statement, bank, currency });
  },
});

const reversed = eventKind<object>({
  schema: z.strictObject({}),
  project(_payload, { subject, seq }, projector) {
    // Whoever asked: what a match explains does not go.
    assertFree(projector.db, subject);
    const uuid = idToBytes(subject);
    const own = 'SELECT uuid FROM bank_line WHERE statement = (SELECT id FROM statement WHERE uuid = ?)';
    projector.run(`DELETE FROM bank_line_text WHERE uuid IN (${own})`, uuid);
    projector.run('DELETE FROM bank_line WHERE statement = (SELECT id FROM statement WHERE uuid = ?)', uuid);
    projector.run('UPDATE statement SET reversed = ? WHERE uuid = ?', seq, uuid);
  },
});

export const statementKinds: readonly (readonly [string, EventKind])[] = [
  ['statement.imported', imported],
  ['statement.lines', lines],
  ['statement.reversed', reversed],
];

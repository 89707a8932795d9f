/** From files that were looked at to one act: compared again, and stored only as they were shown. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context } from '../../context';
import { one } from '../../db/sql';
import { type Act, record } from '../../journal/record';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes, isId } from '../../kernel/id';
import { MOST_STATEMENT_BYTES } from '../../kernel/statement';
import type { Progress } from '../../wire';
import { Uploads } from '../uploads';
import type { StatementFile } from './contract';
import { LineKeys, type StatementLine } from './line';
import { eachFile, type Looked, type LookOrder, lookAtStatements } from './look-job';
import { type OpenedFile, openFile } from './opening';
import { saveProfile } from './profiles';
import { type StatementToStore, storing } from './store';

export interface StoreWish {
  request: string;
  files: StatementFile[];
  plan: string;
  leaveOut: boolean;
  outBecause?: string | undefined;
  saveAs: Record<string, string>;
}

export interface StoredStatements {
  id: Id | null;
  new: number;
  already: number;
}

/** By book: an engine has one. */
const uploads = new WeakMap<Context['book'], Uploads>();

export function uploadsOf({ book }: Pick<Context, 'book'>): Uploads {
  const known = uploads.get(book) ?? new Uploads({ files: 50, bytes: MOST_STATEMENT_BYTES, told: '200 MB' });
  uploads.set(book, known);
  return known;
}

/** Throws Failure import-gone, import-file-large. */
export function orderOf(context: Context, files: readonly StatementFile[]): LookOrder {
  let total = 0;
  return {
    files: files.map(({ upload, ...more }) => {
      if (!isId(upload)) throw new Failure('import-gone');
      const bytes = uploadsOf(context).file(upload);
      total += bytes.byteLength;
      if (total > MOST_STATEMENT_BYTES) throw new Failure('import-file-large', { limit: '200 MB' });
      return { upload, bytes, ...more };
    }),
  };
}

/** Throws Failure import-choose, import-refused, statement-out, statement-bank-*, changed-since-preview, import-gone. */
export async function* storeStatements(
  context: Context,
  wish: StoreWish,
  signal?: AbortSignal,
): AsyncGenerator<Progress, StoredStatements> {
  await context.healthy;
  const earlier = storedBefore(context, wish);
  if (earlier) return earlier;
  const order = orderOf(context, wish.files);
  const looked = yield* context.readers.job(lookAtStatements, order, signal);
  const { look } = looked;
  assertSound(looked, wish);
  if (look.plan !== wish.plan) throw new Failure('changed-since-preview');
  yield { phase: 'storing', done: 0, total: look.new };
  // The window hears of it before this thread is busy.
  await nextTurn();
  const id = !looked.statements.some(({ isStored }) => isStored) ? null : put(context, wish, order, looked);
  saveProfiles(context, wish, looked);
  for (const { upload } of wish.files) uploadsOf(context).drop(upload);
  context.changed(['statements', 'changes', 'book']);
  return { id, new: look.new, already: look.already };
}

/** Throws the Failure that keeps it out. */
function assertSound({ look }: Looked, { leaveOut, outBecause }: StoreWish): void {
  // Only rows of a table stand for themselves: what is missing from another file could be anything.
  const isLeftOut =
    leaveOut && look.files.every((file) => file.refused === 0 || (file.csv !== null && file.statements.length > 0));
  for (const { code, params } of look.blocks) {
    if (code === 'import-refused' && isLeftOut) continue;
    if (code === 'statement-out' && outBecause !== undefined) continue;
    throw new Failure(code, params);
  }
}

function put(context: Context, wish: StoreWish, order: LookOrder, looked: Looked): Id {
  const { book, clock } = context;
  const use = { newId: book.newId, nowMs: clock.now() };
  const about = looked.look.files.map(({ name }) => name).join(', ');
  const statements = toStore(context, wish, order, looked);
  const { subjects } = record(book, actOf(context, wish), (facts) =>
    storing(facts, { about, statements, refused: looked.look.refused }, use),
  );
  const id = subjects[0];
  if (!id) throw new Error('an import without an event');
  return id;
}

/** Each file is opened again when its lines are asked for: they are never all in memory. */
function toStore(
  context: Context,
  wish: StoreWish,
  order: LookOrder,
  { look, statements }: Looked,
): StatementToStore[] {
  const open = fileOpener(context, order);
  const keys = new Map<string, LineKeys>();
  const because = wish.outBecause === undefined ? undefined : maskCardNumbers(wish.outBecause);
  return statements.map(({ file, place, bank, head, found, isOut, isStored }) => {
    const shown = look.files[file];
    if (!shown?.format) throw new Error('a statement without its file');
    const of = keys.get(`${file} ${bank}`) ?? new LineKeys(bank);
    keys.set(`${file} ${bank}`, of);
    const { account: _, ...told } = head;
    return {
      ...{
        bank,
        format: shown.format,
        file: { name: shown.name, sha256: shown.sha256 },
        keys: of,
        found,
        isStored,
        ...told,
      },
      lines: { [Symbol.iterator]: () => open(file, place)[Symbol.iterator]() },
      ...(isOut && because !== undefined ? { outBecause: because } : {}),
    };
  });
}

/** Keeps the file that was opened last. */
function fileOpener({ book }: Context, { files }: LookOrder): (file: number, place: number) => Iterable<StatementLine> {
  const all = [...eachFile(files)];
  let last: { file: number; opened: OpenedFile } | null = null;
  return (file, place) => {
    const found = all[file];
    if (!found) throw new Failure('import-gone');
    if (last?.file !== file) last = { file, opened: openFile(book.db, found.order) };
    return last.opened.statements[place]?.lines ?? [];
  };
}

function saveProfiles({ book, clock }: Context, { saveAs }: StoreWish, { look }: Looked): void {
  for (const { upload, csv, statements } of look.files) {
    const name = saveAs[upload];
    const bank = statements[0]?.bank;
    if (name === undefined || !csv || !bank) continue;
    saveProfile(book.db, bank.key, { name, headers: csv.headers, profile: csv.profile }, clock.now());
  }
}

/** The same request again: what was told then. Throws Failure request-reused. */
function storedBefore(context: Context, wish: StoreWish): StoredStatements | null {
  const { book } = context;
  if (!isId(wish.request) || !one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(wish.request))) return null;
  const { subjects, firstSeq, lastSeq } = record(book, actOf(context, wish), () => []);
  const text = `SELECT coalesce(sum(s.lines), 0) AS lines, coalesce(sum(s.already), 0) AS already FROM statement s
    JOIN event e ON e.subject = s.uuid WHERE e.seq BETWEEN ? AND ? AND e.kind = 'statement.imported'`;
  const told = one<{ lines: number; already: number }>(book.db, text, firstSeq, lastSeq);
  return { id: subjects[0] ?? null, new: told?.lines ?? 0, already: told?.already ?? 0 };
}

/** The plan covers the files and how they are read. */
function actOf({ operator, source }: Context, { request, plan, outBecause }: StoreWish): Act {
  if (!isId(request)) throw new Failure('input-invalid', { detail: 'the request has no id' });
  return { request, operator, source, input: { what: 'import-statements', plan, outBecause: outBecause ?? null } };
}

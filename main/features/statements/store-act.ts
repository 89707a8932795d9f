/** From files that were looked at to one act: compared again without holding anything, and stored only as they were shown. */
import { isDeepStrictEqual } from 'node:util';
import { indexedAfter } from '../../db/indexed-after';
import { type Db, one } from '../../db/sql';
import { longAct, type Step } from '../../journal/long-act';
import { type Act, type Book, record } from '../../journal/record';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { LineKeys, type StatementLine } from './line';
import { eachFile, type Looked, type LookOrder, lookAtStatements } from './look-job';
import { type OpenedFile, openFile } from './opening';
import { saveProfile } from './profiles';
import { hasLines, type StatementToStore, storing } from './store';

export interface StoreOrder {
  act: Act;
  order: LookOrder;
  /** What the person looked at. */
  plan: string;
  leaveOut: boolean;
  outBecause: string | null;
  /** What the person was shown, as it was compared then; null: it is compared again. */
  looked: Looked | null;
  /** Keeps how the CSV files were read under these names, by file. */
  saveAs: Readonly<Record<string, string>>;
}

export interface StoredStatements {
  id: Id | null;
  new: number;
  already: number;
  /** Files that are gateways' reports: they were not stored. */
  reports: readonly string[];
}

/** Something came in while the files were compared: they are compared again. */
const MOST_TRIES = 3;
const isChanged = `SELECT 1 FROM event WHERE seq > ? AND (kind LIKE 'statement.%' OR kind LIKE 'bank-%' OR kind LIKE 'match.%') LIMIT 1`;
const isSince = ({ db }: Book, { seq }: Looked) => one(db, isChanged, seq) !== undefined;

/** Throws Failure import-choose, import-refused, statement-out, statement-bank-*, changed-since-preview. */
export const storeStatements = longAct<StoreOrder, StoredStatements>('statements.store', function* (book, wish) {
  const earlier = storedBefore(book, wish.act);
  if (earlier) return () => earlier;
  for (let tried = 1; ; tried++) {
    const kept = tried === 1 && wish.looked && !isSince(book, wish.looked) ? wish.looked : null;
    const looked = kept ?? (yield* lookAtStatements.run(book.db, wish.order));
    assertSound(looked, wish);
    if (looked.look.plan !== wish.plan) throw new Failure('changed-since-preview');
    if (tried < MOST_TRIES && isSince(book, looked)) continue;
    return (step) => put(book, wish, looked, step);
  }
});

function put(book: Book, wish: StoreOrder, looked: Looked, step: Step): StoredStatements {
  const { look, statements } = looked;
  const isWorth = statements.some(({ isStored }) => isStored);
  const id = isWorth ? stored(book, wish, looked, step) : null;
  saveProfiles(book, wish, looked);
  return { id, new: look.new, already: look.already, reports: look.reports.map(({ upload }) => upload) };
}

/** Throws the Failure that keeps it out. */
function assertSound({ look }: Looked, { leaveOut, outBecause }: StoreOrder): void {
  // Only rows of a table stand for themselves: what is missing from another file could be anything.
  const isLeftOut =
    leaveOut && look.files.every((file) => file.refused === 0 || (file.csv !== null && file.statements.length > 0));
  for (const { code, params } of look.blocks) {
    if (code === 'import-refused' && isLeftOut) continue;
    if (code === 'statement-out' && outBecause !== null) continue;
    throw new Failure(code, params);
  }
}

/** A thousandth of a second. */
const LINES_A_STEP = 50;

function stored(book: Book, wish: StoreOrder, looked: Looked, step: Step): Id {
  const use = { newId: book.newId, nowMs: book.clock.now() };
  const about = looked.look.files.map(({ name }) => name).join(', ');
  const total = looked.look.new;
  let done = 0;
  // Also between two events of hundreds of lines: a cancel is seen at once.
  const statements = toStore(book, wish, looked, () => {
    if (done++ % LINES_A_STEP === 0) step({ phase: 'storing', done: Math.min(done - 1, total), total });
  });
  const { subjects } = record(book, wish.act, function* (facts) {
    const drafts = storing(facts, { about, statements, refused: looked.look.refused }, use);
    const between = () => step({ phase: 'storing', done: total, total });
    yield* isMostOfAll(facts.db, statements)
      ? indexedAfter(facts.db, 'bank_line', lineIndexes, drafts, between)
      : drafts;
    // What is left is the commit, which nobody breaks off.
    step({ phase: 'committing', done: total, total: null });
  });
  const id = subjects[0];
  if (!id) throw new Error('an import without an event');
  return id;
}

const lineIndexes = ['bank_line_once', 'bank_line_by_statement', 'bank_line_by_day', 'bank_line_open'];
const MANY_LINES = 20_000;

/** One statement of many lines, whose bank account has none yet: nothing is looked for among them while they are stored. */
function isMostOfAll(db: Db, statements: readonly StatementToStore[]): boolean {
  const [only, another] = statements;
  if (!only || another || only.found.lines < MANY_LINES || hasLines(db, only.bank)) return false;
  const last = one<{ id: number | null }>(db, 'SELECT max(id) AS id FROM bank_line')?.id ?? 0;
  return last < only.found.lines;
}

/** Each file is opened again when its lines are asked for: they are never all in memory. */
function toStore(book: Book, wish: StoreOrder, { look, statements }: Looked, each: () => void): StatementToStore[] {
  const open = fileOpener(book, wish.order, look);
  const keys = new Map<string, LineKeys>();
  const because = wish.outBecause === null ? undefined : maskCardNumbers(wish.outBecause);
  return statements.map(({ file, shown: nth, place, bank, head, found, isOut, isStored }) => {
    const shown = look.files[nth];
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
      lines: counted(() => open({ file, shown: nth, place, bank }), each),
      ...(isOut && because !== undefined ? { outBecause: because } : {}),
    };
  });
}

function counted(lines: () => Iterable<StatementLine>, each: () => void): Iterable<StatementLine> {
  return {
    *[Symbol.iterator]() {
      for (const line of lines()) {
        each();
        yield line;
      }
    },
  };
}

type Place = Pick<Looked['statements'][number], 'file' | 'shown' | 'place' | 'bank'>;

/** Keeps the file that was opened last. Throws Failure changed-since-preview where it is not what was shown, or not read in the same way. */
function fileOpener({ db }: Book, { files }: LookOrder, look: Looked['look']): (at: Place) => Iterable<StatementLine> {
  const all = [...eachFile(files)];
  let last: { file: number; opened: OpenedFile } | null = null;
  return ({ file, shown, place, bank }) => {
    const found = all[file];
    if (!found) throw new Failure('import-gone');
    if (last?.file !== file) last = { file, opened: openFile(db, found.order) };
    const { opened } = last;
    const of = opened.statements[place];
    if (!isAsShown(opened, look.files[shown]) || of?.bank?.id !== bank) throw new Failure('changed-since-preview');
    return of.lines;
  };
}

/** The same bytes, and for a CSV file the same profile: so its lines are the same. */
function isAsShown({ sha256, csv }: OpenedFile, shown: Looked['look']['files'][number] | undefined): boolean {
  return sha256 === shown?.sha256 && isDeepStrictEqual(csv?.profile, shown.csv?.profile);
}

function saveProfiles({ db, clock }: Book, { saveAs }: StoreOrder, { look }: Looked): void {
  for (const { upload, csv, statements } of look.files) {
    const name = saveAs[upload];
    const bank = statements[0]?.bank;
    if (name === undefined || !csv || !bank) continue;
    saveProfile(db, bank.key, { name, headers: csv.headers, profile: csv.profile }, clock.now());
  }
}

/** The same request again: what was told then. Throws Failure request-reused. */
export function storedBefore(book: Book, act: Act): StoredStatements | null {
  if (!one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(act.request))) return null;
  const { subjects, firstSeq, lastSeq } = record(book, act, () => []);
  const text = `SELECT coalesce(sum(s.lines), 0) AS lines, coalesce(sum(s.already), 0) AS already FROM statement s
    JOIN event e ON e.subject = s.uuid WHERE e.seq BETWEEN ? AND ? AND e.kind = 'statement.imported'`;
  const told = one<{ lines: number; already: number }>(book.db, text, firstSeq, lastSeq);
  return { id: subjects[0] ?? null, new: told?.lines ?? 0, already: told?.already ?? 0, reports: [] };
}

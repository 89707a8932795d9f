/** Looks at files in a reader's thread: what their statements are, what is new in them, and why something cannot be stored. */
import { createHash } from 'node:crypto';
import { openReader } from '../../db/open';
import { job, type ReaderJob, type StepProgress } from '../../db/reader';
import { type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { MOST_STATEMENT_BYTES } from '../../kernel/statement';
import type { WireFailure } from '../../wire';
import type { FoundFile, StatementLook } from './contract';
import { unpackedFiles } from './formats/file';
import { type LineKeys as Keys, LineKeys, type StatementHead } from './line';
import { lookAtStatement, type SeenKeys } from './look-statement';
import { type FileOrder, type OpenedFile, openFile } from './opening';

export interface LookOrder {
  files: FileOrder[];
}

/** What the store needs of a statement, beside the file itself. */
export interface LookedStatement {
  /** Of the files as they were sent, each zip's entries in its place. */
  file: number;
  /** Among those that are shown. */
  shown: number;
  /** Among the statements of its file. */
  place: number;
  bank: Id;
  head: StatementHead;
  found: { lines: number; already: number; total: number };
  isOut: boolean;
  /** false: nothing of it is to be stored. */
  isStored: boolean;
}

export interface Looked {
  look: StatementLook;
  /** The last event of the book that was compared with. */
  seq: number;
  /** In their order. */
  statements: LookedStatement[];
}

/** Why nothing can be stored, what is to be decided first at the front. */
const blockOrder = [
  'import-choose',
  'statement-bank-choose',
  'statement-bank-other',
  'import-refused',
  'statement-out',
] as const;
type Block = (typeof blockOrder)[number];

const SHOWN_REFUSALS = 200;
/** A person does not look at more. */
const MOST_FILES = 500;

/** A file of 200 MB takes a tenth of it between two steps. */
export const MOST_SILENT_MS = 60_000;

export const lookAtStatements: ReaderJob<LookOrder, Looked> = job(
  'statements.look',
  function* (db, order: LookOrder) {
    // One snapshot, on a connection of its own: others read between the steps. A book in memory has only one.
    const own = db.memory ? db : openReader(db.name).db;
    try {
      own.exec('BEGIN');
      return yield* look(own, order);
    } finally {
      own.exec('ROLLBACK');
      if (own !== db) own.close();
    }
  },
  undefined,
  MOST_SILENT_MS,
);

/** Each file that was sent, the zips unpacked. What cannot be unpacked stays, with its reason. */
export function* eachFile(files: readonly FileOrder[]): Generator<{ order: FileOrder; problem: Failure | null }> {
  let total = 0;
  for (const order of files) {
    try {
      for (const inner of unpackedFiles(order)) {
        total += inner.bytes.byteLength;
        // Archives may hold a thousand times what they are.
        if (total > MOST_STATEMENT_BYTES) throw new Failure('statement-archive-large', { limit: '200 MB' });
        yield { order: { ...order, ...inner }, problem: null };
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      yield { order: { ...order, bytes: new Uint8Array() }, problem: error };
    }
  }
}

function* look(db: Db, { files }: LookOrder): Generator<StepProgress, Looked> {
  const seen: SeenKeys = { keys: new Map(), isLast: false };
  const found: FoundFile[] = [];
  const reports: StatementLook['reports'] = [];
  const statements: LookedStatement[] = [];
  const blocks = new Map<Block, WireFailure>();
  const digest = createHash('sha256');
  let n = 0;
  const all = [...eachFile(files)];
  for (const { order, problem } of all) {
    if (found.length >= MOST_FILES) throw new Failure('statement-archive-large', { limit: `${MOST_FILES} files` });
    yield { phase: 'reading', done: n, total: files.length };
    const opened = openFile(db, order);
    if (opened.report !== null) {
      reports.push({ upload: order.upload, name: order.name, kind: opened.report });
      n++;
      continue;
    }
    if (problem) {
      opened.reading.refusals.length = 0;
      opened.reading.refuse(0, 0, problem.code, problem.params);
    }
    seen.isLast = n === all.length - 1;
    const looked = yield* lookAtFile(db, opened, { file: n, shown: found.length }, seen, blocks);
    found.push(looked.file);
    statements.push(...looked.statements);
    digest.update(
      JSON.stringify([looked.file.sha256, looked.file.csv?.profile ?? null, looked.statements, looked.file.refused]),
    );
    n++;
  }
  const fresh = statements.reduce((total, { found: { lines } }) => total + lines, 0);
  const already = found.reduce((total, file) => total + file.statements.reduce((all, one) => all + one.already, 0), 0);
  return {
    ...{ statements, seq: lastSeq(db) },
    look: {
      ...{ files: found, reports, new: fresh, already },
      refused: found.reduce((total, file) => total + file.refused, 0),
      ...{ blocks: blockOrder.flatMap((code) => blocks.get(code) ?? []), plan: digest.digest('hex') },
    },
  };
}

/** 0 in a book without events. */
export function lastSeq(db: Db): number {
  return one<{ n: number | null }>(db, 'SELECT max(seq) AS n FROM event')?.n ?? 0;
}

function* lookAtFile(
  db: Db,
  opened: OpenedFile,
  at: Pick<LookedStatement, 'file' | 'shown'>,
  seen: SeenKeys,
  blocks: Map<Block, WireFailure>,
): Generator<StepProgress, { file: FoundFile; statements: LookedStatement[] }> {
  const keys = new Map<Id, Keys>();
  const found: FoundFile['statements'] = [];
  const statements: LookedStatement[] = [];
  const block = (code: Block, params: WireFailure['params'] = {}) => {
    if (!blocks.has(code)) blocks.set(code, { code, params });
  };
  if (opened.csv?.isAsked) block('import-choose');
  for (const [place, statement] of opened.statements.entries()) {
    const { bank } = statement;
    if (!bank) block('statement-bank-choose');
    const of = bank && (keys.get(bank.id) ?? new LineKeys(bank.id));
    if (bank && of) keys.set(bank.id, of);
    const looked = yield* lookAtStatement(db, opened, statement, of, seen);
    if (opened.csv && looked.isBlank && opened.reading.refusals.length === 0 && !opened.csv.isAsked && bank)
      opened.reading.refuse(0, 0, 'statement-empty');
    if (looked.other) block('statement-bank-other', { ...looked.other });
    if (looked.found.out !== null)
      block('statement-out', { amount: looked.found.out, currency: looked.found.currency });
    found.push(looked.found);
    if (looked.store) statements.push({ ...at, place, ...looked.store });
  }
  const { reading } = opened;
  const refused = reading.refusals.length;
  if (refused > 0) block('import-refused', { count: refused });
  const shown: FoundFile = {
    ...{ upload: opened.upload, name: opened.name, sha256: opened.sha256, format: opened.format },
    ...{ encoding: opened.encoding, csv: opened.csv, statements: found },
    refusals: reading.refusals.slice(0, SHOWN_REFUSALS),
    ...{ refused, notices: { ...reading.notices } },
  };
  return { file: shown, statements };
}

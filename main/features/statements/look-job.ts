/** Looks at files in a reader's thread: what their statements are, what is new in them, and why something cannot be stored. */
import { createHash } from 'node:crypto';
import { inOneSnapshot } from '../../db/past';
import { job, type ReaderJob, type StepProgress } from '../../db/reader';
import { type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import type { ReportKind } from '../../kernel/gateway-report';
import type { Id } from '../../kernel/id';
import { MOST_STATEMENT_BYTES } from '../../kernel/statement';
import type { WireFailure } from '../../wire';
import type { FoundFile, StatementLook } from './contract';
import { unpackedFiles } from './formats/file';
import { KeptLooks } from './kept-looks';
import { type LineKeys as Keys, LineKeys, type StatementHead } from './line';
import { lookAtStatement } from './look-statement';
import { type FileOrder, type OpenedFile, openFile } from './opening';
import { SeenKeys } from './seen-keys';

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

/** What a look finds in one file. */
export interface FileFound {
  /** It is a gateway's own report, and nothing else is told of it. */
  report: ReportKind | null;
  file: FoundFile;
  statements: Omit<LookedStatement, 'file' | 'shown'>[];
  blocks: ReadonlyMap<Block, WireFailure>;
}

const SHOWN_REFUSALS = 200;
/** A person does not look at more. */
const MOST_FILES = 500;

/** A file of 200 MB takes a tenth of it between two steps. */
export const MOST_SILENT_MS = 60_000;

export const lookAtStatements: ReaderJob<LookOrder, Looked> = job(
  'statements.look',
  // Others read between the steps.
  (db, order: LookOrder) => inOneSnapshot(db, (own) => look(own, order, new KeptLooks(db, own))),
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

function* look(db: Db, { files }: LookOrder, kept: KeptLooks): Generator<StepProgress, Looked> {
  const seen = new SeenKeys();
  const found: FoundFile[] = [];
  const reports: StatementLook['reports'] = [];
  const statements: LookedStatement[] = [];
  const blocks = new Map<Block, WireFailure>();
  const digest = createHash('sha256');
  const all = [...eachFile(files)];
  for (const [n, { order, problem }] of all.entries()) {
    if (found.length >= MOST_FILES) throw new Failure('statement-archive-large', { limit: `${MOST_FILES} files` });
    yield { phase: 'reading', done: n, total: files.length };
    seen.isLast = n === all.length - 1;
    const { report, file, ...of } = yield* foundIn(db, order, problem, seen, kept);
    if (report !== null) {
      reports.push({ upload: order.upload, name: order.name, kind: report });
      continue;
    }
    const own = of.statements.map((statement) => ({ file: n, shown: found.length, ...statement }));
    found.push(file);
    statements.push(...own);
    for (const [code, block] of of.blocks) if (!blocks.has(code)) blocks.set(code, block);
    digest.update(JSON.stringify([file.sha256, file.csv?.profile ?? null, own, file.refused]));
  }
  kept.end();
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

/** As the last look found it where nothing has changed for it, else read. */
function* foundIn(
  db: Db,
  order: FileOrder,
  problem: Failure | null,
  seen: SeenKeys,
  kept: KeptLooks,
): Generator<StepProgress, FileFound> {
  const key = kept.keyOf(order);
  const before = problem ? null : kept.taken(key, seen);
  if (before) return before;
  const opened = openFile(db, order);
  if (problem) {
    opened.reading.refusals.length = 0;
    opened.reading.refuse(0, 0, problem.code, problem.params);
  }
  const found = yield* lookAtFile(db, opened, seen);
  if (!problem) kept.keep(key, found, seen);
  return found;
}

function* lookAtFile(db: Db, opened: OpenedFile, seen: SeenKeys): Generator<StepProgress, FileFound> {
  const blocks = new Map<Block, WireFailure>();
  const keys = new Map<Id, Keys>();
  const found: FoundFile['statements'] = [];
  const statements: FileFound['statements'] = [];
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
    if (looked.store) statements.push({ place, ...looked.store });
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
  return { report: opened.report, file: shown, statements, blocks };
}

/**
 * An export run again: the book as it was known then (replayed to the journal's position of its receipt, in a book beside) and as it
 * is, row by row. Nothing of an export is kept for this but its receipt.
 */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createSideBook } from '../../db/create';
import { openAgain } from '../../db/past';
import { job, type StepProgress } from '../../db/reader';
import { type Db, one } from '../../db/sql';
import { sqliteFailure } from '../../db/sqlite-failure';
import { replayInto } from '../../journal/replay';
import { Failure } from '../../kernel/failure';
import type { Day } from '../../kernel/time';
import { eventKinds } from '../kinds';
import { reversingKinds } from '../payments/reversal-events';
import { sheets } from '../sheets';
import { type Compared, type ListName, MOST_DIFFERENCES } from './contract';
import type { OpenSheet, SheetCell, SheetColumn } from './sheet';
import { csvCell } from './sheet-csv';
import { SheetSums } from './sheet-sums';
import { headOf, type Written } from './written';

export interface AgainInput {
  list: ListName;
  filter: object;
  /** What the receipt says. `hash` is empty for an empty journal. */
  made: { at: number; day: Day; position: number | null; hash: string; rows: number; totals: Written['totals'] };
  now: { at: number; day: Day };
  /** Where the book of then is made; it goes again. */
  side: string;
}

/** What the rows show that no event says: as it is today, in both. */
const localTables = ['person', 'bank_line_text', 'payment_check', 'attempt_check'] as const;

/** Throws Failure export-not-again, disk-*. */
export const compareExport = job('exports.again', function* (db, input: AgainInput): Generator<StepProgress, Compared> {
  const own = openAgain(db);
  let side: Db | null = null;
  try {
    own.exec('BEGIN');
    const position = positionOf(own, input.made);
    side = createSideBook(input.side);
    const differences: string[] = [];
    yield* replayInto(own, eventKinds, side, differences, position);
    copyBeside(own, side, input.filter, position);
    const { list, filter } = input;
    const then = sheets[list].open(side, filter, { today: input.made.day, now: input.made.at });
    const now = () => sheets[list].open(own, filter, { today: input.now.day, now: input.now.at });
    const found = yield* compare(then, now);
    return {
      ...{ added: found.added, gone: found.gone, changed: found.changed, differences: found.differences },
      was: { at: input.made.at, position, rows: input.made.rows, totals: input.made.totals },
      now: { at: input.now.at, position: headOf(own).position, rows: found.rows, totals: found.totals },
    };
  } catch (error) {
    throw sqliteFailure(error, input.side);
  } finally {
    side?.close();
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${input.side}${ending}`, { force: true });
    own.close();
  }
});

/** The journal must still hold the event that the file was taken at. */
function positionOf(db: Db, { position, hash }: AgainInput['made']): number {
  if (hash === '') return 0;
  const found =
    position === null
      ? one<{ seq: number }>(db, 'SELECT seq FROM event WHERE hash = unhex(?)', hash)
      : one<{ seq: number }>(db, 'SELECT seq FROM event WHERE seq = ? AND hash = unhex(?)', position, hash);
  if (!found)
    throw new Failure('export-not-again', { detail: 'the journal no longer holds the event that it was taken at' });
  return found.seq;
}

/** Events by which rows tell what, when and by whom: by their number, and by their kind with the table of their subjects. */
const tellingEvents = `SELECT event AS seq FROM change_set UNION SELECT undone FROM change_set
  UNION SELECT reversed FROM statement UNION SELECT reversed FROM gateway_report UNION SELECT event FROM late`;
const tellingKinds = {
  'statement.imported': 'statement',
  'gateway-report.compared': 'gateway_report',
  'reserve.moved': 'payout',
} as const;

/** A filter by what refunds or disputes moved asks the journal for it. */
function* filteringSeqs(book: Db, side: Db, filter: object, upTo: number): Generator<unknown> {
  if (!('reversedBy' in filter)) return;
  const kinds = Object.values(reversingKinds)
    .flat()
    .map((kind) => `'${kind}'`)
    .join(', ');
  const found = book.prepare(`SELECT seq FROM event WHERE subject = ? AND kind IN (${kinds}) AND seq <= ?`).pluck();
  const text = 'SELECT uuid FROM payment WHERE id IN (SELECT payment FROM refund UNION SELECT payment FROM dispute)';
  for (const uuid of side.prepare(text).pluck().all()) yield* found.all(uuid, upTo);
}

function* tellingSeqs(book: Db, side: Db, upTo: number): Generator<unknown> {
  yield* side.prepare(tellingEvents).pluck().all();
  for (const [kind, table] of Object.entries(tellingKinds)) {
    const found = book.prepare('SELECT seq FROM event WHERE subject = ? AND kind = ? AND seq <= ?').pluck();
    for (const uuid of side.prepare(`SELECT uuid FROM ${table}`).pluck().all()) yield* found.all(uuid, kind, upTo);
  }
}

const among = (seqs: readonly unknown[]): string =>
  `IN (SELECT value FROM json_each('${JSON.stringify(seqs.filter((seq) => typeof seq === 'number'))}'))`;

/** And the events and postings that rows are told by: a replay reads the journal, and does not write it again. */
function copyBeside(book: Db, side: Db, filter: object, upTo: number): void {
  const filtering = [...filteringSeqs(book, side, filter, upTo)];
  const told = among([...new Set([...tellingSeqs(book, side, upTo), ...filtering])]);
  const late = side.prepare('SELECT event FROM late').pluck().all();
  const parts: Readonly<Record<string, string>> = {
    request: `WHERE seq IN (SELECT request FROM event WHERE seq ${told})`,
    event: `WHERE seq ${told}`,
    posting: `WHERE event ${among([...late, ...filtering])}`,
    ...Object.fromEntries(localTables.map((table) => [table, ''])),
  };
  side.transaction(() => {
    // What a replay may have written itself.
    for (const table of localTables) side.exec(`DELETE FROM ${table}`);
    for (const [table, where] of Object.entries(parts)) {
      const rows = book.prepare(`SELECT * FROM ${table} ${where}`).raw().safeIntegers().iterate();
      let put: ReturnType<Db['prepare']> | null = null;
      for (const row of rows) {
        const cells = row as unknown[]; // from outside: SQLite's rows
        put ??= side.prepare(`INSERT INTO ${table} VALUES (${cells.map(() => '?').join(', ')})`);
        put.run(cells);
      }
    }
  })();
}

type Difference = Compared['differences'][number];

interface Found {
  rows: number;
  totals: Written['totals'];
  added: number;
  gone: number;
  changed: number;
  differences: Difference[];
}

/** Three passes in order, so that only a digest of each row is held: now, then, and now again for what is told. */
function* compare(then: OpenSheet, now: () => OpenSheet): Generator<StepProgress, Found> {
  const { columns, count, blocks } = now();
  const sums = new SheetSums(columns);
  const left = new Map<string, number>();
  for (const block of blocks) {
    for (const row of block) {
      sums.add(row);
      left.set(String(row[0]), digestOf(columns, row));
    }
    yield { phase: 'compare', done: left.size, total: count };
  }
  const changed = new Map<string, Map<string, string>>();
  const differences: Difference[] = [];
  const counts = { rows: left.size, totals: sums.totals(), added: 0, gone: 0, changed: 0 };
  for (const block of then.blocks) {
    for (const row of block) {
      const id = String(row[0]);
      const is = left.get(id);
      left.delete(id);
      if (is === digestOf(then.columns, row)) continue;
      if (is === undefined) {
        counts.gone++;
        if (counts.gone <= MOST_DIFFERENCES)
          differences.push({ id, how: 'gone', about: aboutOf(then.columns, row), cells: [] });
      } else {
        counts.changed++;
        if (changed.size < MOST_DIFFERENCES) changed.set(id, cellsOf(then.columns, row));
      }
    }
    yield { phase: 'compare', done: counts.rows, total: count };
  }
  counts.added = left.size;
  if (changed.size > 0 || left.size > 0) yield* tell(now(), changed, left, differences);
  return { ...counts, differences };
}

function* tell(
  { columns, blocks }: OpenSheet,
  changed: Map<string, Map<string, string>>,
  added: ReadonlyMap<string, number>,
  differences: Difference[],
): Generator<StepProgress> {
  let toldAdded = 0;
  for (const block of blocks) {
    for (const row of block) {
      const id = String(row[0]);
      const was = changed.get(id);
      const about = () => aboutOf(columns, row);
      if (was) {
        differences.push({ id, how: 'changed', about: about(), cells: changesOf(was, cellsOf(columns, row)) });
        changed.delete(id);
      } else if (added.has(id) && toldAdded < MOST_DIFFERENCES) {
        toldAdded++;
        differences.push({ id, how: 'added', about: about(), cells: [] });
      }
    }
    yield { phase: 'compare', done: differences.length, total: null };
    if (changed.size === 0 && toldAdded === Math.min(added.size, MOST_DIFFERENCES)) return;
  }
}

/** By heading; a column that one of the books does not have is like an empty cell. */
function cellsOf(columns: readonly SheetColumn[], row: readonly SheetCell[]): Map<string, string> {
  const cells = new Map<string, string>();
  columns.forEach(({ header, kind, passing }, at) => {
    if (passing) return;
    const text = csvCell(kind, row[at] ?? null);
    if (text !== '') cells.set(header, text);
  });
  return cells;
}

function digestOf(columns: readonly SheetColumn[], row: readonly SheetCell[]): number {
  const text = JSON.stringify([...cellsOf(columns, row)].sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest().readUIntBE(0, 6);
}

function changesOf(was: Map<string, string>, is: Map<string, string>): Difference['cells'] {
  const columns = new Set([...was.keys(), ...is.keys()]);
  return [...columns]
    .filter((column) => was.get(column) !== is.get(column))
    .map((column) => ({ column, was: plain(was.get(column)), is: plain(is.get(column)) }));
}

const plain = (cell: string | undefined) => (cell ?? '').replace(/^"(.*)"$/s, '$1').replaceAll('""', '"');

/** The first cells that are neither ids nor times: enough to know the row by. */
function aboutOf(columns: readonly SheetColumn[], row: readonly SheetCell[]): string {
  const cells = columns.flatMap(({ kind }, at) => {
    const cell = row[at];
    return kind === 'id' || kind === 'time' || cell === null || cell === undefined || cell === '' ? [] : [String(cell)];
  });
  return cells.slice(0, 4).join(' · ').slice(0, 200);
}

/** Looks at a file in a reader's thread: how it is written, which column is which, and what each row would become in this book. */
import { createHash } from 'node:crypto';
import { inOneSnapshot } from '../../db/past';
import { job, type ReaderJob, type StepProgress } from '../../db/reader';
import { type Db, one } from '../../db/sql';
import { decode } from '../../kernel/decode-text';
import { Failure } from '../../kernel/failure';
import { type Id, idMaker } from '../../kernel/id';
import { type Delimiter, dayFields, type ImportKind, MOST_IMPORT_BYTES, numberFields } from '../../kernel/import-field';
import { toDecimal } from '../../kernel/money';
import { type Day, dayIn } from '../../kernel/time';
import { asksOf, found, isAsked, said } from './choices';
import type { Choices, ImportCounts, Look, Refusal } from './contract';
import { customersPlanner } from './customers-plan';
import { invoicesPlanner } from './invoices-plan';
import type { ImportItem, Planned, Planner, Today } from './item';
import { type KnownCustomers, knownCustomers } from './known';
import { type CsvRow, csvRows, guessDelimiter } from './parse';
import { paymentsPlanner } from './payments-plan';
import { purchasesPlanner } from './purchases-plan';
import { rowReader } from './row';

export interface LookOrder {
  kind: ImportKind;
  name: string;
  bytes: Uint8Array;
  choices: Choices | null;
  /** A saved mapping's name. */
  mapping: string | null;
  /** As a person said, where nothing else is chosen yet. */
  delimiter: Delimiter | null;
  atMs: number;
  today: Day;
  timeZone: string;
  /** Also gives what is to be stored. */
  whole: boolean;
}

/** `items`: what is new, in the order of the file; empty unless the whole was asked for. `head`: the last event that was seen. */
export interface Looked {
  look: Look;
  items: ImportItem[];
  head: number;
}

const SHOWN_ITEMS = 50;
const SHOWN_REFUSALS = 500;
const SAMPLES = 3;
const ROWS_A_STEP = 500;

/** Others read between the steps. */
export const lookAtImport: ReaderJob<LookOrder, Looked> = job('imports.look', (db, order: LookOrder) =>
  inOneSnapshot(db, (own) => look(own, order)),
);

function* look(db: Db, order: LookOrder): Generator<StepProgress, Looked> {
  const { kind, bytes, name } = order;
  if (bytes.byteLength > MOST_IMPORT_BYTES) throw new Failure('import-file-large', { limit: '32 MB' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { text, encoding } = decode(bytes);
  const known = said(db, kind, order);
  const delimiter = known?.choices.delimiter ?? order.delimiter ?? guessDelimiter(text);
  const rows: CsvRow[] = [];
  for (const step of csvRows(text, delimiter)) {
    rows.push(...step.rows);
    yield { phase: 'reading', done: step.done, total: text.length };
  }
  const [head, ...body] = rows;
  if (!head) throw new Failure('import-file-empty');
  if (head.broken) throw new Failure('import-quotes');
  const headers = head.cells.map((cell) => cell.trim());
  const { choices, mapping } = known ?? found(db, kind, headers, delimiter);
  const asks = asksOf(kind, headers, choices, told(body, choices));
  const sums = new Sums(order.whole);
  if (!isAsked(asks)) yield* plan(db, order, { headers, choices: asks.choices, body, sha256 }, sums);
  const { choices: settled, ...open } = asks;
  return {
    ...{ items: sums.items, head: one<{ n: number | null }>(db, 'SELECT max(seq) AS n FROM event')?.n ?? 0 },
    look: {
      file: { name, sha256, encoding, rows: body.length },
      ...{ headers, samples: body.slice(0, SAMPLES).map(({ cells }) => cells.map((cell) => cell.slice(0, 200))) },
      ...{ choices: settled, mapping, asks: open },
      ...sums.told(JSON.stringify([kind, sha256, settled])),
    },
  };
}

/** The cells that tell how the file writes numbers and days. */
function told(body: readonly CsvRow[], { columns }: Choices) {
  const cellsOf = function* (fields: readonly (keyof Choices['columns'])[]) {
    for (const field of fields) {
      const column = columns[field];
      if (column !== undefined) for (const { cells } of body) yield cells[column] ?? '';
    }
  };
  return { numbers: cellsOf(numberFields), days: cellsOf(dayFields) };
}

interface Body {
  headers: string[];
  choices: Choices;
  body: CsvRow[];
  sha256: string;
}

function* plan(
  db: Db,
  order: LookOrder,
  { headers, choices, body, sha256 }: Body,
  sums: Sums,
): Generator<StepProgress> {
  const today: Today = { day: order.today, atMs: order.atMs, timeZone: order.timeZone, sha256 };
  const known = yield* knownCustomers(db);
  const planner = plannerOf(db, order, today, choices, known);
  const reading = { headers, choices, dayOf: dayIn(order.timeZone) };
  for (const [n, row] of body.entries()) {
    for (const planned of planner.row(rowReader(row, reading))) sums.add(planned);
    if (n % ROWS_A_STEP === 0) yield { phase: 'comparing', done: n, total: body.length };
  }
  for (const planned of planner.end()) sums.add(planned);
}

function plannerOf(
  db: Db,
  { kind, atMs }: LookOrder,
  today: Today,
  { dueDays, columns, customer }: Choices,
  known: KnownCustomers,
): Planner {
  if (kind === 'invoices') return invoicesPlanner({ db, known, today, dueDays });
  if (kind === 'payments') return paymentsPlanner(db, known, today, columns.customer === undefined ? customer : null);
  if (kind === 'purchases') return purchasesPlanner(db, known, today);
  // For the rows of this file among themselves; what is stored gets ids of its own.
  const newId: () => Id = idMaker({ now: () => atMs });
  return customersPlanner(db, known, newId);
}

/** What the rows come to, one by one. */
class Sums {
  readonly items: ImportItem[] = [];
  readonly #whole: boolean;
  #damaged = false;
  readonly #counts: ImportCounts = { new: 0, linked: 0, there: 0, differs: 0, refused: 0 };
  readonly #totals = new Map<string, bigint>();
  readonly #shown: Look['items'] = [];
  readonly #refusals: Refusal[] = [];
  readonly #hash = createHash('sha256');

  constructor(whole: boolean) {
    this.#whole = whole;
  }

  add({ line, state, item, cells, money, refusals }: Planned): void {
    this.#counts[state]++;
    this.#hash.update(JSON.stringify([line, state, cells, refusals.length]));
    if (this.#shown.length < SHOWN_ITEMS && state !== 'refused') this.#shown.push({ line, state, cells });
    if (refusals.some(({ problem }) => problem.code === 'import-quotes')) this.#damaged = true;
    for (const refusal of refusals) if (this.#refusals.length < SHOWN_REFUSALS) this.#refusals.push(refusal);
    if (state !== 'new' && state !== 'linked') return;
    if (money) this.#totals.set(money.currency, (this.#totals.get(money.currency) ?? 0n) + BigInt(money.minor));
    if (item && this.#whole) this.items.push(item);
  }

  told(salt: string): Pick<Look, 'counts' | 'totals' | 'items' | 'damaged' | 'refusals' | 'plan'> {
    const totals = [...this.#totals].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      ...{ counts: this.#counts, items: this.#shown, damaged: this.#damaged, refusals: this.#refusals },
      totals: totals.map(([currency, minor]) => ({ amount: toDecimal(minor, currency), currency })),
      plan: this.#hash.update(salt).digest('hex'),
    };
  }
}

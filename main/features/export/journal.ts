/** The ledger as an hledger or beancount journal: every event that moved money, in the order of the journal. */
import { job } from '../../db/reader';
import { all, type Db, one, sql } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { type JournalFormat, journalAccounts } from './journal-accounts';
import { entryText, footText, headText, type JournalEntry, type JournalMove } from './journal-text';
import { writeInOneSnapshot } from './writing';
import { headOf, type Written } from './written';

export interface JournalInput {
  part: string;
  target: string;
  format: JournalFormat;
}

/** Bounds how long a cancel waits: about 15 ms. */
const EVENTS_A_STEP = 2_000;

type MoveRow = [
  event: number,
  kind: string,
  subject: Buffer,
  bookedOn: string,
  from: number,
  to: number,
  minor: number,
  currency: string,
];

/** Leaves the finished part for the caller to place. `rows` are entries. Throws Failure export-failed, path-invalid. */
export const exportJournal = job('exports.journal', (db, input: JournalInput) =>
  writeInOneSnapshot(db, input, function* (own, file) {
    const { position } = headOf(own);
    const totals: Totals = new Map();
    let rows = 0;
    yield { phase: 'write', done: 0, total: position };
    for (const { text, entries, upTo } of ledgerText(own, input.format, totals)) {
      file.writeText(text);
      rows += entries;
      yield { phase: 'write', done: upTo, total: position };
    }
    return { rows, totals: totalsOf(totals) };
  }),
);

type Totals = Map<string, { count: number; minor: bigint }>;

/** The whole text in pieces: head, entries by thousands of events, foot. What was moved is added to `totals`. */
export function* ledgerText(
  db: Db,
  format: JournalFormat,
  totals: Totals = new Map(),
): Generator<{ text: string; entries: number; upTo: number }> {
  const known = all<{ id: number; name: string }>(db, 'SELECT id, name FROM account ORDER BY id');
  const written = journalAccounts(known, format);
  const accounts = known.map(({ id, name }) => ({ name, written: written.get(id) ?? name }));
  accounts.sort((a, b) => (a.written < b.written ? -1 : 1));
  yield { text: headText({ book: bookName(db), accounts }, format), entries: 0, upTo: 0 };
  const { hash, position: last } = headOf(db);
  for (let after = 0; after < last; after += EVENTS_A_STEP) {
    let text = '';
    let entries = 0;
    for (const entry of entriesOf(db, after, after + EVENTS_A_STEP, written)) {
      text += entryText(entry, format);
      entries++;
      addUp(totals, entry.moves);
    }
    yield { text, entries, upTo: Math.min(after + EVENTS_A_STEP, last) };
  }
  yield {
    text: footText({ head: hash, lastEvent: last, currencies: [...totals.keys()].sort() }, format),
    entries: 0,
    upTo: last,
  };
}

function* entriesOf(
  db: Db,
  after: number,
  upTo: number,
  accounts: ReadonlyMap<number, string>,
): Generator<JournalEntry> {
  const rows = sql(
    db,
    `SELECT p.event, e.kind, e.subject, e.booked_on, p.from_account, p.to_account, p.minor, p.currency
     FROM posting p JOIN event e ON e.seq = p.event WHERE p.event > ? AND p.event <= ? ORDER BY p.event, p.n`,
  )
    .raw()
    .all(after, upTo) as MoveRow[]; // from outside: SQLite's rows
  for (let at = 0; at < rows.length; ) {
    const first = rows[at];
    if (!first) return;
    const [event, kind, subject, bookedOn] = first;
    const moves: JournalMove[] = [];
    for (let row = rows[at]; row && row[0] === event; row = rows[++at]) {
      const [, , , , from, to, minor, currency] = row;
      moves.push({ from: accounts.get(from) ?? '?', to: accounts.get(to) ?? '?', minor, currency });
    }
    yield { event, kind, subject: idFromBytes(subject), bookedOn, moves };
  }
}

function addUp(totals: Map<string, { count: number; minor: bigint }>, moves: readonly JournalMove[]): void {
  for (const { currency, minor } of moves) {
    const sum = totals.get(currency);
    if (!sum) totals.set(currency, { count: 1, minor: BigInt(minor) });
    else {
      sum.count++;
      sum.minor += BigInt(minor);
    }
  }
}

/** What was moved in all: the sum of the debits, which is that of the credits. */
function totalsOf(totals: ReadonlyMap<string, { count: number; minor: bigint }>): Written['totals'] {
  return [...totals]
    .map(([currency, { count, minor }]) => ({ currency, count, amount: toDecimal(minor, currency) }))
    .sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
}

function bookName(db: Db): string {
  return one<{ name: string }>(db, 'SELECT name FROM book')?.name ?? '';
}

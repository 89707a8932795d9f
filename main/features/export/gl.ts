/** The ledger as a GL journal under mapped account codes. What was written is proven against the kept balances before it is handed out. */
import { job } from '../../db/reader';
import { all, type Db, sql } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { ledgerLine } from '../../ledger/chart';
import type { GlFormat, GlMapping, MappedAccount } from './contract';
import { accountFinder, glMappingOf, patternOf } from './gl-mapping';
import {
  datevTakes,
  fiscalYear,
  type GlAccount,
  type GlHead,
  type GlMove,
  glHeadText,
  glMoveText,
  linesAMove,
} from './gl-text';
import { writeInOneSnapshot } from './writing';
import { headOf, type Written } from './written';

export interface GlInput {
  part: string;
  target: string;
  format: GlFormat;
  /** Business days, both counted in; null: from the beginning, to the end. */
  from: string | null;
  to: string | null;
  currency: string | null;
  atMs: number;
}

/** Bounds how long a cancel waits: about 15 ms. */
const EVENTS_A_STEP = 2_000;
const MOST_NAMED = 40;

/** Leaves the finished part for the caller to place. `rows` are lines. Throws Failure gl-refused, gl-accounts-missing, book-damaged, export-failed. */
export const exportGl = job('exports.gl', (db, input: GlInput) =>
  writeInOneSnapshot(db, input, function* (own, file) {
    const { format } = input;
    // Windows-1252: beyond ASCII only its part that is Latin-1 too is ever written in that format.
    const write = (text: string) => file.write(Buffer.from(text, format === 'datev' ? 'latin1' : 'utf8'));
    const mapping = glMappingOf(own);
    const order = headFor(input, mapping);
    const accounts = accountsOf(own, mapping);
    const missing = new Set<string>();
    const sums = new Sums();
    const { position } = headOf(own);
    write(glHeadText(format, order));
    for (let after = 0; after < position; after += EVENTS_A_STEP) {
      yield { phase: 'write', done: after, total: position };
      let text = '';
      for (const { move, from, to } of movesOf(own, after, input, accounts)) {
        for (const account of [move.to, move.from]) {
          const wrong = lackOf(account, format, mapping);
          if (wrong !== null) missing.add(wrong);
        }
        if (missing.size > 0) continue;
        text += glMoveText(move, format);
        sums.add(move, from, to);
      }
      write(text);
    }
    if (missing.size > 0) throw missingFailure(missing);
    const tied = prove(own, input, sums, accounts);
    const rows = sums.moves * linesAMove[format];
    return { rows, totals: sums.totals(), tied };
  }),
);

/** What a program with a fixed format needs to be told. Null for our own columns and Xero. Throws Failure gl-refused. */
function headFor({ format, from, to, currency, atMs }: GlInput, { datev }: GlMapping): GlHead | null {
  if (from !== null && to !== null && from > to) throw refused('the period ends before it begins');
  if (format === 'gl') return null;
  if (from === null || to === null || currency === null)
    throw refused('it needs one period (from, to) and one currency');
  if (format === 'xero') return null;
  if (datev === null) throw refused('the consultant and client numbers for DATEV are not set');
  if (to >= fiscalYear(from, datev).next) throw refused('the period must lie in one fiscal year');
  if (!datevTakes(currency)) throw refused(`DATEV writes two decimals, and ${currency} has more`);
  return { from, to, currency, client: datev, atMs };
}

const refused = (detail: string) => new Failure('gl-refused', { detail });

function missingFailure(missing: ReadonlySet<string>): Failure {
  const named = [...missing].sort().slice(0, MOST_NAMED).join(', ');
  const more = missing.size - MOST_NAMED;
  return new Failure('gl-accounts-missing', { accounts: more > 0 ? `${named} (+${more})` : named });
}

const XERO_CODE = 10;

/** How the refusal names an account that the format cannot take; null: it can. */
function lackOf({ name, mapped }: GlAccount, format: GlFormat, { datev }: GlMapping): string | null {
  if (format === 'gl') return null;
  if (mapped === null) return patternOf(name);
  return codeFits(mapped, format, datev?.accountLength ?? 0) ? null : `${mapped.account} (${mapped.code})`;
}

/** DATEV: digits, one more than an account of the ledger has for a customer's; Xero: ten signs, and the name of a tax rate. */
function codeFits({ code, taxRate }: MappedAccount, format: GlFormat, length: number): boolean {
  if (format === 'xero') return code.length <= XERO_CODE && taxRate !== '';
  return /^\d+$/.test(code) && /[1-9]/.test(code) && code.length <= length + 1;
}

function accountsOf(db: Db, { accounts }: GlMapping): Map<number, GlAccount> {
  const find = accountFinder(accounts);
  const known = all<{ id: number; name: string }>(db, 'SELECT id, name FROM account');
  return new Map(known.map(({ id, name }) => [id, { name, mapped: find(name) }]));
}

type MoveRow = [number, string, Buffer, string, number, number, number, string];

function* movesOf(
  db: Db,
  after: number,
  { from: first, to: last, currency: only }: GlInput,
  accounts: ReadonlyMap<number, GlAccount>,
): Generator<{ move: GlMove; from: number; to: number }> {
  const rows = sql(
    db,
    `SELECT p.event, e.kind, e.subject, e.booked_on, p.from_account, p.to_account, p.minor, p.currency
     FROM posting p JOIN event e ON e.seq = p.event
     WHERE p.event > ? AND p.event <= ? AND e.booked_on >= ? AND e.booked_on <= ? AND p.currency LIKE ?
     ORDER BY p.event, p.n`,
  )
    .raw()
    .iterate(after, after + EVENTS_A_STEP, first ?? '', last ?? '9999-12-31', only ?? '%');
  for (const row of rows) {
    const [event, kind, subject, bookedOn, from, to, minor, currency] = row as MoveRow; // from outside: SQLite's rows
    const [credited, debited] = [accounts.get(from), accounts.get(to)];
    if (!credited || !debited)
      throw new Failure('book-damaged', { file: db.name, detail: `event ${event} moves money on no account` });
    const about = { event, kind, subject: idFromBytes(subject), bookedOn };
    yield { move: { ...about, from: credited, to: debited, minor, currency }, from, to };
  }
}

/** What was written, per account and currency. */
class Sums {
  moves = 0;
  readonly #byCurrency = new Map<string, { count: number; debit: bigint }>();
  /** Debits less credits, by account's key and currency. */
  readonly net = new Map<string, bigint>();

  add({ minor, currency }: GlMove, from: number, to: number): void {
    this.moves++;
    const amount = BigInt(minor);
    const kept = this.#byCurrency.get(currency) ?? { count: 0, debit: 0n };
    this.#byCurrency.set(currency, { count: kept.count + 1, debit: kept.debit + amount });
    addTo(this.net, `${to} ${currency}`, amount);
    addTo(this.net, `${from} ${currency}`, -amount);
  }

  /** The sum of the debits, which is that of the credits. */
  totals(): Written['totals'] {
    return [...this.#byCurrency]
      .map(([currency, { count, debit }]) => ({ currency, count, amount: toDecimal(debit, currency) }))
      .sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
  }
}

function addTo(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

/**
 * A whole export comes to the trial balance, account by account and currency by currency; that of a period to what the book keeps
 * of each day, where the accounts of all customers stand together. Throws Failure book-damaged when it does not.
 */
function prove(
  db: Db,
  input: GlInput,
  sums: Sums,
  accounts: ReadonlyMap<number, GlAccount>,
): NonNullable<Written['tied']> {
  const left = new Map<string, bigint>();
  const isWhole = input.from === null && input.to === null;
  for (const [key, amount] of sums.net) {
    const [id = '', currency] = key.split(' ');
    const name = accounts.get(Number.parseInt(id, 10))?.name ?? '?';
    addTo(left, `${isWhole ? name : ledgerLine(name)} ${currency}`, amount);
  }
  const only = input.currency ?? '%';
  const rows = isWhole
    ? sql(
        db,
        'SELECT a.name, b.currency, b.minor FROM balance b JOIN account a ON a.id = b.account WHERE b.currency LIKE ?',
      )
        .safeIntegers(true)
        .raw()
        .iterate(only)
    : sql(db, 'SELECT account, currency, minor FROM account_day WHERE day >= ? AND day <= ? AND currency LIKE ?')
        .safeIntegers(true)
        .raw()
        .iterate(input.from ?? '', input.to ?? '9999-12-31', only);
  for (const row of rows) {
    const [name, currency, amount] = row as [string, string, bigint]; // from outside: SQLite's rows
    addTo(left, `${name} ${currency}`, -amount);
  }
  const wrong = [...left].find(([, amount]) => amount !== 0n);
  if (wrong)
    throw new Failure('book-damaged', {
      file: db.name,
      detail: `the postings of ${wrong[0]} do not come to its balance`,
    });
  return isWhole ? 'balances' : 'days';
}

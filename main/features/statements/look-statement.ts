/** One statement, line by line: what is new, what is there, what comes twice, and whether opening + lines are the closing balance. */
import type { StepProgress } from '../../db/reader';
import { type Db, one } from '../../db/sql';
import { addMinor, minorFromBigInt, toDecimal } from '../../kernel/money';
import type { BankAccountRow } from './account-events';
import type { FoundStatement } from './contract';
import { CsvHead } from './formats/csv';
import type { ReadLine } from './formats/read';
import type { LineKeys, StatementHead } from './line';
import type { LookedStatement } from './look-job';
import { isNumberOf, type OpenedFile, type OpenedStatement } from './opening';
import type { SeenKeys } from './seen-keys';
import { isStored, thereIn } from './store';

const SHOWN_LINES = 20;
const LINES_A_STEP = 5_000;

/** Minor units; exact whatever they come to, and a number as long as one is enough: there are four of them for each line. */
class MinorSum {
  #whole = 0n;
  #part = 0;

  add(amount: number): void {
    const next = this.#part + amount;
    if (Number.isSafeInteger(next)) {
      this.#part = next;
      return;
    }
    this.#whole += BigInt(this.#part);
    this.#part = amount;
  }

  get total(): bigint {
    return this.#whole + BigInt(this.#part);
  }
}

interface Counts {
  lines: number;
  already: number;
  alike: number;
  /** Minor units of all lines, and of those that are new. */
  all: MinorSum;
  fresh: MinorSum;
  came: MinorSum;
  went: MinorSum;
}

export interface LookedAt {
  found: FoundStatement;
  /** null: its bank account is not known. */
  store: Omit<LookedStatement, 'file' | 'shown' | 'place'> | null;
  /** It is not of the chosen bank account. */
  other: { found: string; currency: string } | null;
  /** It has no line at all. */
  isBlank: boolean;
}

export function* lookAtStatement(
  db: Db,
  file: OpenedFile,
  statement: OpenedStatement,
  keys: LineKeys | null,
  seen: SeenKeys,
): Generator<StepProgress, LookedAt> {
  const { bank } = statement;
  const compare = bank && keys ? comparer(db, bank, file, keys, seen) : null;
  const sums = { all: new MinorSum(), fresh: new MinorSum(), came: new MinorSum(), went: new MinorSum() };
  const counts: Counts = { lines: 0, already: 0, alike: 0, ...sums };
  const csv = new CsvHead();
  const shown: FoundStatement['lines'] = [];
  const currency = statement.head?.currency ?? bank?.currency ?? '';
  const equalBefore = keys?.equal ?? 0;
  for (const line of statement.lines) {
    if (file.csv) csv.take(line.day, line.amount, line.balance ?? null);
    const isThere = compare?.isThere(line) ?? false;
    count(counts, line, isThere);
    if (!isThere && compare?.isAlike(line)) counts.alike++;
    if (shown.length < SHOWN_LINES) shown.push(shownLine(line, isThere, currency));
    if ((counts.lines + counts.already) % LINES_A_STEP === 0)
      yield { phase: 'comparing', done: counts.lines + counts.already, total: null };
  }
  compare?.done();
  const head = statement.head ?? csv.told(currency);
  return told(db, file, { bank, head, counts, shown, equal: (keys?.equal ?? 0) - equalBefore });
}

interface Told {
  bank: BankAccountRow | null;
  head: StatementHead;
  counts: Counts;
  shown: FoundStatement['lines'];
  equal: number;
}

function told(db: Db, file: OpenedFile, { bank, head, counts, shown, equal }: Told): LookedAt {
  const { lines, already } = counts;
  const { currency, opening, closing } = head;
  const decimal = (minor: number | bigint | null) =>
    minor === null || currency === '' ? null : toDecimal(minor, currency);
  const sum = minorFromBigInt(counts.all.total);
  const isProvable = opening !== null && closing !== null;
  const out = isProvable ? addMinor(addMinor(closing, -opening), -sum) : 0;
  const isThere = bank !== null && lines === 0 && isStored(db, bank.id, file.sha256, head);
  const isOther = bank !== null && (bank.currency !== currency || isNumberOf(bank, head.account) === false);
  // What it says of balances counts also where its lines were there before.
  const isWorth = lines > 0 || (!isThere && (opening !== null || closing !== null));
  return {
    isBlank: lines + already === 0,
    other: isOther ? { found: head.account || '–', currency } : null,
    store: bank && {
      ...{ bank: bank.id, head, found: { lines, already, total: minorFromBigInt(counts.fresh.total) } },
      ...{ isOut: out !== 0, isStored: isWorth },
    },
    found: {
      bank: bank && { id: bank.id, key: bank.key, name: bank.name },
      ...{ account: head.account, currency, reference: head.reference, from: head.from, to: head.to },
      ...{ opening: decimal(opening), closing: decimal(closing) },
      ...{ out: out === 0 ? null : decimal(out), isProved: isProvable && out === 0 },
      ...{ new: lines, already, equal, alike: counts.alike, isThere },
      ...{ came: decimal(counts.came.total) ?? '0', went: decimal(counts.went.total) ?? '0', lines: shown },
    },
  };
}

function count(counts: Counts, { amount }: ReadLine, isThere: boolean): void {
  counts.all.add(amount);
  if (amount > 0) counts.came.add(amount);
  else counts.went.add(-amount);
  if (isThere) counts.already++;
  else {
    counts.lines++;
    counts.fresh.add(amount);
  }
}

function shownLine(line: ReadLine, isThere: boolean, currency: string): FoundStatement['lines'][number] {
  const { at, day, valueDay, amount, name, account, text, reference, bankReference } = line;
  const decimal = toDecimal(amount, currency);
  return { ...{ line: at, isThere, day, valueDay, amount: decimal, name, account, text, reference, bankReference } };
}

interface Comparer {
  isThere(line: ReadLine): boolean;
  isAlike(line: ReadLine): boolean;
  /** The file's keys count as there for the files behind it. */
  done(): void;
}

const alikeSql = `SELECT 1 FROM bank_line l JOIN statement s ON s.id = l.statement
  WHERE l.bank_account = ? AND l.day = ? AND l.amount = ? AND s.format <> ? LIMIT 1`;
const otherFormat = 'SELECT 1 FROM statement WHERE bank_account = ? AND format <> ? AND reversed IS NULL LIMIT 1';

function comparer(db: Db, bank: BankAccountRow, file: OpenedFile, keys: LineKeys, seen: SeenKeys): Comparer {
  const inBook = thereIn(db, bank.id);
  const before = seen.before(bank.id);
  const own: string[] = [];
  const hasOther = one(db, otherFormat, bank.row, file.format) !== undefined;
  return {
    isThere(line) {
      const key = keys.next(line);
      const isThere = inBook(key) || before.has(key);
      if (!isThere && !seen.isLast) own.push(key);
      return isThere;
    },
    isAlike: ({ day, amount }) => hasOther && one(db, alikeSql, bank.row, day, amount, file.format) !== undefined,
    done: () => seen.bring(bank.id, own),
  };
}

/** Bank accounts and statements of a test book, stored as an import stores them. */
import { createHash } from 'node:crypto';
import { all } from '../../main/db/sql';
import type { BankAccountAdded } from '../../main/features/statements/account-events';
import { bankAccountOf } from '../../main/features/statements/account-events';
import { LineKeys, type StatementHead, type StatementLine } from '../../main/features/statements/line';
import { type StatementToStore, storing, thereIn } from '../../main/features/statements/store';
import { type Book, record } from '../../main/journal/record';
import { type Id, idFromBytes, idToBytes } from '../../main/kernel/id';
import type { Day } from '../../main/kernel/time';
import { act } from './book';

/** A bank account of this book. */
export function bankAccount(book: Book, more: Partial<BankAccountAdded> = {}): Id {
  const subject = book.newId();
  const payload: BankAccountAdded = { key: 'main', name: 'Main account', currency: 'EUR', ...more };
  record(book, act(book), () => [{ kind: 'bank-account.added', subject, occurredAt: book.clock.now(), payload }]);
  return subject;
}

/** A line as a test says it: the day of the clock, and no words, unless it says otherwise. Minor units. */
export type SaidLine = { amount: number } & Partial<Omit<StatementLine, 'day' | 'valueDay'>> & {
    day?: string;
    valueDay?: string;
  };

export interface StoredStatement {
  /** The change set. */
  set: Id;
  statement: Id;
  /** Of the lines that are new, in their order. */
  lines: Id[];
}

export function statementOf(
  book: Book,
  bank: Id,
  lines: readonly SaidLine[],
  more: Partial<Omit<StatementHead, 'from' | 'to'>> & { from?: string; to?: string; fileName?: string } = {},
): StoredStatement {
  const { currency, key } = bankAccountOf(book.db, bank);
  const said = lines.map((line) => lineOf(book, line));
  const name = more.fileName ?? `${key}.csv`;
  const statement: StatementToStore = {
    ...{ bank, format: 'csv', currency, reference: more.reference ?? null },
    ...{ from: dayText(more.from), to: dayText(more.to) },
    ...{ opening: more.opening ?? null, closing: more.closing ?? null },
    ...{
      file: {
        name,
        sha256: createHash('sha256')
          .update(JSON.stringify([name, said]))
          .digest('hex'),
      },
    },
    ...{ keys: new LineKeys(bank), lines: said, found: foundOf(book, bank, said), isStored: true },
  };
  const order = { about: name, statements: [statement], refused: 0 };
  const use = { newId: book.newId, nowMs: book.clock.now() };
  const { subjects } = record(book, act(book), (facts) => storing(facts, order, use));
  const [set, id] = subjects;
  if (!set || !id) throw new Error('a statement without its events');
  const text = `SELECT l.uuid FROM bank_line l JOIN statement s ON s.id = l.statement WHERE s.uuid = ? ORDER BY l.n`;
  const rows = all<{ uuid: Buffer }>(book.db, text, idToBytes(id));
  return { set, statement: id, lines: rows.map(({ uuid }) => idFromBytes(uuid)) };
}

function lineOf(book: Book, { day, valueDay, ...line }: SaidLine): StatementLine {
  return {
    ...{ day: dayText(day) ?? book.dayOf(book.clock.now()), valueDay: dayText(valueDay) },
    ...{ reference: '', bankReference: '', name: '', account: '', text: '', ...line },
  };
}

function dayText(day: string | undefined): Day | null {
  return day === undefined ? null : (day as Day); // from outside: the test's own words
}

function foundOf(book: Book, bank: Id, lines: readonly StatementLine[]): StatementToStore['found'] {
  const keys = new LineKeys(bank);
  const isThere = thereIn(book.db, bank);
  const fresh = lines.filter((line) => !isThere(keys.next(line)));
  const total = fresh.reduce((sum, { amount }) => sum + amount, 0);
  return { lines: fresh.length, already: lines.length - fresh.length, total };
}

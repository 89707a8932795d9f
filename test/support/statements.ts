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

/** Statements that stay, that overlap and that were taken back; a closed account; a line in parts, and one made whole again. */
export function statementsInEveryState(book: Book): void {
  const bank = bankAccount(book, { number: 'ES7921000813610123456789' });
  const closed = bankAccount(book, { key: 'old', name: 'Old account', currency: 'USD' });
  const now = book.clock.now();
  const happen = (kind: string, subject: Id, payload: object) =>
    record(book, act(book), () => [{ kind, subject, occurredAt: now, payload }]);
  happen('bank-account.changed', closed, { name: 'Old account', closed: true });
  const words = {
    name: 'Nimbus',
    account: 'ES9121000418450200051332',
    text: 'INV-7',
    reference: 'E2E-1',
    bankReference: 'B-1',
  };
  const whole = { from: '2026-02-01', to: '2026-02-28', opening: 100_000, closing: 112_150, reference: '2026-02' };
  const lines = [
    { ...words, amount: 12_500, day: '2026-02-03', valueDay: '2026-02-04' },
    { amount: -350, day: '2026-02-05' },
  ];
  const first = statementOf(book, bank, lines, whole);
  const gone = statementOf(book, bank, [{ amount: 77, day: '2026-03-02', text: 'Gone' }]);
  happen('statement.reversed', gone.statement, {});
  statementOf(book, bank, [...lines.slice(1), { amount: 900, day: '2026-03-01' }], { fileName: 'overlap.csv' });
  const [line, fee] = first.lines;
  if (!line || !fee) throw new Error('a statement without its lines');
  const parts = (...amounts: number[]) => ({ parts: amounts.map((amount) => ({ id: book.newId(), amount })) });
  happen('bank-line.split', line, parts(12_000, 500));
  happen('bank-line.split', fee, parts(-300, -50));
  happen('bank-line.joined', fee, {});
}

/** Random statements: what comes in twice is there once, what is taken back comes again, and what was written is what is read. */
import { expect, onTestFinished, test } from 'vitest';
import { all } from '../../main/db/sql';
import type { StatementLine } from '../../main/features/statements/line';
import { writtenStatement } from '../../main/features/statements/written';
import type { Book } from '../../main/journal/record';
import { type StatementFormat, statementFormats } from '../../main/kernel/statement';
import { addDays, type Day } from '../../main/kernel/time';
import { memoryBook, testClock } from '../support/book';
import { undone } from '../support/changing';
import { replayed, verified } from '../support/checks';
import { importContext } from '../support/importing';
import { chance, isLongRun, pick, runSeed, shuffled } from '../support/seed';
import { storedFile } from '../support/statement-importing';
import { bankAccount } from '../support/statements';

const NUMBER = 'ES7921000813610123456789';
const START = '2026-02-01' as Day; // from outside: the test's own day
const ROUNDS = isLongRun ? 400 : 20;

interface Dice {
  next(): number;
  below(count: number): number;
}

function diceOf(seed: number): Dice {
  const next = chance(seed);
  return { next, below: (count) => pick(next, count) };
}

function randomLines(dice: Dice): StatementLine[] {
  const lines: StatementLine[] = [];
  const count = 1 + dice.below(12);
  for (let n = 0; n < count; n++) {
    const day = addDays(START, dice.below(6));
    const amount = (1 + dice.below(5)) * 100 * (dice.below(3) === 0 ? -1 : 1);
    const name = ['Otto', 'Nimbus', 'Zoe'][dice.below(3)] ?? '';
    // Few words and sums: many lines are equal, as fees and top-ups are.
    lines.push({
      day,
      valueDay: day,
      amount,
      name,
      account: '',
      text: `Order ${dice.below(2)}`,
      reference: '',
      bankReference: '',
    });
  }
  return lines.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function fileOf(format: StatementFormat, lines: readonly StatementLine[]) {
  const closing = lines.reduce((sum, { amount }) => sum + amount, 100_000);
  const head = {
    account: NUMBER,
    currency: 'EUR',
    reference: 'R',
    from: START,
    to: addDays(START, 27),
    opening: 100_000,
    closing,
  };
  return { name: `a.${format}`, content: writtenStatement(format, { head, lines }) };
}

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
const rowsOf = (book: Book) =>
  sorted(
    all<object>(
      book.db,
      'SELECT l.day, l.amount, t.name, t.text FROM bank_line l JOIN bank_line_text t ON t.uuid = l.uuid',
    ),
  );
const told = (lines: readonly StatementLine[]) =>
  sorted(lines.map(({ day, amount, name, text }) => ({ day, amount, name, text })));

function world() {
  const book = memoryBook(testClock());
  bankAccount(book, { number: NUMBER });
  onTestFinished(() => {
    book.db.close();
  });
  return { book, context: importContext(book, book.clock) };
}

test('what is written in a format is read from it, import twice is once, and import, take back, import is import', async () => {
  const seed = runSeed();
  const dice = diceOf(seed);
  for (let round = 0; round < ROUNDS; round++) {
    const { book, context } = world();
    const format = statementFormats[dice.below(statementFormats.length)] ?? 'csv';
    const lines = randomLines(dice);
    const where = `seed ${seed}, round ${round}, ${format}`;
    const file = fileOf(format, lines);
    const first = await storedFile(context, file);
    expect(rowsOf(book), where).toEqual(told(lines));
    expect((await storedFile(context, file)).id, where).toBeNull();
    expect(rowsOf(book), where).toEqual(told(lines));
    await undone(context, first.id ?? '');
    expect(rowsOf(book), where).toEqual([]);
    await storedFile(context, file);
    expect(rowsOf(book), where).toEqual(told(lines));
    expect(verified(book.db).findings, where).toEqual([]);
    expect(replayed(book.db).differences, where).toEqual([]);
  }
});

test('files that overlap by whole days come to the same lines as one file of all of them, in any order', async () => {
  const seed = runSeed();
  const dice = diceOf(seed);
  for (let round = 0; round < ROUNDS; round++) {
    const { book, context } = world();
    const format = statementFormats[dice.below(statementFormats.length)] ?? 'csv';
    const lines = randomLines(dice);
    const parts = [0, 1, 2].map(() => {
      const from = addDays(START, dice.below(4));
      const to = addDays(from, 2 + dice.below(3));
      return lines.filter(({ day }) => day >= from && day <= to);
    });
    const filled = [...parts, lines].filter((part) => part.length > 0);
    for (const part of shuffled(filled, dice.next)) await storedFile(context, fileOf(format, part));
    expect(rowsOf(book), `seed ${seed}, round ${round}, ${format}`).toEqual(told(lines));
  }
});

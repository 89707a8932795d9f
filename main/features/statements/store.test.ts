import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { act, memoryBook, testClock } from '../../../test/support/book';
import { undoable, undone } from '../../../test/support/changing';
import { replayed, verified } from '../../../test/support/checks';
import { importContext } from '../../../test/support/importing';
import { bankAccount, type SaidLine, statementOf, statementsInEveryState } from '../../../test/support/statements';
import { eraseBankTexts } from '../../db/bank-text';
import { all, one, run } from '../../db/sql';
import { type Book, record } from '../../journal/record';
import { type Id, idToBytes } from '../../kernel/id';
import type { BankLineSplit } from './line-events';
import { assertSplittable } from './line-events';

let book: Book;
let bank: Id;

beforeEach(() => {
  const clock = testClock();
  book = memoryBook(clock);
  bank = bankAccount(book);
  onTestFinished(() => {
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
    book.db.close();
  });
});

const rows = () =>
  all<{ n: number; day: string; amount: number; name: string | null }>(
    book.db,
    `SELECT l.n, l.day, l.amount, t.name FROM bank_line l LEFT JOIN bank_line_text t ON t.uuid = l.uuid ORDER BY l.day, l.amount, l.id`,
  ).map(({ day, amount, name }) => [day, amount, name]);

const undo = (id: Id) => undone(importContext(book, book.clock), id);

const march: SaidLine[] = [
  { amount: 12_500, day: '2026-03-02', name: 'Nimbus', text: 'INV-7' },
  { amount: -350, day: '2026-03-02', text: 'Fee' },
  { amount: -350, day: '2026-03-02', text: 'Fee' },
];

test('two equal lines of one day stay two, and the same statement again adds nothing', () => {
  expect(statementOf(book, bank, march).lines).toHaveLength(3);
  expect(statementOf(book, bank, march).lines).toHaveLength(0);
  expect(rows()).toEqual([
    ['2026-03-02', -350, ''],
    ['2026-03-02', -350, ''],
    ['2026-03-02', 12_500, 'Nimbus'],
  ]);
});

test('a statement that overlaps adds only what is new, also the third of three equal lines', () => {
  statementOf(book, bank, march);
  const later = statementOf(book, bank, [
    ...march.slice(1),
    march[1] ?? { amount: 1 },
    { amount: 99, day: '2026-03-03' },
  ]);
  expect(later.lines).toHaveLength(2);
  expect(one(book.db, 'SELECT lines, already FROM statement ORDER BY id DESC LIMIT 1')).toEqual({
    lines: 2,
    already: 2,
  });
});

test('an import is taken back whole, its texts go with it, and then it comes again the same', async () => {
  const { set } = statementOf(book, bank, march);
  const before = rows();
  expect(await undo(set)).toEqual({ undone: 1, stayed: 0 });
  expect(rows()).toEqual([]);
  expect(one(book.db, 'SELECT 1 FROM bank_line_text')).toBeUndefined();
  expect(statementOf(book, bank, march).lines).toHaveLength(3);
  expect(rows()).toEqual(before);
});

test('a statement with a matched line is not taken back, and the refusal says which line it is', async () => {
  const { set, lines } = statementOf(book, bank, march);
  run(book.db, "UPDATE bank_line SET state = 'matched' WHERE uuid = ?", idToBytes(lines[0] ?? ''));
  const why = { code: 'statement-line-matched', params: { day: '2026-03-02', amount: '125.00', currency: 'EUR' } };
  await expect(undo(set)).rejects.toMatchObject(why);
  const told = await undoable(importContext(book, book.clock), set);
  expect(told.items[0]?.problem).toEqual(why);
  expect(rows()).toHaveLength(3);
  run(book.db, "UPDATE bank_line SET state = 'open'");
});

test('a line is split into parts that come to it, and made whole again', () => {
  const { lines } = statementOf(book, bank, march);
  const line = lines[0] ?? book.newId();
  expect(() => assertSplittable(book.db, line, [12_000, 400])).toThrowError(
    expect.objectContaining({
      code: 'bank-line-parts',
      params: { found: '124.00', amount: '125.00', currency: 'EUR' },
    }),
  );
  expect(() => assertSplittable(book.db, line, [13_000, -500])).toThrowError(/parts/);
  const payload: BankLineSplit = {
    parts: [
      { id: book.newId(), amount: 12_000 },
      { id: book.newId(), amount: 500 },
    ],
  };
  record(book, act(book), () => [{ kind: 'bank-line.split', subject: line, occurredAt: book.clock.now(), payload }]);
  expect(() => assertSplittable(book.db, line, [12_000, 500])).toThrowError();
  const states = () => all(book.db, 'SELECT amount, state FROM bank_line WHERE day = ? ORDER BY id', '2026-03-02');
  expect(states()).toEqual([
    { amount: 12_500, state: 'split' },
    { amount: -350, state: 'open' },
    { amount: -350, state: 'open' },
    { amount: 12_000, state: 'open' },
    { amount: 500, state: 'open' },
  ]);
  record(book, act(book), () => [
    { kind: 'bank-line.joined', subject: line, occurredAt: book.clock.now(), payload: {} },
  ]);
  expect(states()).toHaveLength(3);
});

test('erasing a line’s text leaves the chain whole, and a text that was changed is found', () => {
  const { lines } = statementOf(book, bank, march);
  eraseBankTexts(book.db, lines.slice(0, 1));
  expect(verified(book.db).findings).toEqual([]);
  run(book.db, "UPDATE bank_line_text SET text = 'Gift' WHERE uuid = ?", idToBytes(lines[1] ?? ''));
  expect(verified(book.db).findings).toMatchObject([{ check: 'chain', where: expect.stringContaining('bank line') }]);
  run(book.db, "UPDATE bank_line_text SET text = 'Fee'");
});

test('a book with statements in every state is whole, and plays to the same', () => {
  const other = memoryBook(testClock());
  statementsInEveryState(other);
  expect(verified(other.db).findings).toEqual([]);
  expect(replayed(other.db).differences).toEqual([]);
  other.db.close();
});

test('a bank account has its own lines: the same line at another bank is another one', () => {
  statementOf(book, bank, march);
  const other = bankAccount(book, { key: 'savings', name: 'Savings' });
  expect(statementOf(book, other, march).lines).toHaveLength(3);
});

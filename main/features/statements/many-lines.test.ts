import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { act, memoryBook, testClock } from '../../../test/support/book';
import { undone } from '../../../test/support/changing';
import { replayed, verified } from '../../../test/support/checks';
import { importContext } from '../../../test/support/importing';
import { statementImport, storedFile } from '../../../test/support/statement-importing';
import { bankAccount } from '../../../test/support/statements';
import { indexedAfter } from '../../db/indexed-after';
import { all, one } from '../../db/sql';
import { type Book, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { lookAtStatements } from './look-job';
import { storing } from './store';
import { storeStatements } from './store-act';

let book: Book;
let schema: unknown[];

const indexesOf = () =>
  all(book.db, "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE tbl_name = 'bank_line' ORDER BY name");

beforeEach(() => {
  book = memoryBook(testClock());
  schema = indexesOf();
  onTestFinished(() => {
    expect(indexesOf()).toEqual(schema);
    book.db.close();
  });
});

const MANY = 20_010;
const day = (n: number) => `2026-0${1 + (n % 9)}-1${n % 8}`;
const header = 'Booking date,Amount,Name,Description';
/** The last two are equal. */
const lines = Array.from({ length: MANY }, (_, n) => `${day(n)},${n + 1}.25,Nimbus,Invoice ${Math.min(n, MANY - 2)}`);
lines[MANY - 1] = lines[MANY - 2] ?? '';
const many = { name: 'years.csv', content: `${header}\n${lines.join('\n')}\n`, more: { bank: 'main' } };

test('the first file of very many lines is stored like any other: whole, once, found again and taken back', async () => {
  bankAccount(book);
  const context = importContext(book, book.clock);
  const pragmas = () => ['cache_size', 'temp_store'].map((name) => book.db.pragma(name, { simple: true }));
  const before = pragmas();
  const { id, new: stored } = await storedFile(context, many);
  expect(stored).toBe(MANY);
  expect(indexesOf()).toEqual(schema);
  expect(pragmas()).toEqual(before);
  expect(one(book.db, 'SELECT count(*) AS n, count(DISTINCT key) AS keys FROM bank_line')).toEqual({
    n: MANY,
    keys: MANY,
  });
  expect(all(book.db, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(verified(book.db).findings).toEqual([]);
  const again = await (await statementImport(context, many)).look();
  expect(again).toMatchObject({ new: 0, already: MANY });
  const more = { ...many, content: `${many.content}2026-09-30,7.00,Otto,One more\n` };
  expect((await storedFile(context, more)).new).toBe(1);
  await undone(context, id ?? '');
  expect(one(book.db, 'SELECT count(*) AS n FROM bank_line')).toEqual({ n: 1 });
  expect(replayed(book.db).differences).toEqual([]);
});

function finish<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

test('broken off anywhere, also between two indexes, nothing of it is there and the indexes are', () => {
  bankAccount(book);
  const bytes = new TextEncoder().encode(many.content);
  const order = { files: [{ upload: book.newId(), name: many.name, bytes, bank: 'main' }] };
  const looked = finish(lookAtStatements.run(book.db, order));
  const wish = { order, plan: looked.look.plan, looked, leaveOut: false, outBecause: null, saveAs: {} };
  const store = (stopAt: number) => {
    let steps = 0;
    const put = finish(storeStatements.run(book, { ...wish, act: act(book, { stopAt }) }));
    put(() => {
      if (++steps === stopAt) throw new Failure('cancelled');
    });
    return steps;
  };
  for (const stopAt of [1, 200, 402, 403, 405]) {
    expect(() => store(stopAt), `at step ${stopAt}`).toThrow('cancelled');
    expect(indexesOf()).toEqual(schema);
    expect(one(book.db, 'SELECT count(*) AS n FROM bank_line')).toEqual({ n: 0 });
  }
  // Of the lines, before each of four indexes, and before the commit.
  expect(store(-1)).toBe(Math.ceil(MANY / 50) + 4 + 1);
  expect(verified(book.db).findings).toEqual([]);
});

test('what the index forbids keeps all of it out', () => {
  const bank = bankAccount(book);
  const same = {
    ...{ day: '2026-03-02', valueDay: null, amount: 100, reference: '', bankReference: '' },
    ...{ name: 'Nimbus', account: '', text: '' },
  } as const;
  const statement = {
    ...{ bank, format: 'csv', file: { name: 'a.csv', sha256: '0'.repeat(64) }, currency: 'EUR', reference: null },
    ...{ from: null, to: null, opening: null, closing: null, isStored: true },
    ...{ found: { lines: 2, already: 0, total: 200 }, lines: [same, same] },
    keys: { equal: 0, next: () => 'k'.repeat(16) },
  } as unknown as Parameters<typeof storing>[1]['statements'][number];
  const stored = () =>
    record(book, act(book), function* (facts) {
      const use = { newId: book.newId as () => Id, nowMs: 0 };
      const drafts = storing(facts, { about: 'a', statements: [statement], refused: 0 }, use);
      yield* indexedAfter(facts.db, 'bank_line', ['bank_line_once'], drafts, () => {});
    });
  expect(stored).toThrow('UNIQUE constraint failed');
  expect(indexesOf()).toEqual(schema);
  expect(one(book.db, 'SELECT count(*) AS n FROM event WHERE kind LIKE ?', 'statement.%')).toEqual({ n: 0 });
});

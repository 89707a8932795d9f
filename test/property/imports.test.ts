/**
 * Random files. Twice is once; taken back and brought again is as brought; and whatever a file has become on its way, it never breaks the
 * program and never comes in by half: every refusal says line, column and reason.
 */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { all, one } from '../../main/db/sql';
import type { Book } from '../../main/journal/record';
import { Failure, isFailureCode } from '../../main/kernel/failure';
import type { ImportKind } from '../../main/kernel/import-field';
import { memoryBook, testClock } from '../support/book';
import { undone as takenBack } from '../support/changing';
import { balances, lastSeq, replayed, verified } from '../support/checks';
import { importContext, imported, importing } from '../support/importing';
import { isLongRun, runSeed } from '../support/seed';

const seed = runSeed();
const FILES = isLongRun ? 2_000 : 60;
const MUTATIONS = isLongRun ? 20_000 : 400;

afterAll(() => console.log(`random imports: seed ${seed}`));

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((word) => `n${word.replaceAll('\0', '')}`);
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const line = (cells: readonly string[], delimiter: string) => cells.map(quoted).join(delimiter);
const delimiter = fc.constantFrom(',', ';', '\t', '|');
const cents = fc
  .integer({ min: 1, max: 9_999_999 })
  .map((minor) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`);
const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-02-${String(date).padStart(2, '0')}`);
const currency = fc.constantFrom('EUR', 'USD');
const who = fc.integer({ min: 0, max: 4 }).map((n) => `C-${n}`);

const status = fc.constantFrom('Completed', 'PAID', 'Pending', 'expired', 'Declined', 'sideways');

const owners = `id;name;email\n${[0, 1, 2, 3, 4].map((n) => `C-${n};Customer ${n};c${n}@example.com`).join('\n')}\n`;

const rowsOf: Readonly<Record<ImportKind, fc.Arbitrary<{ header: string[]; rows: string[][] }>>> = {
  customers: fc
    .uniqueArray(fc.integer({ min: 10, max: 60 }), { minLength: 1, maxLength: 12 })
    .chain((ids) => fc.tuple(fc.constant(ids), fc.array(text, { minLength: ids.length, maxLength: ids.length })))
    .map(([ids, names]) => ({
      header: ['id', 'name', 'email'],
      rows: ids.map((id, n) => [`X-${id}`, names[n] ?? '', id % 3 === 0 ? '' : `x${id}@example.com`]),
    })),
  invoices: fc
    .array(fc.tuple(who, day, text, cents, currency, fc.boolean()), { minLength: 1, maxLength: 8 })
    .map((rows) => ({
      header: ['customer', 'number', 'date', 'description', 'net', 'currency', 'vat rate'],
      rows: rows.map(([owner, on, what, net, money, taxed], n) => [
        owner,
        `Q-${n}`,
        on,
        what,
        net,
        money,
        taxed ? '21' : '',
      ]),
    })),
  purchases: fc
    .array(fc.tuple(who, day, text, cents, currency, fc.boolean()), { minLength: 1, maxLength: 8 })
    .map((rows) => ({
      header: ['customer', 'order id', 'date', 'description', 'amount', 'currency'],
      rows: rows.map(([owner, on, what, net, money, named], n) => [owner, named ? `O-${n}` : '', on, what, net, money]),
    })),
  payments: fc
    .array(fc.tuple(who, day, status, cents, currency, fc.integer({ min: 0, max: 3 })), { minLength: 1, maxLength: 8 })
    .map((rows) => ({
      header: ['customer', 'payment id', 'Date / Time', 'Status', 'Total', 'currency'],
      rows: rows.map(([owner, on, word, net, money, way], n) => {
        const isPurchase = way === 3;
        const sum = isPurchase ? `-${net}` : net;
        return [owner, way === 1 ? `P-${n}` : '', `${on} 10:00`, isPurchase ? 'Completed' : word, sum, money];
      }),
    })),
};

const anyFile = fc
  .tuple(fc.constantFrom<ImportKind>('customers', 'invoices', 'purchases', 'payments'), delimiter)
  .chain(([kind, between]) =>
    rowsOf[kind].map(({ header, rows }) => ({
      kind,
      content: `${[header, ...rows].map((cells) => line(cells, between)).join('\n')}\n`,
    })),
  );

/** A book that has the customers that files name. */
async function ready(): Promise<{ book: Book; context: ReturnType<typeof importContext> }> {
  const clock = testClock();
  const book = memoryBook(clock);
  const context = importContext(book, clock);
  await imported(context, 'customers', owners);
  return { book, context };
}

/** What the book says, whatever ids and numbers it drew. */
function saying({ db }: Book) {
  return {
    balances: balances(db, 'import'),
    people: all(db, 'SELECT n.name, n.email FROM customer c JOIN person n ON n.uuid = c.uuid ORDER BY n.name, n.email'),
    invoices: all(db, "SELECT number, total, currency, issue_day FROM invoice WHERE state = 'issued' ORDER BY number"),
    purchases: all(
      db,
      "SELECT amount, currency, description, booked_on FROM payment WHERE status = 'Completed' ORDER BY description, amount, booked_on, currency",
    ),
  };
}

function sound({ db }: Book): void {
  expect(verified(db).findings).toEqual([]);
  expect(replayed(db).differences).toEqual([]);
}

test(`${FILES} files: twice is once, and taken back and brought again is as brought`, async () => {
  await fc.assert(
    fc.asyncProperty(anyFile, async ({ kind, content }) => {
      const { book, context } = await ready();
      const empty = saying(book);
      const first = await imported(context, kind, content);
      expect(first.counts.refused).toBe(0);
      const once = saying(book);
      const events = lastSeq(book.db);
      const again = await imported(context, kind, content);
      expect(again).toEqual({ id: null, counts: { ...first.counts, new: 0, linked: 0, there: first.counts.new } });
      expect(lastSeq(book.db)).toBe(events);
      const undone = await takenBack(context, first.id ?? '');
      expect(undone).toEqual({ undone: first.counts.new, stayed: 0 });
      expect(saying(book)).toEqual(empty);
      await imported(context, kind, content);
      expect(saying(book)).toEqual(once);
      sound(book);
      book.db.close();
    }),
    { seed, numRuns: FILES },
  );
}, 600_000);

/** What happens to files on their way: cut, joined, written over, doubled, in another encoding. */
const mutation = fc.oneof(
  fc.record({ deed: fc.constant('cut' as const), at: fc.nat(), length: fc.nat({ max: 8 }) }),
  fc.record({
    deed: fc.constant('put' as const),
    at: fc.nat(),
    text: fc.constantFrom(
      '"',
      '""',
      ',',
      ';',
      '\n',
      '\r\n',
      '\t',
      '|',
      '-',
      '9999999999999999999',
      '1.2.3',
      '€',
      '\ufeff',
      'é',
      "'",
      '=1+1',
    ),
  }),
  fc.record({ deed: fc.constant('double' as const), at: fc.nat(), length: fc.nat({ max: 60 }) }),
  fc.record({ deed: fc.constant('byte' as const), at: fc.nat(), value: fc.nat({ max: 255 }) }),
);

function mutated(
  content: string,
  mutations: readonly (typeof mutation extends fc.Arbitrary<infer One> ? One : never)[],
): Buffer {
  let bytes = Buffer.from(content);
  for (const one of mutations) {
    const at = bytes.length === 0 ? 0 : one.at % bytes.length;
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    if (one.deed === 'cut') bytes = Buffer.concat([head, tail.subarray(one.length)]);
    else if (one.deed === 'put') bytes = Buffer.concat([head, Buffer.from(one.text), tail]);
    else if (one.deed === 'double') bytes = Buffer.concat([head, tail.subarray(0, one.length), tail]);
    else if (tail.length > 0) bytes = Buffer.concat([head, Buffer.from([one.value]), tail.subarray(1)]);
  }
  return bytes;
}

const isFailure = (error: unknown) => error instanceof Failure && isFailureCode(error.code);

test(`${MUTATIONS} damaged files: no crash, no half import, every refusal with its place and reason`, async () => {
  let [stored, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      anyFile,
      fc.array(mutation, { minLength: 1, maxLength: 5 }),
      async ({ kind, content }, mutations) => {
        const { book, context } = await ready();
        const before = lastSeq(book.db);
        const file = await importing(context, kind, mutated(content, mutations));
        const fallback = { decimal: '.', dayOrder: 'ymd', currency: 'EUR' } as const;
        const look = await file.look(fallback).catch((error: unknown) => {
          expect(isFailure(error), String(error)).toBe(true);
          return null;
        });
        expect(lastSeq(book.db)).toBe(before);
        if (!look) {
          book.db.close();
          return;
        }
        for (const { line: at, column, problem } of look.refusals) {
          expect(at).toBeGreaterThan(1);
          expect(column).toBeGreaterThanOrEqual(0);
          expect(isFailureCode(problem.code)).toBe(true);
        }
        expect(look.refusals.length > 0).toBe(look.counts.refused > 0);
        refused += look.counts.refused;
        const made = await file.store(look, { leaveOut: true }).catch((error: unknown) => {
          expect(isFailure(error), String(error)).toBe(true);
          return null;
        });
        const items = made?.id ? look.counts.new + look.counts.linked : 0;
        const kinds =
          "kind IN ('customer.imported', 'customer.linked', 'invoice.imported', 'purchase.recorded', 'payment.imported')";
        const events = one<{ n: number }>(
          book.db,
          `SELECT count(*) AS n FROM event WHERE seq > ? AND ${kinds}`,
          before,
        )?.n;
        expect(events).toBe(items);
        stored += items;
        if (items > 0) sound(book);
        book.db.close();
      },
    ),
    { seed, numRuns: MUTATIONS },
  );
  console.log(`damaged files: ${MUTATIONS}, stored ${stored}, refused ${refused}`);
  expect(stored).toBeGreaterThan(0);
  expect(refused).toBeGreaterThan(0);
}, 900_000);

/** Calls that look at the book as it was, through the whole API: what they are answered from, and that nothing can be written by them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isContractProcedure } from '@orpc/contract';
import { call, createRouterClient } from '@orpc/server';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { openTestBook, START_MS } from '../../test/support/book';
import { finish } from '../../test/support/checks';
import { type EngineWorld, engineWorld, nothing } from '../../test/support/engine-context';
import { readXlsx } from '../../test/support/read-xlsx';
import { customer, page, payment, refund } from '../../test/support/told';
import type { PastReaders } from '../context';
import { contract } from '../contract';
import { openPast } from '../db/past';
import { type Db, one } from '../db/sql';
import { ingest } from '../features/sync/ingest';
import { roles } from '../kernel/operator';
import { PAST_HEADER, pastText } from '../kernel/past';
import type { Day } from '../kernel/time';
import { type KnownInput, knownBook } from './known-book';
import { pastAccess, shownInPast } from './past-access';
import type { PastBooks } from './past-books';
import { withHeader } from './past-calls';
import { rights, rightTo } from './rights';
import { type EngineContext, router } from './router';

const DAY_MS = 86_400_000;

function world() {
  const { book, folder, clock } = openTestBook();
  const of = engineWorld(book, clock);
  const told = (...pages: Parameters<typeof page>) =>
    ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', pages.map(page), null);
  const made = new Map<string, Db>();
  const make = (input: KnownInput) => {
    const db = openPast(finish(knownBook.run(book.db, input)).file, book.file);
    onTestFinished(() => {
      db.close();
    });
    return db;
  };
  const at: PastBooks['at'] = async ({ position, asOf }, present) => {
    const key = `${position} ${asOf}`;
    const db = made.get(key) ?? make({ position, asOf, folder: path.join(folder, 'cache') });
    made.set(key, db);
    const readers: PastReaders = {
      ask: async (query, input) => query.run(db, input),
      chart: async (query, input) => query.run(db, input),
      async *job(job, input) {
        return yield* job.run(db, input);
      },
    };
    return { readers, book: { ...present, db } };
  };
  const context = (header: string | null): EngineContext => {
    const base = { ...of.context(of.sessions.connect('screen')), home: folder };
    const pastBooks: PastBooks = Object.assign(nothing<PastBooks>(), {});
    const whole = { ...base, pastBooks: new Proxy(pastBooks, { get: (_, name) => (name === 'at' ? at : undefined) }) };
    return withHeader(whole, header === null ? {} : { [PAST_HEADER]: header });
  };
  const client = (header: string | null) => createRouterClient(router, { context: context(header) });
  return { of, book, clock, told, context, client };
}

const head = ({ book }: EngineWorld) => one<{ seq: number }>(book.db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0;
const first = { filter: {}, sort: { column: 'date' as const, direction: 'desc' as const }, limit: 10 };
const START_DAY = '2026-03-01' as Day;
const feb28 = '2026-02-28' as Day;

test('a table, a total, a customer, a chart and a day of today are those of the point that the header names', async () => {
  const { of, clock, told, client } = world();
  const day = START_MS - DAY_MS;
  told({ customers: [customer('cus_1')], payments: [payment('pay_1', { createdAt: day })] });
  const position = head(of);
  const knownMs = clock.at;
  clock.at += 3 * DAY_MS;
  told({
    payments: [payment('pay_2', { createdAt: clock.at, amount: 700 })],
    refunds: [refund('re_1', 'pay_1', 4_000, { createdAt: day })],
  });
  const now = client(null);
  const known = client(pastText({ position, asOf: null, knownMs }));
  const asOf = client(pastText({ position: head(of), asOf: feb28, knownMs: clock.at }));
  const seen = async (api: typeof now) => ({
    payments: (await api.payments.page(first)).rows.map(({ amount, refunded }) => [amount.amount, refunded]),
    total: (await api.payments.totals({ filter: {} })).count,
    balance: (await api.customers.balances({})).map(({ balance }) => balance),
    days: (await api.reports.paymentsByDay({ from: '2026-02-28', to: '2026-03-04' })).reduce(
      (sum, { Completed }) => sum + Completed,
      0,
    ),
  });
  expect(await seen(now)).toMatchObject({
    payments: [
      ['7.00', null],
      ['100.00', '40.00'],
    ],
    total: 2,
    days: 2,
    balance: ['67.00'],
  });
  expect(await seen(known)).toMatchObject({ payments: [['100.00', null]], total: 1, days: 1, balance: ['100.00'] });
  expect(await seen(asOf)).toMatchObject({ payments: [['100.00', '40.00']], total: 1, days: 1, balance: ['60.00'] });
  // Whether something is due goes by that day, not by today.
  expect((await asOf.payments.get({ id: (await asOf.payments.page(first)).rows[0]?.id ?? '' })).row.at).toBe(day);
});

test('a file that leaves it holds the rows of then with the names of now, and its receipt in the present says so', async () => {
  const { of, book, clock, told, client } = world();
  told({ customers: [customer('cus_1')], payments: [payment('pay_1')] });
  const header = pastText({ position: head(of), asOf: START_DAY, knownMs: clock.at });
  clock.at += 3 * DAY_MS;
  told({ customers: [customer('cus_2')], payments: [payment('pay_2', { customer: 'cus_2', createdAt: clock.at })] });
  const api = client(header);
  const filter = {};
  const steps = await api.exports.rows({ list: 'payments', filter, format: 'xlsx' });
  const count = (await api.exports.count({ list: 'payments', filter })).count;
  for (;;) {
    const step = await steps.next();
    if (!step.done) continue;
    expect(step.value).toMatchObject({ rows: 1, at: clock.at, position: head(of) - 2 });
    break;
  }
  expect(count).toBe(1);
  const [logged] = (await client(null).exports.list()).filter(({ kind }) => kind === 'payments-xlsx');
  expect(JSON.parse(logged?.filter ?? '')).toEqual({ asOf: START_DAY, asKnown: clock.at - 3 * DAY_MS });
  const rows = readXlsx(readFileSync(logged?.file ?? ''))[0]?.rows ?? [];
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).toContain('Customer cus_1');
  expect(one(book.db, 'SELECT count(*) AS n FROM export_log')).toEqual({ n: 1 });
});

test('everything leaves it as one archive of then, and a file is compared with it as known on that day', async () => {
  const { of, clock, told, client } = world();
  told({ customers: [customer('cus_1')], payments: [payment('pay_1')] });
  const ended = async <Result>(steps: AsyncIterator<unknown, Result>): Promise<Result> => {
    for (;;) {
      const step = await steps.next();
      if (step.done) return step.value;
    }
  };
  const rows = { list: 'payments', filter: {}, format: 'csv' } as const;
  const first = await ended(await client(null).exports.rows(rows));
  clock.at += DAY_MS;
  told({ customers: [customer('cus_2')], payments: [payment('pay_2', { customer: 'cus_2' })] });
  const point = { position: head(of), asOf: null, knownMs: clock.at };
  const known = client(pastText(point));
  const second = await ended(await known.exports.rows(rows));
  clock.at += DAY_MS;
  told({ customers: [customer('cus_3')], payments: [payment('pay_3', { customer: 'cus_3' })] });
  const last = await ended(await client(null).exports.rows(rows));

  // Since the first file one payment came by that day; since the file of that day one came until now.
  expect(await ended(await known.exports.again({ id: first.id }))).toMatchObject({
    ...{ added: 1, gone: 0, changed: 0 },
    now: { rows: 2, position: point.position },
  });
  expect(await ended(await client(null).exports.again({ id: second.id }))).toMatchObject({
    ...{ added: 1, gone: 0, changed: 0, was: { rows: 2 } },
  });
  const refused = { data: { code: 'export-not-again' } };
  await expect(known.exports.again({ id: last.id }).then(ended)).rejects.toMatchObject(refused);
  const asOf = client(pastText({ ...point, asOf: START_DAY }));
  await expect(asOf.exports.again({ id: first.id }).then(ended)).rejects.toMatchObject(refused);
  // Notices and the log of exports are in no journal, so that nothing tells what there were then; and an archive of then has none.
  for (const list of ['notices', 'export-log'] as const) {
    const { id } = await ended(await client(null).exports.rows({ list }));
    await expect(client(null).exports.again({ id }).then(ended)).rejects.toMatchObject(refused);
  }

  const { file } = await ended(await known.exports.archive({}));
  const parts = unzipSync(readFileSync(file));
  const text = (name: string) => Buffer.from(parts[name] ?? []).toString('utf8');
  expect(Object.keys(parts)).not.toContain('lists/notices.csv');
  expect(Object.keys(parts)).not.toContain('lists/export-log.csv');
  expect(text('lists/payments.csv').trimEnd().split('\r\n')).toHaveLength(3);
  expect(text('tables/person.csv')).toContain('Customer cus_2');
  expect(text('tables/person.csv')).not.toContain('Customer cus_3');
  expect(text('tables/export_log.csv').trimEnd().split('\r\n')).toHaveLength(1);
  const events = text('journal.jsonl').trimEnd().split('\n');
  expect(events).toHaveLength(point.position);
});

test('every deed is refused there, nothing is written by anything that is not, and the header is no way round', async () => {
  const { of, book, clock, told, context } = world();
  told({ customers: [customer('cus_1')], payments: [payment('pay_1')] });
  const header = pastText({ position: head(of), asOf: null, knownMs: clock.at });
  const before = head(of);
  for (const name of Object.keys(rights)) {
    const access = pastAccess(name);
    const code = await ended(context(header), name);
    if (access === null) expect(code, name).toBe('looking-back');
    else expect(code, name).not.toBe('looking-back');
  }
  expect(head(of)).toBe(before);
  expect(book.db.open).toBe(true);
  for (const wrong of ['', 'x', `${before + 1}/-/${clock.at}`, `${before}/2026-02-30/${clock.at}`, `-1/-/1`])
    expect(await ended(context(wrong), 'payments.choices'), wrong).toBe('input-invalid');
});

test('what may be asked there are procedures that every role may call: a deed is a right of some only', () => {
  expect(new Set(shownInPast).size).toBe(shownInPast.length);
  for (const name of shownInPast) {
    const right = rightTo(name);
    // The archive holds everybody's data, and is written for an administrator; it changes nothing.
    const isDeed = right !== 'anyone' && right.length !== roles.length && name !== 'exports.archive';
    expect(isDeed, name).toBe(false);
  }
});

/** How a call without input ended: the failure's code, or another word. */
async function ended(context: EngineContext, name: string): Promise<string> {
  const parts = name.split('.');
  let target: unknown = router;
  let declared: unknown = contract;
  for (const part of parts) {
    target = Reflect.get(Object(target), part);
    declared = Reflect.get(Object(declared), part);
  }
  expect(isContractProcedure(declared)).toBe(true);
  try {
    // from outside: any of them, as `rights.test.ts` calls them
    await call(target as typeof router.books.list, undefined as never, { context, path: parts });
    return 'done';
  } catch (error) {
    const data: unknown = error instanceof Error && 'data' in error ? error.data : null;
    return typeof data === 'object' && data !== null && 'code' in data ? String(data.code) : 'refused';
  }
}

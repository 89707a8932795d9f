/** The exceptions as a file: exactly those that the screen shows, each with its age, owner and note. */
import { expect, test } from 'vitest';
import { openTestBook, START_MS } from '../../../test/support/book';
import { engineWorld } from '../../../test/support/engine-context';
import { listCsv } from '../../../test/support/list-csv';
import { page, payment } from '../../../test/support/told';
import { readDecimal, toDecimal } from '../../kernel/money';
import { ingest } from '../sync/ingest';
import type { ExceptionRow } from './contract';

const HOUR_MS = 3_600_000;

const asCsv = (row: ExceptionRow) => ({
  ...{
    id: row.key,
    type: row.type,
    about: row.about,
    of: row.id,
    label: row.label,
    who: row.who,
    gateway: row.gateway,
  },
  ...{
    amount: row.money.amount,
    currency: row.money.currency,
    expected: row.expected ?? '',
    cause: '',
    since: row.day,
  },
  ...{ business_hours: String(row.hours), owner: row.owner ?? '', note: row.note ?? '' },
  ...{ state: row.ignored === null ? 'open' : 'ignored', ignored_because: row.ignored ?? '' },
});

test('the file of the exceptions holds what the screen shows, whole, whatever it is narrowed to', async () => {
  const { book, clock } = openTestBook();
  const world = engineWorld(book, clock);
  const api = world.client(world.sessions.connect('screen')).matching;
  const told = (n: number, flag: 'unknown-status' | 'amount-differs') =>
    payment(`pay_${n}`, { createdAt: START_MS - n * 4 * HOUR_MS, amount: 1_000 + n, status: 'Pending', flag });
  // More than a screen lists, and more than a block of rows.
  const some = Array.from({ length: 600 }, (_, n) => told(n, n % 3 === 0 ? 'amount-differs' : 'unknown-status'));
  ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page({ payments: some })], null);
  const [first, second] = (await api.exceptions({})).rows;
  const of = (row?: ExceptionRow) => ({ request: book.newId(), exception: row?.key ?? '' });
  await api.say({ ...of(first), owner: 'grace', note: '=1+1', ignored: null });
  await api.say({ ...of(second), owner: null, note: null, ignored: 'paid twice, "known"' });

  const now = clock.now();
  const all = listCsv(book.db, 'exceptions', {}, now);
  expect([all.counted, all.rows.length]).toEqual([600, 600]);
  const open = await api.exceptions({});
  const opened = listCsv(book.db, 'exceptions', { state: 'open' }, now);
  expect([opened.counted, opened.rows.length]).toEqual([open.open, 599]);
  const [noted, ...others] = open.rows.map(asCsv);
  expect(noted).toMatchObject({ owner: 'grace', note: '=1+1' });
  // What a spreadsheet would run is made harmless.
  expect(opened.rows.slice(0, open.rows.length)).toEqual([{ ...noted, note: "'=1+1" }, ...others]);
  expect(listCsv(book.db, 'exceptions', { state: 'ignored' }, now).rows).toEqual(
    (await api.exceptions({ ignored: true })).rows.map(asCsv),
  );
  const narrow = { type: 'amount-differs', since: '2025-12-01', until: '2026-01-31' } as const;
  const narrowed = (await api.exceptions(narrow)).rows;
  expect(narrowed.length).toBeGreaterThan(0);
  const { rows, totals } = listCsv(book.db, 'exceptions', { ...narrow, state: 'open' }, now);
  expect(rows).toEqual(narrowed.map(asCsv));
  const minor = narrowed.reduce((sum, { money }) => sum + Number(readDecimal(money.amount, money.currency)), 0);
  expect(totals).toEqual([{ currency: 'EUR', count: narrowed.length, amount: toDecimal(minor, 'EUR') }]);
});

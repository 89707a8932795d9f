/** Revenue over the service period: deferred when it is invoiced, released month by month, taken back from what is furthest off. */
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { replayed, verified } from '../../../test/support/checks';
import { balances, type InvoiceWorld, invoiceWorld, issueOne, line, moved } from '../../../test/support/invoices';
import { all } from '../../db/sql';
import { record } from '../../journal/record';
import type { Id } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { byMonth, MOST_MONTHS } from '../../kernel/service-months';
import { credit } from './deeds';
import { deferredRevenue, setSpreadsRevenue } from './deferring';
import { voidInvoice } from './issuing-events';
import { releaseMonths } from './releasing';

let world: InvoiceWorld;
beforeEach(() => {
  world = invoiceWorld();
  setSpreadsRevenue(world.book.db, true);
});

/** 100.00 net at 21 %, of service from March to May; the book's clock stands in March 2026. */
const spring = () => issueOne(world, { lines: [line({ from: '2026-03-01', to: '2026-05-31' })] });
const at = (day: string) => {
  world.clock.at = Date.parse(`${day}T12:00:00Z`);
};
const release = () => releaseMonths({ book: world.book, operator: 'schedule', changed: () => {} });
const deferred = () => deferredRevenue.run(world.book.db, null).map(({ month, amount }) => `${month} ${amount}`);
const sales = () => balances(world)['sales:hosting'] ?? '0.00 EUR';
const isWhole = () => {
  expect(verified(world.book.db).findings).toEqual([]);
  expect(replayed(world.book.db).differences).toEqual([]);
};

test('a month released from deferred: sales -> deferred, on its first day, once, and caught up after a pause', async () => {
  const id = await spring();
  expect(moved(world, id, 'invoice.issued')).toEqual([
    'sales:hosting -> receivable 33.70',
    'deferred:2026-04:hosting -> receivable 32.61',
    'deferred:2026-05:hosting -> receivable 33.69',
    'tax:output:ES-21 -> receivable 21.00',
  ]);
  expect(release()).toBe(0);
  at('2026-05-20');
  expect(release()).toBe(2);
  expect(release()).toBe(0);
  expect(all(world.book.db, "SELECT booked_on FROM event WHERE kind = 'revenue.released' ORDER BY seq")).toEqual([
    { booked_on: '2026-04-01' },
    { booked_on: '2026-05-01' },
  ]);
  expect(sales()).toBe('-100.00 EUR');
  expect(deferred()).toEqual([]);
  isWhole();
});

test('without the setting, without a period, and for add-funds nothing is deferred', async () => {
  await issueOne(world);
  const { tax: _, ...plain } = line({ from: '2026-03-01', to: '2026-12-31' });
  await issueOne(world, { kind: 'add-funds', lines: [plain] });
  setSpreadsRevenue(world.book.db, false);
  await spring();
  expect(deferred()).toEqual([]);
  expect(sales()).toBe('-200.00 EUR');
});

test('void is the exact reversal, also when a month was released since', async () => {
  const id = await spring();
  at('2026-04-02');
  release();
  record(world.book, act(world.book), (read) => voidInvoice(read, id, 'Issued twice', world.clock.at));
  expect(balances(world)).toEqual({});
  release();
  expect(balances(world)).toEqual({});
  isWhole();
});

test('a credit note takes back the service that is furthest off first, and the last one all that is left', async () => {
  const id = await spring();
  const note = (amount?: string) => ({
    request: world.book.newId(),
    id,
    reason: 'Ended early',
    ...(amount ? { amount } : {}),
  });
  await credit(world.context, note('60.50'));
  expect(deferred()).toEqual(['2026-04 16.30']);
  expect(sales()).toBe('-33.70 EUR');
  at('2026-04-02');
  release();
  await credit(world.context, note());
  expect(balances(world)).toEqual({});
  isWhole();
});

test('what is booked late for a month that was released goes through it again, the other way', async () => {
  const id = await spring();
  at('2026-04-02');
  release();
  const before = Date.parse('2026-03-31T12:00:00Z');
  record(world.book, act(world.book), (read) => voidInvoice(read, id, 'As agreed in March', before));
  expect(deferred()).toEqual(['2026-04 -32.61']);
  expect(release()).toBe(1);
  expect(balances(world)).toEqual({});
  isWhole();
});

test('the parts of a period come to its sum, by its days, and a period without end is not spread', () => {
  expect(byMonth(9_200, '2026-02-15', '2026-05-17')).toEqual([
    ...[
      { month: '2026-02', net: 1_400 },
      { month: '2026-03', net: 3_100 },
    ],
    ...[
      { month: '2026-04', net: 3_000 },
      { month: '2026-05', net: 1_700 },
    ],
  ]);
  expect(byMonth(100, '2026-02-15', '2026-02-14')).toEqual([]);
  expect(byMonth(100, '2026-01-01', '2035-12-31')).toHaveLength(MOST_MONTHS);
  expect(byMonth(100, '2026-01-01', '2036-01-01')).toEqual([]);
  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), day, day, (net, a, b) => {
      const [from = '', to = ''] = [a, b].map((each) => each.toISOString().slice(0, 10)).sort();
      const parts = byMonth(net, from, to);
      expect(parts.reduce((sum, part) => sum + part.net, 0)).toBe(net);
      for (const part of parts) expect(part.net * net).toBeGreaterThanOrEqual(0);
      expect([parts[0]?.month, parts.at(-1)?.month]).toEqual([from.slice(0, 7), to.slice(0, 7)]);
    }),
  );
});

test('any credit notes at any time leave nothing anywhere once all is credited and the months have passed', async () => {
  const share = fc.record({ cents: fc.integer({ min: 1, max: 6_000 }), days: fc.integer({ min: 0, max: 45 }) });
  const lines = [
    line({ from: '2026-03-10', to: '2026-07-09' }),
    line({ product: 'domain', price: '-7.77', from: '2026-02-01', to: '2027-01-31' }),
    line({ product: 'setup', price: '12.00' }),
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(share, { maxLength: 4 }), async (shares) => {
      world = invoiceWorld();
      setSpreadsRevenue(world.book.db, true);
      const id: Id = await issueOne(world, { lines });
      const note = { id, reason: 'Part' };
      for (const { cents, days } of shares) {
        world.clock.at += days * 86_400_000;
        release();
        const amount = toDecimal(cents, 'EUR');
        await credit(world.context, { ...note, request: world.book.newId(), amount }).catch(() => {});
      }
      await credit(world.context, { ...note, request: world.book.newId() }).catch(() => {});
      at('2027-06-01');
      release();
      expect(balances(world)).toEqual({});
      isWhole();
    }),
    { numRuns: 12 },
  );
});

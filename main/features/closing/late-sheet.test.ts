/** What came late as a file: each posting of it, however many; told alike when it is run again, until somebody answers. */
import { expect, test } from 'vitest';
import { openTestBook, START_MS } from '../../../test/support/book';
import { againOf } from '../../../test/support/export-again';
import { listCsv } from '../../../test/support/list-csv';
import { staffedBook } from '../../../test/support/staff';
import { customer as customerNamed, page, payment, payout, refund, settled } from '../../../test/support/told';
import { all, one } from '../../db/sql';
import { toDecimal } from '../../kernel/money';
import { dayIn } from '../../kernel/time';
import { ingest } from '../sync/ingest';

const FEBRUARY = START_MS - 86_400_000;

/** February is closed, and its customer had paid in it. */
async function closed() {
  const { book: inFile, clock } = openTestBook();
  const of = staffedBook({}, clock, inFile);
  const told = (facts: Parameters<typeof page>[0]) =>
    ingest(of.book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page(facts)], null);
  told({ payments: [payment('pay_1', { createdAt: FEBRUARY })] });
  const { period } = await of.bo.closing.close({ request: of.newId(), period: '2026-02', note: 'All done' });
  await of.cy.closing.approve({ request: of.newId(), id: period.waiting?.id ?? '' });
  const csv = (filter: object = {}) => listCsv(of.book.db, 'late-items', filter, clock.now());
  const now = () => ({ at: clock.now(), day: dayIn('UTC')(clock.now()) });
  return { ...of, told, csv, now };
}

async function withLate() {
  const of = await closed();
  of.told({ refunds: [refund('re_1', 'pay_1', 3_000, { createdAt: FEBRUARY + 60_000 })] });
  const settlement = settled('txn_2', 10_000, 300);
  of.told({ payments: [payment('pay_2', { createdAt: FEBRUARY, settlement })] });
  of.told({ payouts: [payout('po_1', 1_000, { createdAt: FEBRUARY })] });
  return of;
}

test('the file of late items has a row for each posting of what the screen lists, and adds up to the ledger', async () => {
  const { book, csv, ada } = await withLate();
  const made = csv();
  const postings = all<{ event: number; minor: number; currency: string }>(
    book.db,
    'SELECT p.event, p.minor, p.currency FROM posting p JOIN late l ON l.event = p.event ORDER BY p.event, p.n',
  );
  expect([made.counted, made.rows.length]).toEqual([postings.length, postings.length]);
  expect(made.rows.map(({ event, amount, currency }) => [event, amount, currency])).toEqual(
    postings.map(({ event, minor, currency }) => [String(event), toDecimal(minor, currency), currency]),
  );
  const sum = postings.reduce((total, { minor }) => total + minor, 0);
  expect(made.totals).toEqual([{ currency: 'EUR', count: postings.length, amount: toDecimal(sum, 'EUR') }]);
  const shown = (await ada.closing.late({})).reverse();
  expect([...new Set(made.rows.map(({ event }) => event))]).toEqual(shown.map(({ event }) => String(event)));
  expect(made.rows[0]).toMatchObject({
    ...{ day: '2026-02-28', counts_on: '2026-03-01', what: 'payment.refunded', amount: '30.00' },
    ...{ from_account: 'clearing:stripe', customer: 'Customer cus_1', payment: 'ref pay_1', source: 'gateway:stripe' },
    ...{ cause: 'stripe told on 2026-03-01 of a refund of 2026-02-28.', operator: 'ada', state: 'open', note: '' },
  });
  expect(csv({ period: '2026-02' }).rows).toEqual(made.rows);
  expect([csv({ period: '2026-01' }).counted, csv({ state: 'accepted' }).counted]).toEqual([0, 0]);
});

test('has every one, where the screen stops at 500', async () => {
  const { book, told, csv, ada } = await closed();
  const payments = Array.from({ length: 510 }, (_, n) => payment(`pay_late_${n}`, { createdAt: FEBRUARY }));
  told({ customers: [customerNamed('cus_1')], payments });
  expect(await ada.closing.late({})).toHaveLength(500);
  const { rows, counted } = csv({ state: 'open' });
  const late = one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM late')?.n;
  expect([new Set(rows.map(({ event }) => event)).size, new Set(rows.map(({ id }) => id)).size]).toEqual([
    late,
    counted,
  ]);
  expect(late).toBe(510);
});

test('run again it tells what was accepted since, and what came late since', async () => {
  const { book, told, csv, now, ada, newId } = await withLate();
  const whole = csv();
  const open = csv({ state: 'open' });
  const again = (filter: object, made: typeof whole) =>
    againOf(book.db, 'late-items', filter, made.written, now(), now());
  expect(again({}, whole)).toMatchObject({ added: 0, gone: 0, changed: 0 });
  const event = Number(whole.rows[0]?.event);
  await ada.closing.answerLate({ request: newId(), events: [event], answer: 'accepted', note: 'Told in March' });
  told({ payments: [payment('pay_3', { createdAt: FEBRUARY })] });
  const moved = whole.rows.filter((row) => row.event === String(event)).length;
  const since = again({}, whole);
  expect(since).toMatchObject({ added: 1, gone: 0, changed: moved });
  expect(since.differences[0]?.cells).toEqual(
    expect.arrayContaining([
      { column: 'state', was: 'open', is: 'accepted' },
      { column: 'note', was: '', is: 'Told in March' },
    ]),
  );
  const left = again({ state: 'open' }, open);
  expect(left).toMatchObject({ added: 1, gone: moved, changed: 0 });
  expect(left.differences.find(({ how }) => how === 'gone')?.about).toBe(
    '2026-02-28 · 2026-03-01 · payment.refunded · 30.00',
  );
});

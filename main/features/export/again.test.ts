/** An export run again tells exactly what changed since: no more, no less, and nothing when nothing did. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestBook, START_MS, temporaryFolder } from '../../../test/support/book';
import { againOf, COMPARED_MS } from '../../../test/support/export-again';
import { keptBook } from '../../../test/support/kept-book';
import { stockedBook } from '../../../test/support/stocked-book';
import { page, payment, payout, refund, settled } from '../../../test/support/told';
import { type Db, run } from '../../db/sql';
import { minor } from '../../kernel/money';
import { DAY_MS, dayIn } from '../../kernel/time';
import { ingest } from '../sync/ingest';
import { compareExport } from './again';
import { type ListName, listNames, listsOfNow } from './contract';
import { exportSheet } from './sheet-job';
import type { Written } from './written';

const atMs = COMPARED_MS;
const day = dayIn('UTC')(atMs);

function taken(db: Db, list: ListName, filter: object): Written {
  const file = path.join(temporaryFolder(), 'list.csv');
  const steps = exportSheet.run(db, {
    ...{ part: file, target: file, list, filter, format: 'csv', today: day, atMs, bom: false },
  });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('an export run again', () => {
  it.each(listNames.filter((list) => !listsOfNow.has(list)))(
    '%s: tells no change when there was none, whatever is in the book',
    (list) => {
      const { book } = keptBook();
      const made = taken(book.db, list, {});
      const { added, gone, changed, differences, now } = againOf(book.db, list, {}, made);
      expect({ added, gone, changed, differences }).toEqual({ added: 0, gone: 0, changed: 0, differences: [] });
      expect([now.rows, now.totals, now.position]).toEqual([made.rows, made.totals, made.head.position]);
    },
  );

  it('tells rows added, gone out of the filter, and changed, with the totals then and now', () => {
    const stock = stockedBook();
    const ada = stock.customer('Ada');
    stock.payment({ amount: 1_000, currency: 'EUR', customer: ada, description: 'stays' });
    const pending = stock.payment({ amount: 200, currency: 'EUR', customer: ada, status: 'Pending' });
    const filter = { status: 'Pending' };
    const all = taken(stock.book.db, 'payments', {});
    const waiting = taken(stock.book.db, 'payments', filter);
    const late = stock.payment({ amount: 50, currency: 'USD', description: 'late' });
    stock.put(function* () {
      const money = { gateway: 'stripe', amount: 200, currency: 'EUR' };
      const payload = { ...money, was: 'Pending', status: 'Cancelled', providerStatus: 'canceled', reason: 'expired' };
      yield { kind: 'payment.status-changed', subject: pending, occurredAt: stock.clock.at, payload };
    });
    const whole = againOf(stock.book.db, 'payments', {}, all);
    expect(whole).toMatchObject({ added: 1, gone: 0, changed: 1 });
    expect(whole.was.totals).toEqual([{ currency: 'EUR', amount: '12.00', count: 2 }]);
    expect(whole.now.totals.map(({ currency, amount }) => [currency, amount])).toEqual([
      ['EUR', '12.00'],
      ['USD', '0.50'],
    ]);
    const change = whole.differences.find(({ how }) => how === 'changed');
    expect([change?.id, change?.cells.find(({ column }) => column === 'status')]).toEqual([
      pending,
      { column: 'status', was: 'Pending', is: 'Cancelled' },
    ]);
    expect(whole.differences.find(({ how }) => how === 'added')?.id).toBe(late);
    const narrow = againOf(stock.book.db, 'payments', filter, waiting);
    expect(narrow).toMatchObject({ added: 0, gone: 1, changed: 0, now: { rows: 0 } });
    expect(narrow.differences.map(({ id, how }) => [id, how])).toEqual([[pending, 'gone']]);
  });

  it('finds what was written at by an empty journal, and by its hash alone', () => {
    const stock = stockedBook();
    const empty = taken(stock.book.db, 'payments', {});
    stock.payment({ amount: 100, currency: 'EUR' });
    expect(againOf(stock.book.db, 'payments', {}, empty)).toMatchObject({ added: 1, was: { position: 0 } });
    const one = taken(stock.book.db, 'payments', {});
    stock.payment({ amount: 100, currency: 'EUR' });
    expect(againOf(stock.book.db, 'payments', {}, one, { position: null })).toMatchObject({ added: 1 });
  });

  it('does not tell as a change that what was there then is older now', () => {
    const { book } = openTestBook();
    const odd = payment('pay_1', { createdAt: START_MS, status: 'Pending', flag: 'unknown-status' });
    ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page({ payments: [odd] })], null);
    const made = taken(book.db, 'exceptions', {});
    const weekBefore = { at: atMs - 7 * DAY_MS, day: dayIn('UTC')(atMs - 7 * DAY_MS) };
    const { added, gone, changed, now } = againOf(book.db, 'exceptions', {}, made, weekBefore);
    expect({ added, gone, changed, rows: now.rows }).toEqual({ added: 0, gone: 0, changed: 0, rows: 1 });
  });

  it('knows what a gateway held back of a payout then: the payout was no exception, and is none', () => {
    const { book } = openTestBook();
    const held = { externalId: 'r_1', at: START_MS, amount: minor(2_000), currency: 'EUR', payout: 'po_1' };
    const facts = {
      payments: [payment('pi_1', { settlement: settled('txn_1', 10_000, 300) })],
      ...{ payouts: [payout('po_1', 7_700, { settlements: ['txn_1'] })], reserves: [held] },
    };
    ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page(facts)], null);
    const made = taken(book.db, 'exceptions', {});
    expect(againOf(book.db, 'exceptions', {}, made)).toMatchObject({ added: 0, gone: 0, changed: 0, now: { rows: 0 } });
  });

  it('knows of then which payments were refunded on which days, and tells one that is refunded later', () => {
    const { book } = openTestBook();
    const tell = (facts: Parameters<typeof page>[0]) =>
      ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [page(facts)], null);
    tell({ payments: [payment('pi_1'), payment('pi_2'), payment('pi_3')], refunds: [refund('re_1', 'pi_1', 100)] });
    const filter = { reversedBy: 'refund', reversedIn: 'EUR' };
    const made = taken(book.db, 'payments', filter);
    expect(made.rows).toBe(1);
    expect(againOf(book.db, 'payments', filter, made)).toMatchObject({ added: 0, gone: 0, changed: 0 });
    tell({ refunds: [refund('re_2', 'pi_2', 100)] });
    expect(againOf(book.db, 'payments', filter, made)).toMatchObject({ added: 1, gone: 0, changed: 0 });
  });

  it('refuses where the journal no longer has the event that it was taken at', () => {
    const stock = stockedBook();
    stock.payment({ amount: 100, currency: 'EUR' });
    const made = taken(stock.book.db, 'payments', {});
    const other = { ...made, head: { ...made.head, hash: 'ab'.repeat(32) } };
    expect(() => againOf(stock.book.db, 'payments', {}, other)).toThrow(
      expect.objectContaining({ code: 'export-not-again' }),
    );
  });

  it('leaves no book beside when it is cancelled', () => {
    const { book } = keptBook();
    const made = taken(book.db, 'payments', {});
    const side = path.join(temporaryFolder(), 'side');
    const { rows, totals, head } = made;
    const input = { list: 'payments', filter: {}, now: { at: atMs, day }, side } as const;
    const steps = compareExport.run(book.db, {
      ...input,
      made: { at: atMs, day, position: head.position, hash: head.hash, rows, totals },
    });
    steps.next();
    expect(existsSync(side)).toBe(true);
    steps.return({
      was: { at: 0, position: 0, rows, totals },
      now: { at: 0, position: 0, rows, totals },
      added: 0,
      gone: 0,
      changed: 0,
      differences: [],
    });
    expect(existsSync(side)).toBe(false);
  });

  it('shows people by the names that they have today, in both', () => {
    const stock = stockedBook();
    const ada = stock.customer('Ada');
    stock.payment({ amount: 100, currency: 'EUR', customer: ada });
    const made = taken(stock.book.db, 'payments', {});
    run(stock.book.db, "UPDATE person SET name = 'Ada Lovelace'");
    expect(againOf(stock.book.db, 'payments', {}, made)).toMatchObject({ added: 0, gone: 0, changed: 0 });
  });
});

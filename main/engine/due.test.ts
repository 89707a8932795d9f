/** What falls due by the calendar happens in a healthy book only, once a minute, and one failure keeps nothing else from its turn. */
import { expect, test } from 'vitest';
import { invoiceWorld, issueOne, line } from '../../test/support/invoices';
import { all } from '../db/sql';
import { approvablesOf } from '../features/bulk';
import { setSpreadsRevenue } from '../features/invoices/deferring';
import { dueByCalendar } from './due';

const MINUTE_MS = 60_000;

test('a month is released when the book was found healthy, a minute after what failed beside it', async () => {
  const world = invoiceWorld();
  const { book, clock } = world;
  setSpreadsRevenue(book.db, true);
  await issueOne(world, { lines: [line({ from: '2026-03-01', to: '2026-05-31' })] });
  clock.at = Date.parse('2026-05-20T12:00:00Z');
  let heal = () => {};
  const healthy = new Promise<void>((resolve) => {
    heal = resolve;
  });
  const failed: string[] = [];
  const changed: string[] = [];
  const tick = dueByCalendar({
    ...{ book, healthy, operator: 'schedule', approvables: approvablesOf(book) },
    changed(topics) {
      changed.push(...topics);
      if (failed.length === 0) throw new Error('nobody listens');
    },
    unexpected: (what) => failed.push(what),
  });
  const released = () => all(book.db, "SELECT 1 FROM event WHERE kind = 'revenue.released'").length;
  tick();
  expect(released()).toBe(0);
  heal();
  await healthy;
  tick();
  tick();
  expect([released(), failed, changed]).toEqual([2, ['releasing a month'], ['invoices', 'book']]);
  clock.at = Date.parse('2026-06-02T12:00:00Z') + MINUTE_MS;
  tick();
  expect(failed).toHaveLength(1);
});

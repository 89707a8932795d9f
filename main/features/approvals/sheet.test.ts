/** The requests as a file: each as the screen tells it, with its answer. */
import { expect, test } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { listCsv } from '../../../test/support/list-csv';
import { staffedBook } from '../../../test/support/staff';
import { isoTime } from '../../kernel/time';
import type { Approval } from './contract';

const cellsOf = ({ customer, amount: { amount, currency }, ...row }: Approval) => ({
  ...{ id: row.id, act: row.act, customer: customer?.name ?? '', customer_id: customer?.id ?? '', amount, currency },
  ...{ note: row.note, requested_by: row.requestedBy, requested_at: isoTime(row.requestedAt), state: row.state },
  ...{ answered_by: row.answeredBy ?? '', answered_at: row.answeredAt === null ? '' : isoTime(row.answeredAt) },
  why: row.why ?? '',
});

test('the file of the requests holds what the screen shows: those that wait, and all with what was answered', async () => {
  const { book, clock } = openTestBook();
  const { bo, cy, ada, customer, newId } = staffedBook({ 'adjustment EUR': 10_000 }, clock, book);
  const wish = { customer, currency: 'EUR', reason: 'goodwill', note: 'A week, "whole"' } as const;
  for (const amount of ['100.01', '-200.00', '300.00']) await bo.credits.adjust({ request: newId(), ...wish, amount });
  const [first, second] = await ada.approvals.list({ waiting: true });
  await cy.approvals.approve({ request: newId(), id: first?.id ?? '' });
  await cy.approvals.refuse({ request: newId(), id: second?.id ?? '', why: '+Half of it would do' });
  const file = (filter: object) => listCsv(book.db, 'requests', filter, clock.now());

  const waiting = file({ state: 'waiting' });
  expect(waiting.rows).toEqual((await ada.approvals.list({ waiting: true })).map(cellsOf));
  expect([waiting.counted, waiting.totals]).toEqual([1, [{ currency: 'EUR', count: 1, amount: '300.00' }]]);
  const all = file({});
  const shown = (await ada.approvals.list({ waiting: false })).map(cellsOf).reverse();
  expect(all.rows).toEqual(shown.map((row) => (row.why === '' ? row : { ...row, why: `'${row.why}` })));
  expect(all.rows.map(({ state, answered_by }) => [state, answered_by])).toEqual([
    ['approved', 'Cy'],
    ['refused', 'Cy'],
    ['waiting', ''],
  ]);
  expect(all.totals).toEqual([{ currency: 'EUR', count: 3, amount: '200.01' }]);
});

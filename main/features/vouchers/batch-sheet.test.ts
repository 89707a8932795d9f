/** The batches as a file: each with what became of it, as its vouchers and their uses say; told alike when it is run again. */
import { expect, test } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { engineWorld } from '../../../test/support/engine-context';
import { againOf } from '../../../test/support/export-again';
import { listCsv } from '../../../test/support/list-csv';
import { addCustomer, issue, redeem, voucherInEveryState } from '../../../test/support/vouchers';
import { all, one } from '../../db/sql';
import { dayIn } from '../../kernel/time';

/** Counted from the vouchers one by one, not from what the batch keeps. */
const countedSql = `SELECT b.name, sum(v.uses) AS issued,
    (SELECT count(*) FROM voucher_use u JOIN voucher w ON w.id = u.voucher WHERE w.batch = b.id) AS redeemed,
    sum(CASE WHEN v.voided_at IS NOT NULL THEN v.uses - v.used ELSE 0 END) AS voided,
    sum(CASE WHEN v.voided_at IS NULL AND b.expired_on IS NOT NULL THEN v.uses - v.used ELSE 0 END) AS expired,
    sum(CASE WHEN v.voided_at IS NULL AND b.expired_on IS NULL THEN v.uses - v.used ELSE 0 END) AS open
  FROM voucher_batch b JOIN voucher v ON v.batch = b.id GROUP BY b.id ORDER BY b.id`;

function stock() {
  const { book, clock } = openTestBook();
  const customer = addCustomer(book);
  voucherInEveryState(book);
  // More than a page of the screen.
  for (let n = 0; n < 55; n++) issue(book, { name: `=Batch ${n}`, count: 1, from: '2026-03-01', to: '2026-03-31' });
  const csv = () => listCsv(book.db, 'voucher-batches', {}, clock.now());
  const now = () => ({ at: clock.now(), day: dayIn('UTC')(clock.now()) });
  return { book, clock, customer, csv, now };
}

test('the file of the batches holds every one that the screen pages through, and counts as their vouchers do', async () => {
  const { book, clock, csv } = stock();
  const made = csv();
  expect(made.counted).toBe(one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM voucher_batch')?.n);
  const world = engineWorld(book, clock);
  const { rows } = await world.client(world.sessions.connect('screen')).vouchers.batches({ limit: 500 });
  expect(made.rows.map(({ id, state }) => [id, state])).toEqual(rows.map(({ id, state }) => [id, state]).reverse());
  const figures = all<Record<string, string | number>>(book.db, countedSql);
  expect(
    made.rows.map(({ batch, issued, redeemed, voided, expired, open }) => ({
      ...{ name: batch?.replace(/^'/, ''), issued, redeemed, voided, expired, open },
    })),
  ).toEqual(figures.map(({ name, ...counts }) => ({ name, ...Object.fromEntries(texts(counts)) })));
  const left = one<{ n: number }>(
    book.db,
    `SELECT sum((v.uses - v.used) * b.amount) AS n FROM voucher v JOIN voucher_batch b ON b.id = v.batch
     WHERE v.voided_at IS NULL AND b.expired_on IS NULL`,
  );
  expect(made.totals).toEqual([{ currency: 'EUR', count: made.counted, amount: `${(left?.n ?? 0) / 100}.00` }]);
  expect(made.rows.find(({ batch }) => batch === 'Sold')).toMatchObject({
    ...{ kind: 'sold', amount: '20.00', vouchers: '5', uses_of_each: '2', issued_amount: '200.00', valid_to: '' },
    ...{ paid_at: 'bank-transfer', paid_note: 'Statement 14, line 3', uses_by_one_customer: '1' },
  });
});

const texts = (counts: Readonly<Record<string, string | number>>) =>
  Object.entries(counts).map(([name, count]) => [name, String(count)] as const);

test('run again it tells the batch of which one was redeemed since, and one that was issued', () => {
  const { book, customer, csv, now } = stock();
  const { codes, batch } = issue(book, { name: 'Late', from: '2026-03-01' });
  const made = csv();
  const again = () => againOf(book.db, 'voucher-batches', {}, made.written, now(), now());
  expect(again()).toMatchObject({ added: 0, gone: 0, changed: 0 });
  redeem(book, customer, codes[0] ?? '');
  issue(book, { name: 'Later' });
  const since = again();
  expect(since).toMatchObject({ added: 1, gone: 0, changed: 1 });
  expect(since.differences.find(({ how }) => how === 'changed')).toMatchObject({
    id: batch,
    cells: expect.arrayContaining([
      { column: 'redeemed', was: '0', is: '1' },
      { column: 'open_amount', was: '40.00', is: '20.00' },
    ]),
  });
});

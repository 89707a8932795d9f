/** The adjustments as a file: of one customer as its page lists them, or of all; what each added comes to the ledger's own balances. */
import { expect, test } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { againOf } from '../../../test/support/export-again';
import { listCsv } from '../../../test/support/list-csv';
import { staffedBook } from '../../../test/support/staff';
import { customer as customerNamed, page } from '../../../test/support/told';
import { all, one } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { DAY_MS, dayIn, isoTime } from '../../kernel/time';
import { ingest } from '../sync/ingest';
import { expireCredits } from './expiring';

/** Credit in every state: with a file, waiting no more, gone unspent, taken, reversed. */
async function open() {
  const { book: inFile, clock } = openTestBook();
  const of = staffedBook({ 'adjustment EUR': 5_000 }, clock, inFile);
  const { book, ada, bo, customer, newId } = of;
  ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [page({ customers: [customerNamed('cus_2')] })], null);
  const last = one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer ORDER BY id DESC');
  const other = idFromBytes(last?.uuid ?? Buffer.alloc(16));
  const adjust = (to: string, amount: string, note: string, more: object = {}) =>
    bo.credits.adjust({ request: newId(), customer: to, amount, currency: 'EUR', reason: 'goodwill', note, ...more });
  const content = Buffer.from('Down for a week.\n').toString('base64');
  await adjust(customer, '20.00', 'A week of outage', { files: [{ name: 'letter.txt', content }] });
  const { id } = await adjust(customer, '60.00', 'A month of outage');
  await ada.approvals.approve({ request: newId(), id });
  await adjust(customer, '10.00', 'For this week', { expiresOn: '2026-03-02' });
  await adjust(customer, '-5.00', 'Too much', { reason: 'correction', account: 'sales:general' });
  const wrong = await adjust(customer, '3.00', 'Wrong customer');
  await bo.credits.reverse({ request: newId(), id: wrong.id, note: 'Another one' });
  clock.at += 3 * DAY_MS;
  expireCredits({ book, operator: 'ada', changed: () => {} });
  const csv = (filter: object = {}) => listCsv(book.db, 'adjustments', filter, clock.now());
  const now = () => ({ at: clock.now(), day: dayIn('UTC')(clock.now()) });
  return { ...of, other, adjust, csv, now };
}

test('the file of a customer’s adjustments holds what its page lists, and that of all has every one', async () => {
  const { book, customer, other, adjust, csv, ada } = await open();
  await adjust(other, '7.00', '=Sorry');
  const page = await ada.credits.list({ customer });
  const own = csv({ customer });
  expect(own.rows.map(({ id }) => id)).toEqual(page.map(({ id }) => id).reverse());
  expect(
    own.rows.map((row) => [row.amount, row.note, row.made_by, row.approved_by, row.files, row.expired, row.reversed]),
  ).toEqual(
    page
      .map((each) => [
        ...[each.amount.amount, each.note, each.madeBy, each.approvedBy ?? ''],
        ...[each.files.map(({ name }) => name).join('; '), each.expired ?? ''],
        each.reversedAt === null ? '' : isoTime(each.reversedAt),
      ])
      .reverse(),
  );
  const [filed, approved, expired, taken, reversed] = own.rows;
  expect([filed?.files, approved?.made_by, approved?.approved_by]).toEqual(['letter.txt', 'Bo', 'Ada']);
  expect([expired?.expires, taken?.counter_account, reversed?.reversed_by]).toEqual([
    '2026-03-02',
    'sales:general',
    'Bo',
  ]);
  const whole = csv();
  expect(whole.counted).toBe(one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM adjustment')?.n);
  expect(whole.rows).toEqual([...own.rows, ...csv({ customer: other }).rows]);
  expect(whole.rows.at(-1)).toMatchObject({ note: "'=Sorry", amount: '7.00', granted_credit: '7.00', owed: '0.00' });
  const [sums] = all<{ minor: number }>(book.db, 'SELECT sum(amount) AS minor FROM adjustment');
  expect(whole.totals).toEqual([{ currency: 'EUR', count: whole.counted, amount: `${(sums?.minor ?? 0) / 100}.00` }]);
  expect(csv({ customer: book.newId() }).counted).toBe(0);
});

test('has every one, where the page stops at 200; those of a merged customer stand with the one that it became', async () => {
  const { customer, other, adjust, csv, ada, newId } = await open();
  const before = csv({ customer }).counted;
  for (let n = 0; n < 205; n++) await adjust(other, '0.01', `Cent ${n}`);
  expect([csv({ customer: other }).counted, (await ada.credits.list({ customer: other })).length]).toEqual([205, 200]);
  const asked = { customer: other, survivor: customer };
  const { seen } = await ada.customers.mergePreview(asked);
  await ada.customers.merge({ request: newId(), ...asked, seen });
  for (const either of [customer, other]) expect(csv({ customer: either }).counted).toBe(before + 205);
});

test('run again it tells what was reversed since, and what was given', async () => {
  const { book, bo, customer, adjust, csv, now, newId } = await open();
  const { id } = await adjust(customer, '9.00', 'Two hours of outage');
  const made = csv({ customer });
  const again = () => againOf(book.db, 'adjustments', { customer }, made.written, now(), now());
  expect(again()).toMatchObject({ added: 0, gone: 0, changed: 0 });
  await bo.credits.reverse({ request: newId(), id, note: 'Wrong customer' });
  await adjust(customer, '8.00', 'The right one');
  const since = again();
  expect(since).toMatchObject({ added: 1, gone: 0, changed: 1 });
  expect(since.differences.find(({ how }) => how === 'changed')).toMatchObject({
    id,
    cells: expect.arrayContaining([{ column: 'reversed_by', was: '', is: 'Bo' }]),
  });
});

/** Claims and unknown receipts as files: what the screen lists, in its order, and past where it stops. */
import { expect, test } from 'vitest';
import { act, openTestBook } from '../../../test/support/book';
import { engineWorld } from '../../../test/support/engine-context';
import { addCustomer } from '../../../test/support/invoices';
import { listCsv } from '../../../test/support/list-csv';
import { pendingTransfer } from '../../../test/support/matching';
import { bankAccount, statementOf } from '../../../test/support/statements';
import { run } from '../../db/sql';
import { record } from '../../journal/record';
import { isoTime } from '../../kernel/time';
import type { ClaimRow, ReceiptRow } from './contract';

function desk() {
  const { book, clock } = openTestBook();
  const world = engineWorld(book, clock);
  const api = world.client(world.sessions.connect('screen')).matching;
  const file = (list: 'claims' | 'unknown-receipts', state?: 'open' | 'settled') =>
    listCsv(book.db, list, state ? { state } : {}, clock.now());
  return { book, clock, api, file };
}

const claimCells = ({ customer, money, day, ...row }: ClaimRow) => ({
  ...{ id: row.id, customer: customer.name, customer_id: customer.id, amount: money.amount, currency: money.currency },
  ...{ paid_on: day, ticket: row.ticket, state: row.state, payment: row.payment ?? '', answer: row.answer ?? '' },
  ...{ recorded_at: isoTime(row.at), operator: row.operator, settled_by: row.closedBy ?? '' },
});

test('the file of the claims holds what the screen lists, and all that come behind it', async () => {
  const { book, clock, api, file } = desk();
  const customer = addCustomer(book, 'Ada Lovelace');
  const payment = pendingTransfer(book, 5_000, 'RF18539007547034', customer);
  const wish = { customer, currency: 'EUR', day: '2026-02-27' };
  const first = await api.claim({ request: book.newId(), ...wish, amount: '50.00', ticket: '@T-17' });
  const second = await api.claim({ request: book.newId(), ...wish, amount: '9.00', ticket: '' });
  const answer = 'It went to "another" account,\nnot ours';
  await api.tie({ request: book.newId(), claim: first.id, payment });
  await api.answer({ request: book.newId(), claim: second.id, answer });
  record(book, act(book), function* () {
    for (let amount = 1; amount <= 600; amount++) {
      const payload = { ...wish, amount, ticket: `T-${amount}` };
      yield { kind: 'claim.made', subject: book.newId(), occurredAt: clock.now(), payload };
    }
  });
  const settled = file('claims', 'settled');
  const [tied, answered] = (await api.claims({ open: false })).map(claimCells);
  const ended = { settled_at: isoTime(clock.now()) };
  expect(settled.rows).toEqual([
    { ...tied, ...ended, ticket: "'@T-17", payment },
    { ...answered, ...ended, answer, settled_by: 'ada' },
  ]);
  expect([settled.counted, settled.totals]).toEqual([2, [{ currency: 'EUR', count: 2, amount: '59.00' }]]);
  const open = file('claims', 'open');
  const shown = (await api.claims({})).map((row) => ({ ...claimCells(row), settled_at: '' }));
  expect(open.rows.slice(0, shown.length)).toEqual(shown);
  expect([open.counted, new Set(open.rows.map(({ id }) => id)).size]).toEqual([600, 600]);
  // 1 to 600 cents.
  expect(open.totals).toEqual([{ currency: 'EUR', count: 600, amount: '1803.00' }]);
  expect(file('claims').rows).toHaveLength(602);
});

const receiptCells = ({ money, ...row }: ReceiptRow) => ({
  ...{ id: row.id, day: row.day, bank: row.bank, amount: money.amount, currency: money.currency, name: row.name },
  ...{ text: row.text, state: row.state, payment: row.payment ?? '' },
});

test('the file of the unknown receipts holds what the screen lists, and all of a day that has more', async () => {
  const { book, api, file } = desk();
  const bank = bankAccount(book);
  for (const amount of [7_000, 3_000]) {
    const { lines } = statementOf(book, bank, [{ amount, name: 'Who Knows', text: '=cmd' }]);
    const booked = [{ as: 'receipt' as const, amount: amount === 7_000 ? '70.00' : '30.00' }];
    await api.match({ request: book.newId(), lines, tied: [], booked });
  }
  const receipt = (await api.receipts({})).find(({ money }) => money.amount === '30.00')?.id ?? '';
  const customer = addCustomer(book, 'Ada Lovelace');
  const { payment } = await api.assign({ request: book.newId(), receipt, customer });
  const settled = file('unknown-receipts', 'settled');
  const cells = (await api.receipts({ open: false })).map(receiptCells);
  expect(settled.rows).toEqual(cells.map((row) => ({ ...row, text: "'=cmd" })));
  expect(settled.rows).toMatchObject([{ id: receipt, state: 'assigned', payment, name: 'Who Knows' }]);
  run(
    book.db,
    `WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) INSERT INTO unknown_receipt
     (uuid, bank_account, day, amount, currency, state) SELECT randomblob(16), 1, '2026-02-28', i, 'EUR', 'open' FROM n`,
  );
  const open = file('unknown-receipts', 'open');
  const shown = (await api.receipts({})).map(receiptCells);
  expect(open.rows.slice(0, shown.length)).toEqual(shown);
  expect([open.counted, new Set(open.rows.map(({ id }) => id)).size]).toEqual([601, 601]);
  expect(open.totals).toEqual([{ currency: 'EUR', count: 601, amount: '1873.00' }]);
});

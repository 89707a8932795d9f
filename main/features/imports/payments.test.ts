import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { undone } from '../../../test/support/changing';
import { lastSeq, postingsAfter, replayed, verified } from '../../../test/support/checks';
import { importContext, imported, importing } from '../../../test/support/importing';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { all, one } from '../../db/sql';
import type { Id } from '../../kernel/id';
import type { ChangesContext } from '../changes/handlers';
import { foundExceptions } from '../matching/exceptions';
import { putAccount } from '../sync/account-rows';
import { methodOf, readStatus } from './payment-words';

let of: StockedBook;
let context: ChangesContext;
let nimbus: Id;

beforeEach(() => {
  of = stockedBook('Europe/Madrid');
  context = importContext(of.book, of.clock);
  nimbus = of.customer('Nimbus', 'a@nimbus.example');
  onTestFinished(() => {
    expect(verified(of.book.db).findings).toEqual([]);
    expect(replayed(of.book.db).differences).toEqual([]);
  });
});

const rows = () =>
  all(
    of.book.db,
    "SELECT amount, currency, status, reason, flag, provider_status AS word, method, method_label AS label, at, booked_on AS day FROM payment WHERE gateway IN ('imported', 'account') ORDER BY at",
  );
function atStripe(): void {
  const account = { key: 'stripe', provider: 'stripe', environment: 'sandbox' as const, account: 'acct_1', name: 'A' };
  putAccount(of.book.db, { ...account, label: null, added_at: of.clock.now(), paused_at: null, removed_at: null });
}

const head = 'Date / Time,Total,Status,Description,Customer,Currency,Method\n';
const file = `${head}2026-03-04 09:00,-30.00,Completed,Server,a@nimbus.example,EUR,
2026-03-03 10:30:00,100.00,Completed,Top-up,a@nimbus.example,EUR,Visa card
2026-03-05T08:00:00Z,7.00,sideways,Top-up,a@nimbus.example,USD,Carrier pigeon
2026-03-06,8.00,Declined,Top-up,a@nimbus.example,USD,PayPal
`;

test('payments of another system come in as history, in their order, each currency for itself; the unknown word is flagged', async () => {
  const before = lastSeq(of.book.db);
  const set = await imported(context, 'payments', file);
  expect(set.counts).toMatchObject({ new: 4, refused: 0 });
  expect(rows()).toMatchObject([
    {
      amount: 10_000,
      status: 'Completed',
      method: 'card',
      label: 'Visa card',
      at: Date.UTC(2026, 2, 3, 9, 30),
      day: '2026-03-03',
    },
    { amount: -3_000, status: 'Completed', method: 'account-credit' },
    {
      amount: 700,
      status: 'Pending',
      flag: 'unknown-status',
      word: 'sideways',
      method: 'other',
      at: Date.UTC(2026, 2, 5, 8),
    },
    { amount: 800, status: 'Cancelled', reason: 'declined', method: 'paypal', currency: 'USD' },
  ]);
  // Never at a gateway: what came in before this book began is in its opening balances.
  expect(postingsAfter(of.book.db, before).map((posting) => posting.replaceAll(nimbus, 'C'))).toEqual([
    'credit:C:paid → opening 10000 EUR',
    'sales:general → credit:C:paid 3000 EUR',
  ]);
});

test('the same file again, or one that overlaps, adds nothing; two equal rows stay two; the set goes back whole', async () => {
  const set = await imported(context, 'payments', file);
  expect((await imported(context, 'payments', file)).counts).toMatchObject({ new: 0, there: 4 });
  const twice = `${file}2026-03-03 10:30:00,100.00,Completed,Top-up,a@nimbus.example,EUR,Visa card\n`;
  const more = await imported(context, 'payments', twice);
  expect(more.counts).toMatchObject({ new: 1, there: 4 });
  expect(await undone(context, more.id ?? '')).toEqual({ undone: 1, stayed: 0 });
  expect(await undone(context, set.id ?? '')).toEqual({ undone: 4, stayed: 0 });
  expect(one(of.book.db, "SELECT 1 FROM payment WHERE status <> 'Cancelled'")).toBeUndefined();
  expect(all(of.book.db, 'SELECT * FROM balance WHERE minor <> 0')).toEqual([]);
  expect((await imported(context, 'payments', file)).counts).toMatchObject({ new: 4 });
});

test('a status that changed since stays as it is and is counted; what was spent stays when the set is taken back', async () => {
  const named = (status: string) =>
    `id,date,total,status,customer,currency\nT-1,2026-03-03,5.00,${status},a@nimbus.example,EUR\n`;
  await imported(context, 'payments', named('Pending'));
  expect((await imported(context, 'payments', named('Completed'))).counts).toMatchObject({ new: 0, differs: 1 });
  const set = await imported(context, 'payments', named('Completed').replace('T-1', 'T-2'));
  of.purchase(nimbus, 200, 'EUR');
  await expect(undone(context, set.id ?? '')).rejects.toMatchObject({ code: 'receipt-spent' });
});

test('a portal’s own list has no customer and no currency: both are asked, and said for all rows', async () => {
  const own = await importing(
    context,
    'payments',
    'Date / Time,Total,Status,Description\n03/04/2026 9:15 PM,12.00,Paid,Top-up\n',
  );
  const look = await own.look();
  expect(look.asks).toMatchObject({ customer: true, currency: true, dayOrder: true, fields: [] });
  await expect(own.store(look)).rejects.toMatchObject({ code: 'import-choose' });
  const said = await own.look({ customer: 'a@nimbus.example', currency: 'EUR', dayOrder: 'dmy' });
  expect(said.asks).toMatchObject({ customer: false, currency: false, dayOrder: false });
  await own.store(said, { saveAs: 'Portal' });
  expect(rows()).toMatchObject([{ amount: 1_200, status: 'Completed', at: Date.UTC(2026, 3, 3, 19, 15) }]);
  const next = await importing(
    context,
    'payments',
    'Date / Time,Total,Status,Description\n04/04/2026 9:15 PM,1.00,Paid,Top-up\n',
  );
  // Whose the last file was says nothing of the next one.
  expect(await next.look()).toMatchObject({
    mapping: 'Portal',
    asks: { customer: true, currency: false, dayOrder: false },
  });
});

test('a payment that a gateway told the book of by the same id is there, and never booked twice', async () => {
  atStripe();
  of.payment({ amount: 900, currency: 'EUR', customer: nimbus, externalId: 'pi_9' });
  const text = 'date,total,status,customer,currency,id\n2026-03-03,9.00,Paid,a@nimbus.example,EUR,pi_9\n';
  expect((await imported(context, 'payments', text)).counts).toMatchObject({ new: 0, there: 1 });
});

test('one that a gateway tells of afterwards is an exception until one of the two is gone', async () => {
  atStripe();
  const set = await imported(
    context,
    'payments',
    'date,total,status,customer,currency,id\n2026-03-03,9.00,Paid,a@nimbus.example,EUR,pi_9\n',
  );
  const doubles = () => foundExceptions(of.book.db, of.clock.now()).filter(({ type }) => type === 'duplicate');
  expect(doubles()).toEqual([]);
  of.payment({ amount: 900, currency: 'EUR', customer: nimbus, externalId: 'pi_9' });
  expect(doubles()).toMatchObject([{ about: 'payment', gateway: 'imported', label: 'pi_9', amount: 900 }]);
  await undone(context, set.id ?? '');
  expect(doubles()).toEqual([]);
});

test('rows that make no sense keep the file out, with line and column', async () => {
  const text = `${head}2026-03-03,0.00,Completed,x,a@nimbus.example,EUR,
2026-03-03 25:00,1.00,Completed,x,a@nimbus.example,EUR,
2027-03-03,1.00,,x,nobody,EUR,
2026-03-03,-1.00,Pending,x,a@nimbus.example,EUR,
`;
  const bad = await importing(context, 'payments', text);
  const look = await bad.look();
  expect(look.counts).toMatchObject({ new: 0, refused: 4 });
  expect(look.refusals.map(({ line, column, problem }) => [line, column, problem.code])).toEqual([
    [2, 2, 'amount-invalid'],
    [3, 1, 'import-day-unread'],
    [4, 5, 'import-customer-unknown'],
    [4, 1, 'import-future-day'],
    [4, 3, 'import-cell-empty'],
    [5, 3, 'import-purchase-open'],
  ]);
  await expect(bad.store(look)).rejects.toMatchObject({ code: 'import-refused' });
});

test('words of other systems become ours; what nobody knows is never guessed', () => {
  expect(['Paid', ' CAPTURED ', 'finished', 'Pagado'].map((word) => readStatus(word).status)).toEqual(
    Array(4).fill('Completed'),
  );
  expect(['New', 'waiting', 'unpaid'].map((word) => readStatus(word).status)).toEqual(Array(3).fill('Pending'));
  expect(['voided', 'expired', 'Fallida', 'cancelled'].map((word) => readStatus(word).reason)).toEqual([
    ...['cancelled-operator', 'expired', 'declined', 'cancelled-operator'],
  ]);
  expect(readStatus('paid?')).toMatchObject({ status: 'Pending', flag: 'unknown-status' });
  expect(['Stripe', 'Wire', 'SEPA', 'Nobody knows'].map(methodOf)).toEqual([
    'card',
    'bank-transfer',
    'direct-debit',
    'other',
  ]);
});

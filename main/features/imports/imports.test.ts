import { call } from '@orpc/server';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { undoable, undone } from '../../../test/support/changing';
import { balances, factsOf, lastSeq, postingsAfter, replayed, verified } from '../../../test/support/checks';
import { importContext, imported, importing } from '../../../test/support/importing';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { all, one } from '../../db/sql';
import { readEvents } from '../../journal/stored';
import { idFromBytes } from '../../kernel/id';
import { type ChangesContext, changesHandlers } from '../changes/handlers';
import { voidInvoice } from '../invoices/issuing-events';

let of: StockedBook;
let context: ChangesContext;

beforeEach(() => {
  of = stockedBook();
  context = importContext(of.book, of.clock);
  onTestFinished(() => {
    expect(verified(of.book.db).findings).toEqual([]);
    expect(replayed(of.book.db).differences).toEqual([]);
  });
});

const undo = (id: string | null) => undone(context, id ?? '');
const counts = { new: 0, linked: 0, there: 0, differs: 0, refused: 0 };
const people = () =>
  all<{ name: string; email: string | null; id: string | null }>(
    of.book.db,
    `SELECT n.name, n.email, l.external_id AS id FROM customer c JOIN person n ON n.uuid = c.uuid
     LEFT JOIN customer_link l ON l.customer = c.id ORDER BY c.id`,
  );

const customers = 'External ID;Nombre;Correo;País\nC-1;Nimbus, S.L.;a@nimbus.example;es\nC-2;"Zoë ""Z"" Ltd";;GB\n';

test('customers come in once, are there the second time, and go whole', async () => {
  const before = factsOf(of.book.db);
  const first = await imported(context, 'customers', customers);
  expect(first.counts).toEqual({ ...counts, new: 2 });
  expect(people()).toEqual([
    { name: 'Nimbus, S.L.', email: 'a@nimbus.example', id: 'C-1' },
    { name: 'Zoë "Z" Ltd', email: null, id: 'C-2' },
  ]);
  expect(await imported(context, 'customers', customers)).toEqual({ id: null, counts: { ...counts, there: 2 } });
  expect(await undo(first.id)).toEqual({ undone: 2, stayed: 0 });
  expect({ ...factsOf(of.book.db), changeSet: null }).toEqual({ ...before, changeSet: null });
  expect(one(of.book.db, 'SELECT 1 FROM person')).toBeUndefined();
  expect((await imported(context, 'customers', customers)).counts).toEqual({ ...counts, new: 2 });
});

test('a customer that is known by its e-mail gets the external id, and keeps what it says', async () => {
  of.customer('Nimbus as Stripe has it', 'A@nimbus.example');
  const set = await imported(context, 'customers', customers);
  expect(set.counts).toEqual({ ...counts, new: 1, linked: 1 });
  expect(people()[0]).toEqual({ name: 'Nimbus as Stripe has it', email: 'A@nimbus.example', id: 'C-1' });
  expect(await undo(set.id)).toEqual({ undone: 2, stayed: 0 });
  expect(people()).toEqual([{ name: 'Nimbus as Stripe has it', email: 'A@nimbus.example', id: null }]);
});

test('who is there and says something else stays as it is, and is counted', async () => {
  await imported(context, 'customers', customers);
  const other = customers.replace('Nimbus, S.L.', 'Nimbus, S.A.');
  expect((await imported(context, 'customers', other)).counts).toEqual({ ...counts, there: 1, differs: 1 });
  expect(people()[0]?.name).toBe('Nimbus, S.L.');
});

const invoices =
  'customer,number,date,due,description,amount,quantity,vat rate,currency,total\n' +
  'C-1,A-77,2026-11-01,2026-11-15,Server,"1,000.50",2,21,EUR,"2,433.61"\n' +
  'C-1,A-77,2026-11-01,2026-11-15,Set-up,10.25,,21,EUR,"2,433.61"\n' +
  'C-2,A-78,2026-11-02,2026-11-16,Domain,15.00,,,USD,\n';

test('invoices of another system keep their number, outside our series, and are issued', async () => {
  await imported(context, 'customers', customers);
  const last = lastSeq(of.book.db);
  const set = await imported(context, 'invoices', invoices);
  expect(set.counts).toEqual({ ...counts, new: 2 });
  expect(postingsAfter(of.book.db, last)).toEqual([
    'sales:general → receivable:C-1 201125 EUR',
    'tax:output:VAT → receivable:C-1 42236 EUR',
    'sales:general → receivable:C-2 1500 USD',
  ]);
  const rows = all(of.book.db, 'SELECT number, state, total, open, issue_day, due_day FROM invoice ORDER BY id');
  expect(rows).toMatchObject([
    { number: 'A-77', state: 'issued', total: 243361, open: 243361, issue_day: '2026-11-01' },
    { number: 'A-78', state: 'issued', total: 1500, due_day: '2026-11-16' },
  ]);
  expect(one(of.book.db, 'SELECT 1 FROM last_number')).toBeUndefined();
});

test('an invoice whose lines do not come to what the file says is refused, and so is a number of our own series', async () => {
  await imported(context, 'customers', customers);
  const wrong = invoices.replaceAll('2,433.61', '2,433.60').replace('A-78', 'INV-2026-00001');
  const look = await (await importing(context, 'invoices', wrong)).look();
  expect(look.refusals.map(({ line, column, problem }) => [line, column, problem.code])).toEqual([
    [2, 10, 'import-total-differs'],
    [4, 2, 'import-number-ours'],
  ]);
});

test('invoices taken back are void, and the same file issues them again under the same numbers', async () => {
  await imported(context, 'customers', customers);
  const before = balances(of.book.db, 'import');
  const set = await imported(context, 'invoices', invoices);
  const booked = balances(of.book.db, 'import');
  expect((await imported(context, 'invoices', invoices)).counts).toEqual({ ...counts, there: 2 });
  expect(await undo(set.id)).toEqual({ undone: 2, stayed: 0 });
  expect(balances(of.book.db, 'import')).toEqual(before);
  expect(all(of.book.db, 'SELECT state FROM invoice')).toEqual([{ state: 'void' }, { state: 'void' }]);
  expect((await imported(context, 'invoices', invoices)).counts).toEqual({ ...counts, new: 2 });
  expect(balances(of.book.db, 'import')).toEqual(booked);
  expect(all(of.book.db, 'SELECT number FROM invoice')).toEqual([{ number: 'A-77' }, { number: 'A-78' }]);
});

test('an invoice that was paid since stays when its import is taken back, and says why', async () => {
  await imported(context, 'customers', customers);
  const set = await imported(context, 'invoices', invoices);
  const paid = one<{ uuid: Buffer; customer: Buffer }>(
    of.book.db,
    "SELECT i.uuid, c.uuid AS customer FROM invoice i JOIN customer c ON c.id = i.customer WHERE number = 'A-78'",
  );
  const [customer] = paid ? [idFromBytes(paid.customer)] : [];
  if (!customer) throw new Error('no invoice');
  of.payment({ customer, amount: 500, currency: 'USD', purpose: 'invoice', reference: 'A-78' });
  const shown = await undoable(context, set.id ?? '');
  expect(shown.items.map(({ problem }) => problem?.code)).toEqual(['invoice-has-payments', undefined]);
  expect(await undo(set.id)).toEqual({ undone: 1, stayed: 1 });
});

test('a customer who says to have paid since stays when the import is taken back, and says why', async () => {
  const set = await imported(context, 'customers', customers);
  const customer = one<{ uuid: Buffer }>(of.book.db, 'SELECT uuid FROM customer ORDER BY id LIMIT 1');
  if (!customer) throw new Error('no customer');
  of.put(function* () {
    const claimed = {
      customer: idFromBytes(customer.uuid),
      amount: 500,
      currency: 'EUR',
      day: '2026-01-05',
      ticket: '',
    };
    yield { kind: 'claim.made', subject: of.book.newId(), occurredAt: of.clock.at, payload: claimed };
  });
  const shown = await undoable(context, set.id ?? '');
  expect(shown.items.map(({ problem }) => problem?.code)).toEqual([undefined, 'customer-in-use']);
  expect(await undo(set.id)).toEqual({ undone: 1, stayed: 1 });
});

test('an invoice that was voided by hand is not issued again by its file', async () => {
  await imported(context, 'customers', customers);
  const set = await imported(context, 'invoices', invoices);
  of.put(function* (facts) {
    const row = one<{ uuid: Buffer }>(facts.db, "SELECT uuid FROM invoice WHERE number = 'A-78'");
    if (row) yield* voidInvoice(facts, idFromBytes(row.uuid), 'by hand', of.clock.at);
  });
  expect((await imported(context, 'invoices', invoices)).counts).toEqual({ ...counts, there: 2 });
  expect(await undo(set.id)).toEqual({ undone: 1, stayed: 1 });
});

test('renewals without a number draw the next ones of our series, once per external id', async () => {
  await imported(context, 'customers', customers);
  const file =
    'customer,renewal id,description,price,currency\na@nimbus.example,R-1,Renewal,10,EUR\nC-2,R-2,Renewal,20,EUR\n';
  const set = await imported(context, 'invoices', file);
  const drawn = () =>
    all<{ number: string }>(of.book.db, 'SELECT number FROM invoice ORDER BY id').map(({ number }) => number);
  expect(drawn()).toEqual(['INV-2026-00001', 'INV-2026-00002']);
  expect((await imported(context, 'invoices', file)).counts).toEqual({ ...counts, there: 2 });
  await undo(set.id);
  await imported(context, 'invoices', file);
  expect(drawn()).toEqual(['INV-2026-00001', 'INV-2026-00002', 'INV-2026-00003', 'INV-2026-00004']);
});

const purchases = 'customer;fecha;concepto;importe\nC-1;13/11/2026;Pedido 1;1.200,50\nC-1;14/11/2026;Pedido 2;0,50\n';

async function bought() {
  const file = await importing(context, 'purchases', purchases);
  const look = await file.look({ currency: 'EUR' });
  return file.store(look);
}

test('purchases are negative payments, taken from credit first, and go back to where they were taken from', async () => {
  await imported(context, 'customers', customers);
  const row = one<{ uuid: Buffer }>(
    of.book.db,
    "SELECT c.uuid FROM customer c JOIN customer_link l ON l.customer = c.id WHERE l.external_id = 'C-1'",
  );
  if (!row) throw new Error('no customer');
  of.payment({ customer: idFromBytes(row.uuid), amount: 100_000, currency: 'EUR' });
  const before = balances(of.book.db, 'import');
  const set = await bought();
  expect(set.counts).toEqual({ ...counts, new: 2 });
  expect(balances(of.book.db, 'import')).toMatchObject({ 'receivable:C-1 EUR': 20100, 'sales:general EUR': -120100 });
  expect(
    all(of.book.db, "SELECT amount, status, booked_on FROM payment WHERE gateway = 'account' ORDER BY id"),
  ).toEqual([
    { amount: -120050, status: 'Completed', booked_on: '2026-11-13' },
    { amount: -50, status: 'Completed', booked_on: '2026-11-14' },
  ]);
  expect((await bought()).counts).toEqual({ ...counts, there: 2 });
  expect(await undo(set.id)).toEqual({ undone: 2, stayed: 0 });
  expect(balances(of.book.db, 'import')).toEqual(before);
  expect((await bought()).counts).toEqual({ ...counts, new: 2 });
});

test('a purchase that was taken back by itself since is not taken back twice', async () => {
  await imported(context, 'customers', customers);
  const set = await bought();
  of.put(function* ({ db, balance }) {
    const kind = of.book.kinds.get('purchase.recorded');
    const row = readEvents(db, 0, 100).find((event) => event.kind === 'purchase.recorded');
    const payload: unknown = row && JSON.parse(row.payloadText);
    const use = { newId: of.book.newId, nowMs: of.clock.at };
    if (row) yield* kind?.undo?.(payload as never, { ...row, payload }, { db, balance }, use) ?? [];
  });
  expect(await undo(set.id)).toEqual({ undone: 1, stayed: 1 });
  const rows = all(of.book.db, 'SELECT status, reason FROM payment');
  expect(rows).toEqual([cancelled, cancelled]);
});

const cancelled = { status: 'Cancelled', reason: 'cancelled-operator' };

test('the change set names the file and its hash', async () => {
  await imported(context, 'customers', customers);
  const [set] = await call(changesHandlers.list, { limit: 1 }, { context });
  expect(set).toMatchObject({ deed: 'import-customers', about: 'file.csv', items: 2 });
  expect(set?.file?.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('a customer that is used since stays, and its import says why', async () => {
  const set = await imported(context, 'customers', customers);
  await imported(context, 'invoices', invoices.split('\n').slice(0, 3).join('\n'));
  const shown = await undoable(context, set.id ?? '');
  expect(shown.items.map(({ problem }) => problem?.code)).toEqual([undefined, 'customer-in-use']);
  expect(await undo(set.id)).toEqual({ undone: 1, stayed: 1 });
});

test('a purchase of a file takes its tax from the columns of its rate and code, and refuses a code without a rate', async () => {
  await imported(context, 'customers', customers);
  const head = 'customer,date,description,amount,currency,tax rate,tax code\n';
  const rows =
    'C-1,2026-11-13,Order,121.00,EUR,21%,ES-21\nC-1,2026-11-13,Order,10.70,EUR,7,\nC-1,2026-11-13,Order,5.00,EUR,,\n';
  await imported(context, 'purchases', head + rows);
  expect(balances(of.book.db, 'import')).toMatchObject({
    ...{ 'sales:general EUR': -11_500, 'tax:output:ES-21 EUR': -2_100, 'tax:output:VAT EUR': -70 },
  });
  const file = await importing(context, 'purchases', `${head}C-1,2026-11-13,Order,5.00,EUR,,ES-21\n`);
  expect((await file.look({})).counts).toMatchObject({ refused: 1 });
});

import { call } from '@orpc/server';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { balances, factsOf, lastSeq, postingsAfter, replayed, verified } from '../../../test/support/checks';
import { importContext, imported, importing } from '../../../test/support/importing';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import type { Context } from '../../context';
import { all, one } from '../../db/sql';
import { readEvents } from '../../journal/stored';
import { idFromBytes } from '../../kernel/id';
import { changesHandlers } from '../changes/handlers';
import { customerColumns } from '../customers/import-events';
import { voidInvoice } from '../invoices/issuing-events';

let of: StockedBook;
let context: Context;

beforeEach(() => {
  of = stockedBook();
  context = importContext(of.book, of.clock);
  onTestFinished(() => {
    expect(verified(of.book.db).findings).toEqual([]);
    expect(replayed(of.book.db).differences).toEqual([]);
  });
});

const undo = (id: string | null) => call(changesHandlers.undo, { request: of.book.newId(), id: id ?? '' }, { context });
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

test('each refusal says line, column and reason; without leaving them out nothing is stored', async () => {
  const file = await importing(
    context,
    'customers',
    'id,name,email,country\nC-1,,nobody,ES\n,No Id,,\nC-3,"Two\nlines",x@y.example,Spain\nC-4,Right,r@y.example\nC-5,Good,g@y.example,ES\nC-5,Other,o@y.example,ES\n',
  );
  const look = await file.look();
  expect(look.refusals.map(({ line, column, header, problem }) => [line, column, header, problem.code])).toEqual([
    [2, 2, 'name', 'import-cell-empty'],
    [2, 3, 'email', 'import-cell-unread'],
    [3, 0, '', 'import-no-identity'],
    [4, 4, 'country', 'import-cell-unread'],
    [6, 0, '', 'import-row-cells'],
    [8, 0, '', 'import-twice'],
  ]);
  const last = lastSeq(of.book.db);
  await expect(file.store(look)).rejects.toThrow('import-refused');
  expect(lastSeq(of.book.db)).toBe(last);
  expect((await file.store(look, { leaveOut: true })).counts).toEqual({ ...counts, new: 1, refused: 5 });
});

test('what stands behind a quotation mark that never closes keeps the whole file out', async () => {
  const file = await importing(context, 'customers', 'id,name\nC-1,Good\nC-2,"Open\nC-3,Lost\n');
  const look = await file.look();
  expect(look).toMatchObject({ damaged: true, counts: { ...counts, new: 1, refused: 1 } });
  expect(look.refusals[0]).toMatchObject({ line: 3, problem: { code: 'import-quotes' } });
  await expect(file.store(look, { leaveOut: true })).rejects.toThrow('import-refused');
  expect(people()).toEqual([]);
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
  const shown = await call(changesHandlers.undoable, { id: set.id ?? '' }, { context });
  expect(shown.items.map(({ problem }) => problem?.code)).toEqual(['invoice-has-payments', undefined]);
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

test('a number or a day that could mean two things is asked for, never guessed', async () => {
  await imported(context, 'customers', customers);
  const file = await importing(
    context,
    'purchases',
    'customer;date;description;amount;currency\nC-1;03/04/2026;One;1.200;EUR\nC-1;05/06/2026;Two;2.500;EUR\n',
  );
  const asked = await file.look();
  expect(asked.asks).toMatchObject({ decimal: true, dayOrder: true, currency: false });
  expect(asked.items).toEqual([]);
  await expect(file.store(asked)).rejects.toThrow('import-choose');
  const spanish = await file.look({ decimal: ',', dayOrder: 'dmy' });
  expect(spanish.totals).toEqual([{ amount: '-3700.00', currency: 'EUR' }]);
  expect(spanish.items[0]?.cells.find(({ field }) => field === 'date')?.text).toBe('2026-04-03');
  const english = await file.look({ decimal: '.', dayOrder: 'mdy' });
  expect(english.totals).toEqual([{ amount: '-3.70', currency: 'EUR' }]);
  expect(english.items[0]?.cells.find(({ field }) => field === 'date')?.text).toBe('2026-03-04');
});

test('a mapping that was saved is used again when the same headers come back', async () => {
  await imported(context, 'customers', customers);
  const headers = 'who;when;what;how much\n';
  const columns = { customer: 0, date: 1, description: 2, amount: 3 };
  const file = await importing(context, 'purchases', `${headers}C-1;03/04/2026;One;1.200\n`);
  const look = await file.look({ columns, decimal: ',', dayOrder: 'dmy', currency: 'EUR' });
  await file.store(look, { saveAs: 'Shop' });
  const again = await (await importing(context, 'purchases', `${headers}C-1;05/06/2026;Two;2.500\n`)).look();
  expect(again).toMatchObject({ mapping: 'Shop', choices: { columns, currency: 'EUR' }, counts: { new: 1 } });
  const other = await importing(context, 'purchases', 'who;when;what\nC-1;05/06/2026;Two\n');
  expect((await other.look()).mapping).toBeNull();
});

test('the same request is stored once, and another one of its name is refused', async () => {
  const file = await importing(context, 'customers', customers);
  const look = await file.look();
  const request = of.book.newId();
  const first = await file.store(look, { request });
  expect(await file.store(look, { request })).toEqual(first);
  await expect(file.store({ ...look, plan: '0'.repeat(64) }, { request })).rejects.toThrow('request-reused');
});

test('what changed in the book since it was looked at keeps the file out', async () => {
  const file = await importing(context, 'customers', customers);
  const look = await file.look();
  of.customer('Nimbus', 'a@nimbus.example');
  await expect(file.store(look)).rejects.toThrow('changed-since-preview');
  expect(people()).toHaveLength(1);
});

test('the change set names the file and its hash', async () => {
  await imported(context, 'customers', customers);
  const [set] = await call(changesHandlers.list, { limit: 1 }, { context });
  expect(set).toMatchObject({ deed: 'import-customers', about: 'file.csv', items: 2 });
  expect(set?.file?.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('UTF-8 with and without its mark, UTF-16 and Windows-1252 are read; what is no text is refused', async () => {
  const text = 'id,name\nC-9,Peñíscola €\n';
  const windows = Buffer.from(text.replace('€', '\u0080'), 'latin1');
  const files = [Buffer.from(text), Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le'), windows];
  for (const bytes of files) {
    const look = await (await importing(context, 'customers', bytes)).look();
    expect(look.samples).toEqual([['C-9', 'Peñíscola €']]);
    expect(look.headers[0]).toBe('id');
  }
  await expect((await importing(context, 'customers', 'PK\u0003\u0004\0\0')).look()).rejects.toThrow('import-not-text');
  await expect((await importing(context, 'customers', ' \n')).look()).rejects.toThrow('import-file-empty');
});

test('every column that refers to a customer is asked before one is taken out', () => {
  const tables = all<{ name: string }>(of.book.db, "SELECT name FROM sqlite_schema WHERE type = 'table'");
  const referring = tables.flatMap(({ name }) =>
    all<{ from: string }>(
      of.book.db,
      `SELECT "from" FROM pragma_foreign_key_list('${name}') WHERE "table" = 'customer'`,
    ).map(({ from }) => `${name}.${from}`),
  );
  expect([...customerColumns]).toEqual(referring.sort());
});

test('a customer that is used since stays, and its import says why', async () => {
  const set = await imported(context, 'customers', customers);
  await imported(context, 'invoices', invoices.split('\n').slice(0, 3).join('\n'));
  const shown = await call(changesHandlers.undoable, { id: set.id ?? '' }, { context });
  expect(shown.items.map(({ problem }) => problem?.code)).toEqual([undefined, 'customer-in-use']);
  expect(await undo(set.id)).toEqual({ undone: 1, stayed: 1 });
});

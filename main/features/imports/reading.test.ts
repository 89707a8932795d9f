import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { lastSeq, replayed, verified } from '../../../test/support/checks';
import { importContext, imported, importing } from '../../../test/support/importing';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import type { Context } from '../../context';
import { all } from '../../db/sql';
import { referring } from '../customers/import-events';

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

const counts = { new: 0, linked: 0, there: 0, differs: 0, refused: 0 };
const people = () =>
  all<{ name: string; email: string | null; id: string | null }>(
    of.book.db,
    `SELECT n.name, n.email, l.external_id AS id FROM customer c JOIN person n ON n.uuid = c.uuid
     LEFT JOIN customer_link l ON l.customer = c.id ORDER BY c.id`,
  );

const customers = 'External ID;Nombre;Correo;País\nC-1;Nimbus, S.L.;a@nimbus.example;es\nC-2;"Zoë ""Z"" Ltd";;GB\n';

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

test('a service period with one of its days is refused where the other is missing', async () => {
  await imported(context, 'customers', customers);
  const rows = 'C-1,2026-04-01,2026-04-30\nC-1,2026-04-01,\nC-1,,2026-04-30\nC-1,,';
  const written = rows.split('\n').map((row, n) => `N-${n},2026-03-01,Hosting,10.00,EUR,${row}`);
  const header = 'number,date,description,amount,currency,customer,from,to';
  const look = await (await importing(context, 'invoices', [header, ...written].join('\n'))).look();
  expect(look.refusals.map(({ line, header, problem }) => [line, header, problem.code])).toEqual([
    [3, 'to', 'import-period-half'],
    [4, 'from', 'import-period-half'],
  ]);
  expect(look.counts).toMatchObject({ new: 2, refused: 2 });
});

test('what stands behind a quotation mark that never closes keeps the whole file out', async () => {
  const file = await importing(context, 'customers', 'id,name\nC-1,Good\nC-2,"Open\nC-3,Lost\n');
  const look = await file.look();
  expect(look).toMatchObject({ damaged: true, counts: { ...counts, new: 1, refused: 1 } });
  expect(look.refusals[0]).toMatchObject({ line: 3, problem: { code: 'import-quotes' } });
  await expect(file.store(look, { leaveOut: true })).rejects.toThrow('import-refused');
  expect(people()).toEqual([]);
});

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
  const inBook = tables.flatMap(({ name }) =>
    all<{ from: string }>(
      of.book.db,
      `SELECT "from" FROM pragma_foreign_key_list('${name}') WHERE "table" = 'customer'`,
    ).map(({ from }) => `${name}.${from}`),
  );
  expect(referring.map((column) => column.join('.'))).toEqual(inBook.sort());
});

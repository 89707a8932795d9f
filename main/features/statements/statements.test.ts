import { call } from '@orpc/server';
import { strToU8, zipSync } from 'fflate';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { memoryBook, testClock } from '../../../test/support/book';
import { undone } from '../../../test/support/changing';
import { replayed, verified } from '../../../test/support/checks';
import { importContext } from '../../../test/support/importing';
import { statementImport, storedFile } from '../../../test/support/statement-importing';
import { sampleAccount, sampleFiles } from '../../../test/support/statement-samples';
import { bankAccount } from '../../../test/support/statements';
import { all } from '../../db/sql';
import type { Book } from '../../journal/record';
import type { Id } from '../../kernel/id';
import type { ChangesContext } from '../changes/handlers';
import { statementsHandlers } from './handlers';

let book: Book;
let bank: Id;
let context: ChangesContext;

beforeEach(() => {
  book = memoryBook(testClock());
  bank = bankAccount(book, { number: sampleAccount.number });
  context = importContext(book, book.clock);
  onTestFinished(() => {
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
    book.db.close();
  });
});

const lines = () =>
  all(
    book.db,
    `SELECT l.n, l.day, l.amount, l.reference, t.name, t.text FROM bank_line l LEFT JOIN bank_line_text t ON t.uuid = l.uuid
     ORDER BY l.statement, l.n`,
  );
const { camt053, mt940, csv, ofx } = sampleFiles;
const fileOf = ({ name, text }: { name: string; text: string }) => ({ name, content: text });
const undo = (id: Id | null) => undone(context, id ?? '');

test('a file finds its bank account by its number, proves its balances, and comes in once', async () => {
  const file = await statementImport(context, fileOf(camt053));
  const look = await file.look();
  expect(look.files[0]?.statements[0]).toMatchObject({
    ...{ bank: { id: bank }, new: 4, already: 0, equal: 1, isProved: true, out: null, came: '1330.50', went: '12.00' },
    lines: [
      { line: 6, isThere: false, day: '2026-02-03', amount: '1250.50', name: 'Nimbus S.L.', reference: 'E2E-1' },
      {},
      {},
      {},
    ],
  });
  const stored = await file.store(look);
  expect(stored).toMatchObject({ new: 4, already: 0 });
  expect(lines()).toHaveLength(4);
  expect(await storedFile(context, fileOf(camt053))).toEqual({ id: null, new: 0, already: 4 });
  const [account] = await call(statementsHandlers.accounts, undefined, { context });
  expect(account).toMatchObject({
    lines: 4,
    open: 4,
    statements: 1,
    balance: { day: '2026-02-28', amount: '2318.50' },
  });
});

test.each(Object.entries(sampleFiles))(
  '%s: import, take back, import again gives the same lines',
  async (_format, sample) => {
    const first = await storedFile(context, fileOf(sample));
    const before = lines();
    expect(await undo(first.id)).toEqual({ undone: 1, stayed: 0 });
    expect(lines()).toEqual([]);
    expect((await storedFile(context, fileOf(sample))).new).toBe(4);
    const again = lines();
    expect(again).toEqual(before);
  },
);

test('the same request twice is stored once', async () => {
  const file = await statementImport(context, fileOf(mt940));
  const look = await file.look();
  const request = book.newId();
  const first = await file.store(look, { request });
  expect(await file.store(look, { request })).toEqual(first);
  expect(lines()).toHaveLength(4);
});

test('lines that stand there in another form are pointed at', async () => {
  await storedFile(context, fileOf(mt940));
  const look = await (await statementImport(context, fileOf(ofx))).look();
  expect(look.files[0]?.statements[0]).toMatchObject({ new: 4, alike: 4 });
});

test('many files and a zip of them are one import, and one is taken back with the other', async () => {
  const [march, april] = ['2026-03', '2026-04'].map((month) => camt053.text.replaceAll('2026-02', month));
  const archive = zipSync({
    'a/march.xml': strToU8(march ?? ''),
    'april.xml': strToU8(april ?? ''),
    '__MACOSX/x': strToU8('x'),
  });
  const stored = await storedFile(context, fileOf(camt053), { name: 'spring.zip', content: archive });
  expect(stored.new).toBe(12);
  const list = await call(statementsHandlers.list, { limit: 10 }, { context });
  expect(list.map(({ fileName, from }) => [fileName, from])).toEqual([
    ['spring.zip/april.xml', '2026-04-01'],
    ['spring.zip/march.xml', '2026-03-01'],
    ['february.xml', '2026-02-01'],
  ]);
  // March ends where it began: the account held something else then.
  expect(list.map(({ gap }) => gap)).toEqual(['-1318.50', '-1318.50', null]);
  expect(await undo(stored.id)).toEqual({ undone: 3, stayed: 0 });
});

test('two files of one import that overlap add each line once', async () => {
  const half = mt940.text.replace(/:61:260203[\s\S]*?(?=:61:260210)/, '').replace('1000,00', '2238,50');
  const look = await (await statementImport(context, fileOf(mt940), { name: 'half.sta', content: half })).look();
  expect(look.files.map(({ statements }) => [statements[0]?.new, statements[0]?.already])).toEqual([
    [4, 0],
    [0, 2],
  ]);
});

test('a statement that is out is kept out, and stored with a reason', async () => {
  const file = await statementImport(context, { name: 'out.sta', content: mt940.text.replace('2318,50', '2331,00') });
  const look = await file.look();
  expect(look.blocks).toEqual([{ code: 'statement-out', params: { amount: '12.50', currency: 'EUR' } }]);
  await expect(file.store(look)).rejects.toMatchObject({ code: 'statement-out' });
  expect(lines()).toEqual([]);
  expect((await file.store(look, { outBecause: 'The bank confirmed it by telephone' })).new).toBe(4);
});

test('one refused row keeps everything out, unless rows of a table are left out on purpose', async () => {
  const broken = { name: 'broken.csv', content: csv.text.replace('1250,50;EUR', '12x;EUR') };
  const file = await statementImport(context, broken);
  const look = await file.look();
  expect(look.files[0]?.refusals).toMatchObject([{ line: 5, column: 3, problem: { code: 'statement-amount-unread' } }]);
  await expect(file.store(look)).rejects.toMatchObject({ code: 'import-refused' });
  expect(lines()).toEqual([]);
  expect((await file.store(look, { leaveOut: true })).new).toBe(3);
  const xml = await statementImport(context, { name: 'x.xml', content: camt053.text.replace('>1250.50<', '>12x<') });
  await expect(xml.store(await xml.look(), { leaveOut: true })).rejects.toMatchObject({ code: 'import-refused' });
});

test('whose a file is, is asked where more than one account could be meant, and refused where it is another’s', async () => {
  bankAccount(book, { key: 'second', name: 'Second', number: 'ES0000000000000000000000' });
  const file = await statementImport(context, fileOf(csv));
  expect((await file.look()).blocks).toEqual([{ code: 'statement-bank-choose', params: {} }]);
  await expect(file.store(await file.look())).rejects.toMatchObject({ code: 'statement-bank-choose' });
  const other = await statementImport(context, { ...fileOf(camt053), more: { bank: 'second' } });
  expect((await other.look()).blocks).toMatchObject([{ code: 'statement-bank-other' }]);
  expect((await storedFile(context, { ...fileOf(csv), more: { bank: 'main' } })).new).toBe(4);
});

test('what a CSV file leaves open is asked; what a person said is kept for the bank and used again', async () => {
  const text = 'Date,Description,Amount\n02/03/2026,One,1.234\n04/05/2026,Two,2.345\n';
  const file = await statementImport(context, { name: 'a.csv', content: text });
  const look = await file.look();
  const found = look.files[0]?.csv;
  expect(found?.asks).toMatchObject({ decimal: true, dayOrder: true, fields: [] });
  await expect(file.store(look)).rejects.toMatchObject({ code: 'import-choose' });
  if (!found) throw new Error('no CSV file');
  const profile = { ...found.profile, decimal: ',' as const, dayOrder: 'dmy' as const };
  const said = await statementImport(context, { name: 'a.csv', content: text, more: { profile, bank: 'main' } });
  const stored = await said.store(await said.look(), { saveAs: { [said.files[0]?.upload ?? '']: 'My bank' } });
  expect(stored.new).toBe(2);
  expect(lines()).toMatchObject([
    { day: '2026-03-02', amount: 123_400 },
    { day: '2026-05-04', amount: 234_500 },
  ]);
  const next = await statementImport(context, { name: 'b.csv', content: text.replace('04/05', '06/05') });
  expect((await next.look()).files[0]).toMatchObject({
    csv: { saved: 'My bank', isAsked: false },
    statements: [{ new: 1, already: 1 }],
  });
});

test('archives in archives, workbooks, bombs and bytes that are no text are refused by name', async () => {
  const inner = zipSync({ 'a.xml': strToU8(camt053.text) });
  const bomb = Buffer.from(zipSync({ 'big.csv': new Uint8Array(1_000) }));
  // What it says of its size, in the directory at its end.
  bomb.writeUInt32LE(300 * 1024 * 1024, bomb.indexOf('PK\u0001\u0002') + 24);
  const liar = Buffer.from(zipSync({ 'a.csv': new Uint8Array(100_000).fill(65) }));
  liar.writeUInt32LE(100, liar.indexOf('PK\u0001\u0002') + 24);
  const files: [string, Uint8Array, string][] = [
    ['nested.zip', zipSync({ 'inner.zip': inner }), 'statement-archive'],
    ['disguised.zip', zipSync({ 'inner.csv': inner }), 'statement-archive'],
    ['book.xlsx', zipSync({ '[Content_Types].xml': strToU8('<x/>') }), 'statement-workbook'],
    ['bomb.zip', bomb, 'statement-archive-large'],
    ['liar.zip', liar, 'statement-archive'],
    ['cut.zip', inner.slice(0, 200), 'statement-archive'],
    ['binary.csv', new Uint8Array([1, 0, 2, 0, 3]), 'import-not-text'],
    ['empty.csv', new Uint8Array(), 'import-file-empty'],
    ['byte.csv', new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x3b, 0x0a, 0x62, 0xff]), 'statement-byte'],
    ['header.csv', strToU8('Date,Description,Amount\n'), 'statement-empty'],
    ['letter.txt', strToU8('Dear customer'), 'statement-format-unknown'],
  ];
  for (const [name, content, code] of files) {
    const file = await statementImport(context, { name, content });
    const look = await file.look();
    expect(look.files[0]?.refusals[0]?.problem.code, name).toBe(code);
    await expect(file.store(look), name).rejects.toMatchObject({ code: 'import-refused' });
  }
  expect(lines()).toEqual([]);
});

test('a card number in a text is masked, what cannot be seen goes, a long text is cut, and all of it is told', async () => {
  const text = camt053.text.replace('INV-2026-0117', `4111 1111 1111 1111 \u202e${'x'.repeat(5_000)}`);
  const file = await statementImport(context, { name: 'a.xml', content: text });
  const look = await file.look();
  expect(look.files[0]?.notices).toEqual({ zero: 0, pending: 0, cut: 1, masked: 1 });
  await file.store(look);
  const [line] = lines() as { text: string }[];
  expect(line?.text).toMatch(/^···· 1111 x{3900}/);
  expect(line?.text.length).toBeLessThanOrEqual(4_000);
});

test('what was shown is what is stored: other bytes under the same name, or what another import brought, are compared again', async () => {
  const file = await statementImport(context, fileOf(csv));
  const look = await file.look();
  const [upload] = file.files;
  const content = Buffer.from(csv.text.replace('Nimbus', 'Cirrus')).toString('base64');
  expect(content).not.toBe(Buffer.from(csv.text).toString('base64'));
  await call(statementsHandlers.upload, { upload: upload?.upload ?? '', piece: 0, content }, { context });
  await expect(file.store(look)).rejects.toMatchObject({ code: 'changed-since-preview' });
  expect(lines()).toEqual([]);

  const again = await statementImport(context, fileOf(csv));
  const seen = await again.look();
  const other = importContext(book, book.clock);
  await storedFile(other, { name: 'same.csv', content: `${csv.text}\n` });
  await expect(again.store(seen)).rejects.toMatchObject({ code: 'changed-since-preview' });
  expect(lines()).toHaveLength(4);
});

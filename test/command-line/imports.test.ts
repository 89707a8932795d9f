/** Files come in by the command line: looked at, stored, there the second time, refused with their place, taken back. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Home, makeHome, type OpenEngine, startEngine } from './counterfoil';

let home: Home;
let book: string[];
let engine: OpenEngine;

beforeAll(async () => {
  home = makeHome();
  const place = path.join(home.folder, 'ours.counterfoil');
  book = ['--book', place];
  expect((await home.counterfoil(['new', 'Ours', ...book])).code).toBe(0);
  engine = await startEngine(home, place);
}, 120_000);
afterAll(async () => {
  await engine.end('SIGTERM');
  home.remove();
});

function file(name: string, content: string): string {
  const place = path.join(home.folder, name);
  writeFileSync(place, content);
  return place;
}
const on = (...words: string[]) => home.counterfoil([...words, ...book, '--json']);
const customers = 'id;name;email\nC-1;Nimbus;a@nimbus.example\nC-2;Zephyr;\n';

test('a file is looked at, stored once, listed and taken back', async () => {
  const place = file('customers.csv', customers);
  const look = await on('import', 'customers', place, '--dry-run');
  expect([look.code, JSON.parse(look.stdout)]).toMatchObject([0, { dryRun: true, stored: 2, changeSet: null }]);
  const first = JSON.parse((await on('import', 'customers', place)).stdout);
  expect(first).toMatchObject({ stored: 2, alreadyThere: 0, refused: 0, file: 'customers.csv' });
  const again = await on('import', 'customers', place);
  expect([again.code, JSON.parse(again.stdout)]).toMatchObject([0, { stored: 0, alreadyThere: 2, changeSet: null }]);
  const sets = JSON.parse((await on('changes')).stdout);
  expect(sets).toMatchObject([{ id: first.changeSet, deed: 'import-customers', file: { sha256: first.sha256 } }]);
  const undone = await on('undo', first.changeSet);
  expect([undone.code, JSON.parse(undone.stdout)]).toMatchObject([0, { undone: 2, stayed: 0, reasons: [] }]);
  const twice = await on('undo', first.changeSet);
  expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('change-set-undone')]);
}, 120_000);

test('one refused row keeps the file out and ends with 4; what is not certain ends with 2; nothing was stored', async () => {
  expect((await on('import', 'customers', file('customers.csv', customers))).code).toBe(0);
  const wrong = file(
    'wrong.csv',
    'customer,date,description,amount,currency\nC-1,2026-01-05,One,5.00,EUR\nC-9,2026-01-05,Two,x,EUR\n',
  );
  const refused = await on('import', 'purchases', wrong);
  expect(refused.code).toBe(4);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    ...{ stored: 0, refused: 1 },
    refusals: [
      { line: 3, column: 1, header: 'customer', code: 'import-customer-unknown' },
      { line: 3, column: 4, header: 'amount', code: 'import-number-unread' },
    ],
  });
  expect(JSON.parse((await on('payments')).stdout)).toEqual([]);
  const left = JSON.parse((await on('import', 'purchases', wrong, '--leave-out-refused')).stdout);
  expect(left).toMatchObject({ stored: 1, refused: 1, totals: [{ amount: '-5.00', currency: 'EUR' }] });
  const unsure = file('unsure.csv', 'customer;date;description;amount\nC-1;03/04/2026;One;1.200\n');
  const asked = await on('import', 'purchases', unsure);
  expect([asked.code, asked.stderr]).toEqual([2, expect.stringMatching(/--decimal.*--date-order.*--currency/)]);
  const said = ['--decimal', ',', '--date-order', 'dmy', '--currency', 'EUR'];
  expect(JSON.parse((await on('import', 'purchases', unsure, ...said)).stdout)).toMatchObject({
    totals: [{ amount: '-1200.00', currency: 'EUR' }],
  });
  expect((await on('verify')).code).toBe(0);
  expect((await on('replay', '--check')).code).toBe(0);
}, 120_000);

test('what an undo leaves as it is goes by its name with the reason, also where nothing of the set can be taken back', async () => {
  const rows = [
    'number,customer,date,description,amount,currency',
    'OLD-2026-1,C-1,2026-01-05,One,5.00,EUR',
    'OLD-2026-2,C-1,2026-01-05,Two,6.00,EUR',
  ];
  const stored = await on('import', 'invoices', file('invoices.csv', `${rows.join('\n')}\n`));
  const { changeSet } = JSON.parse(stored.stdout);
  expect((await on('invoices', 'void', 'OLD-2026-1', '--reason', 'Sent twice')).code).toBe(0);
  const dry = JSON.parse((await on('undo', changeSet, '--dry-run')).stdout);
  expect(dry).toMatchObject({
    undone: 1,
    stayed: 1,
    stays: [{ item: 'OLD-2026-1 · Nimbus', code: 'invoice-not-open' }],
  });
  expect((await on('invoices', 'void', 'OLD-2026-2', '--reason', 'Sent twice')).code).toBe(0);
  const none = await home.counterfoil(['undo', changeSet, ...book]);
  expect([none.code, none.stdout]).toEqual([
    1,
    expect.stringMatching(
      /^OLD-2026-1 · Nimbus: .*\n?OLD-2026-2 · Nimbus: |OLD-2026-2 · Nimbus: .*\nOLD-2026-1 · Nimbus: /m,
    ),
  ]);
  expect(none.stderr).toContain('is not waiting to be paid');
}, 120_000);

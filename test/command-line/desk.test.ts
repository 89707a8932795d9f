/** What a desk does with invoices, credit and vouchers, by commands alone, in a book whose day is not that of the machine. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idMaker } from '../../main/kernel/id';
import { dayIn, systemClock } from '../../main/kernel/time';
import { type Home, makeHome, type OpenEngine, startEngine } from './counterfoil';

/** Twenty-five hours apart: no moment is of the same day in both. */
const [bookZone, machineZone] = ['Pacific/Pago_Pago', 'Pacific/Kiritimati'];
const today = () => dayIn(bookZone)(systemClock.now());
const newId = idMaker(systemClock);

let home: Home;
let engine: OpenEngine;
const on = (...words: string[]) =>
  home.counterfoil([...words, '--book', file('ours.counterfoil')], { TZ: machineZone });
async function told<Data>(...words: string[]): Promise<Data> {
  const ended = await on(...words, '--json');
  expect([words, ended.code, ended.stderr]).toEqual([words, 0, '']);
  return JSON.parse(ended.stdout);
}
const file = (name: string) => path.join(home.folder, name);

beforeAll(async () => {
  home = makeHome();
  const place = file('ours.counterfoil');
  expect((await home.counterfoil(['new', 'Ours', '--book', place], { TZ: bookZone })).code).toBe(0);
  engine = await startEngine(home, place);
  writeFileSync(file('customers.csv'), 'id;name;email\nC-1;Nimbus;a@nimbus.example\nC-2;Zephyr;\n');
  expect((await on('import', 'customers', file('customers.csv'))).code).toBe(0);
}, 120_000);
afterAll(async () => {
  await engine.end('SIGTERM');
  home.remove();
});

async function customer(name: string): Promise<string> {
  const wish = JSON.stringify({ filter: { text: name }, sort: { column: 'name', direction: 'asc' }, limit: 10 });
  const { rows } = await told<{ rows: { id: string }[] }>('call', 'customers.page', wish);
  return rows[0]?.id ?? '';
}

async function draft(of: string, price: string): Promise<string> {
  const lines = [{ description: 'Server', quantity: '1', price }];
  const content = { customer: of, currency: 'EUR', dueDay: today(), lines };
  return (await told<{ id: string }>('call', 'invoices.save', JSON.stringify({ request: newId(), content }))).id;
}

test('invoices are issued, paid from credit, the oldest first, credited, voided and written as paper', async () => {
  const nimbus = await customer('Nimbus');
  const [first, second, third] = [await draft(nimbus, '40'), await draft(nimbus, '25'), await draft(nimbus, '9.50')];
  const numbers: string[] = [];
  for (const id of [first, second, third])
    numbers.push((await told<{ number: string }>('invoices', 'issue', id, '--day', today())).number);
  expect(new Set(numbers).size).toBe(3);
  const [one = '', two = '', three = ''] = numbers;
  const short = await on('invoices', 'pay', one);
  expect([short.code, short.stderr]).toEqual([1, expect.stringContaining('credit')]);
  const given = ['--currency', 'EUR', '--reason', 'goodwill', '--note', 'A day of outage'];
  await told('adjust', '--customer', nimbus, '--amount', '50.00', ...given);
  const paid = await on('invoices', 'pay', '--customer', nimbus, '--currency', 'EUR');
  expect(paid.code).toBe(0);
  expect(paid.stdout).toMatch(new RegExp(`^${one} +Paid +40\\.00 +0\\.00 +EUR$`, 'm'));
  expect(paid.stdout).toMatch(new RegExp(`^${two} +Unpaid +10\\.00 +15\\.00 +EUR$`, 'm'));
  expect(paid.stdout).not.toContain(three);
  const note = await told<{ creditNote: string }>(
    'invoices',
    'credit',
    two,
    '--reason',
    'Too much',
    '--amount',
    '5.00',
  );
  expect(note.creditNote).toMatch(/^CN-/);
  const kept = await on('invoices', 'void', one, '--reason', 'Sent twice');
  expect([kept.code, kept.stderr]).toEqual([1, expect.stringContaining(one)]);
  const gone = await on('invoices', 'void', three, '--reason', 'Sent twice');
  expect([gone.code, gone.stdout]).toEqual([0, expect.stringContaining(`${three} is void`)]);
  const rows = await told<{ number: string; status: string; open: string }[]>('invoices', '--customer', nimbus);
  expect(Object.fromEntries(rows.map(({ number, status, open }) => [number, `${status} ${open}`]))).toEqual({
    ...{ [one]: 'Paid 0.00', [two]: 'Unpaid 10.00', [three]: 'Void 0.00' },
  });
  const paper = file('invoice.pdf');
  await told('invoices', 'pdf', one, '--out', paper, '--language', 'es');
  expect(readFileSync(paper).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const again = await on('invoices', 'pdf', one, '--out', paper);
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('invoice.pdf')]);
  expect((await on('verify')).code).toBe(0);
}, 120_000);

test('a batch of vouchers counts from the day of the book, is redeemed once, refused again, voided and reported', async () => {
  const zephyr = await customer('Zephyr');
  const make = ['vouchers', 'create', '--name', 'Spring', '--amount', '20.00', '--currency', 'EUR', '--count', '3'];
  const unproven = await on(...make, '--sold-at', 'bank-transfer');
  expect([unproven.code, unproven.stderr]).toEqual([2, expect.stringContaining('--evidence')]);
  const { batch } = await told<{ batch: string }>(...make, '--sold-at', 'bank-transfer', '--evidence', 'Receipt 7');
  const out = file('codes.csv');
  await told('vouchers', 'export', '--batch', batch, '--out', out);
  const codes = readFileSync(out, 'utf8').match(/[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4,5})+/g) ?? [];
  expect(codes).toHaveLength(3);
  const [code = ''] = codes;
  const redeem = (word: string) => on('vouchers', 'redeem', word, '--customer', zephyr, '--currency', 'EUR');
  const done = await redeem(code);
  expect([done.code, done.stdout, done.stderr]).toEqual([0, expect.stringContaining('20.00'), '']);
  const refused = await redeem(code);
  expect([refused.code, refused.stdout, refused.stderr]).toEqual([
    1,
    '',
    expect.stringContaining('Nothing was redeemed'),
  ]);
  const listed = await on('vouchers', 'list', '--batch', batch);
  expect(listed.stdout).toContain('Zephyr');
  for (const each of codes) expect(listed.stdout).not.toContain(each);
  const voided = ['vouchers', 'void', '--batch', batch, '--reason', 'Shop closed'];
  const unsaid = await on(...voided);
  expect([unsaid.code, unsaid.stderr]).toEqual([1, expect.stringContaining('--money')]);
  expect(await told(...voided, '--money', 'kept')).toMatchObject({ vouchers: 2, amount: '40.00' });
  const report = await told<{ rows: unknown[]; outstanding: unknown[] }>('vouchers', 'report', '--from', today());
  expect(report).toMatchObject({
    rows: [{ kind: 'sold', issued: { amount: '60.00' }, redeemed: { amount: '20.00' }, voided: { amount: '40.00' } }],
    outstanding: [],
  });
  const many = ['--name', 'Flyers', '--amount', '1.00', '--currency', 'EUR', '--count', '501'];
  const flyers = await told<{ batch: string }>('vouchers', 'create', ...many);
  expect(await told('vouchers', 'list', '--batch', flyers.batch)).toHaveLength(501);
  expect(await told('vouchers', 'list')).toMatchObject([{ name: 'Flyers' }, { name: 'Spring' }]);
  expect((await on('verify')).code).toBe(0);
}, 120_000);

test('today in a filter and in the name of a file is the day of the book', async () => {
  const out = file('payments {day}.csv');
  await told('export', 'payments', '--from', 'today', '--to', 'today', '--out', out);
  expect(existsSync(file(`payments ${today()}.csv`))).toBe(true);
  const [payment] = await told<{ day: string }[]>('payments', '--from', 'today', '--to', 'today');
  expect(payment).toBeDefined();
  expect(await told('payments', '--from', 'yesterday', '--to', 'yesterday')).toEqual([]);
  expect(await told('payments', '--from', 'today', '--as-of', today())).toHaveLength(1);
}, 120_000);

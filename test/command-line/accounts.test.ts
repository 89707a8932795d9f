/** Gateways, account codes and what leaves for good, by commands alone. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Home, makeHome, type OpenEngine, startEngine } from './counterfoil';

let home: Home;
let engine: OpenEngine;
const on = (...words: string[]) => home.counterfoil(words);
const file = (name: string) => path.join(home.folder, name);

beforeAll(async () => {
  home = makeHome();
  expect((await on('demo')).code).toBe(0);
  engine = await startEngine(home, home.demoBook, ['--demo']);
}, 240_000);
afterAll(async () => {
  await engine.end('SIGTERM');
  home.remove();
});

test('a gateway is paused and goes on; removing it tells what that changes, and does it only when told so', async () => {
  expect((await on('gateway', 'pause', 'stripe')).code).toBe(0);
  const asked = await on('sync', '--gateway', 'stripe');
  expect([asked.code, asked.stderr]).toEqual([5, expect.stringContaining('Stripe is paused.')]);
  expect((await on('gateway', 'go-on', 'stripe')).code).toBe(0);
  expect((await on('sync', '--gateway', 'stripe')).code).toBe(0);
  const looked = await on('gateway', 'remove', 'paypal');
  expect(looked.stdout).toMatch(/^payments that stay in the book +[1-9]\d*$/m);
  expect(looked.stdout).toContain('Nothing was done');
  expect((await on('gateways')).stdout).toMatch(/^paypal /m);
  const before = await home.json<unknown[]>(['payments', '--gateway', 'paypal', '--limit', '1000']);
  expect((await on('gateway', 'remove', 'paypal', '--yes')).code).toBe(0);
  expect((await on('gateways')).stdout).not.toMatch(/^paypal /m);
  expect(await home.json(['payments', '--gateway', 'paypal', '--limit', '1000'])).toEqual(before);
  const none = await on('gateway', 'pause', 'paypal');
  expect([none.code, none.stderr]).toEqual([5, expect.stringContaining('“paypal”')]);
}, 240_000);

test('account codes are set from a file, and those without one are named', async () => {
  writeFileSync(file('codes.csv'), 'account,code,name,tax rate\nfees:*,6400,Fees of gateways,\n');
  const set = await on('gl-accounts', '--set', file('codes.csv'));
  expect(set.stdout).toMatch(/^fees:\* +6400 +Fees of gateways/m);
  expect(set.stdout).toMatch(/without a code +.*clearing:stripe/);
  expect(set.stdout).not.toMatch(/without a code +.*fees:stripe/);
  writeFileSync(file('wrong.csv'), 'account,code,name,tax rate\nfees:*,64 00,Fees,\n');
  const refused = await on('gl-accounts', '--set', file('wrong.csv'));
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('row 1, account “fees:*”')]);
  expect((await on('gl-accounts')).stdout).toMatch(/^fees:\* +6400/m);
  const span = ['--currency', 'EUR', '--from', '2026-01-01', '--to', '2026-01-31'];
  const lacking = await on('export', 'journal', '--format', 'xero', ...span, '--out', file('xero.csv'));
  expect([lacking.code, lacking.stderr]).toEqual([1, expect.stringContaining('clearing:stripe')]);
  expect(existsSync(file('xero.csv'))).toBe(false);
}, 120_000);

test('a bank transfer that is waited for has instructions as paper; a bank account is added; everything leaves as one file', async () => {
  const [first] = await home.json<{ customer: string }[]>(['balances']);
  const wish = [
    '--customer',
    first?.customer ?? '',
    '--amount',
    '12.50',
    '--currency',
    'GBP',
    '--via',
    'bank-transfer',
  ];
  const { payment } = await home.json<{ payment: string }>(['pay', ...wish]);
  const paper = file('instructions.pdf');
  const unsaid = await on('instructions', '--payment', payment, '--out', paper);
  expect([unsaid.code, unsaid.stderr]).toEqual([1, expect.stringContaining('GBP')]);
  const bank = { holder: 'Northgate Hosting', iban: 'ES7921000813610123456789', bic: 'CAIXESBBXXX', bank: 'CaixaBank' };
  const options = { currency: 'GBP', min: '1.00', max: '5000.00', presets: [], bank };
  expect((await on('call', 'taking.setOptions', JSON.stringify(options))).code).toBe(0);
  expect((await on('instructions', '--payment', payment, '--out', paper)).code).toBe(0);
  expect(readFileSync(paper).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect((await on('bank', 'add', 'other', '--name', 'Second', '--currency', 'USD')).code).toBe(0);
  const twice = await on('bank', 'add', 'other', '--name', 'Third', '--currency', 'EUR');
  expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('other')]);
  expect((await on('bank', 'list')).stdout).toMatch(/^other +Second +USD/m);
  const out = await on('export', 'archive', '--out', file('all.zip'));
  expect([out.code, out.stdout]).toEqual([0, expect.stringMatching(/\d+ rows, \d+ bytes\nSHA-256 [0-9a-f]{64}\n$/)]);
  expect(readFileSync(file('all.zip')).subarray(0, 2).toString('latin1')).toBe('PK');
  expect((await on('verify')).code).toBe(0);
}, 240_000);

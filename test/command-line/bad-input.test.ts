/** Bad amounts, keys and places by the command line: the sentence of each, and nothing is changed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idMaker } from '../../main/kernel/id';
import { systemClock } from '../../main/kernel/time';
import { filesIn, type Home, makeHome, type OpenEngine, startEngine } from './counterfoil';

let home: Home;
let customer: string;
let engine: OpenEngine;
const newId = idMaker(systemClock);

beforeAll(async () => {
  home = makeHome();
  expect((await home.counterfoil(['new', 'Bad input', '--book', book()])).code).toBe(0);
  engine = await startEngine(home, book());
  const request = newId();
  const added = await home.json<{ id: string }>(
    on(['call', 'customers.add', JSON.stringify({ request, name: 'Ada' })]),
  );
  customer = added.id;
}, 60_000);
afterAll(async () => {
  await engine.end('SIGTERM');
  home.remove();
});

const book = () => path.join(home.folder, 'bad.counterfoil');
const on = (words: readonly string[]) => [...words, '--book', book()];
const events = async () => (await home.json<{ counts: { events: number } }>(on(['info']))).counts.events;

function purchase(changes: object): string[] {
  const sound = { request: newId(), customer, amount: '12.50', currency: 'EUR', description: 'Hosting' };
  return on(['call', 'payments.recordPurchase', JSON.stringify({ ...sound, ...changes })]);
}

describe('an amount', { timeout: 120_000 }, () => {
  const bad: readonly (readonly [string, object, string, number])[] = [
    ['as a float', { amount: 12.5 }, 'The request was not understood: amount', 2],
    ['with an exponent', { amount: '1e3' }, 'not a decimal such as 120.00', 2],
    ['as NaN', { amount: 'NaN' }, 'not a decimal such as 120.00', 2],
    ['with a grouping comma', { amount: '1,234.00' }, 'not a decimal such as 120.00', 2],
    ['with more decimals than the currency', { amount: '1.005' }, '“1.005” has more decimals than EUR allows.', 1],
    ['that may be thousands', { amount: '8.850' }, '“8.850” has more decimals than EUR allows.', 1],
    ['with decimals in yen', { amount: '1.5', currency: 'JPY' }, '“1.5” has more decimals than JPY allows.', 1],
    ['over the limit', { amount: '90071992547409.92' }, 'The amount is too large (at most 90071992547409.91 EUR).', 1],
    ['of zero', { amount: '0' }, '“0” is not an amount.', 1],
    ['below zero', { amount: '-5' }, '“-5” is not an amount.', 1],
    ['in a currency that is none', { currency: 'EURO' }, 'not an ISO 4217 currency', 2],
  ];
  it.each(bad)('%s is refused', async (_name, changes, says, code) => {
    const before = await events();
    const ended = await home.counterfoil(purchase(changes));
    expect(ended.stderr).toContain(says);
    expect(ended.code).toBe(code);
    expect(await events()).toBe(before);
  });

  it('of a customer that is not there is refused', async () => {
    const ended = await home.counterfoil(purchase({ customer: newId() }));
    expect(ended.stderr).toContain('There is no customer');
    expect(ended.code).toBe(1);
  });

  it('with zeros beyond the currency is taken, and once however often it is sent', async () => {
    const words = purchase({ amount: '8.8500' });
    const first = await home.json<{ id: string }>(words);
    const before = await events();
    expect(await home.json(words)).toEqual(first);
    expect(await events()).toBe(before);
    const input = JSON.parse(words[2] ?? '');
    const other = await home.counterfoil(
      on(['call', 'payments.recordPurchase', JSON.stringify({ ...input, amount: '9.00' })]),
    );
    expect(other.stderr).toContain('was used before with other content');
    expect(await events()).toBe(before);
  });
});

describe('a Stripe key', { timeout: 120_000 }, () => {
  const passphrase = 'correct horse battery';
  const bad: readonly (readonly [string, string, string])[] = [
    [
      'that is publishable',
      `pk_test_${'a'.repeat(24)}`,
      'This is a publishable key; a secret or restricted key is needed.',
    ],
    ['that is none', 'hunter2', 'This does not look like a Stripe key.'],
    [
      'of the other environment',
      `sk_live_${'a'.repeat(24)}`,
      'This is a live key, and this gateway is set to sandbox.',
    ],
  ];
  it.each(bad)('%s is refused before anything is sent', async (_name, key, says) => {
    const env = { COUNTERFOIL_STRIPE_KEY: key, COUNTERFOIL_PASSPHRASE: passphrase };
    const ended = await home.counterfoil(on(['connect', 'stripe']), env);
    expect(ended.stderr).toContain(says);
    expect(ended.code).toBe(5);
    expect(ended.stderr + ended.stdout).not.toContain(key.slice(4));
    expect(await home.json(on(['call', 'sync.state']))).toEqual({
      gateways: [],
      tryingOffline: null,
      losingAnswers: false,
      preparing: false,
    });
  });
});

describe('a place', { timeout: 120_000 }, () => {
  it('that is taken is not written over', async () => {
    const file = path.join(home.folder, 'mine.csv');
    writeFileSync(file, 'mine');
    const ended = await home.counterfoil(on(['export', 'payments', '--out', file]));
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`There is already a file at ${file}.`);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('in a folder that is not there is told', async () => {
    const ended = await home.counterfoil(on(['export', 'payments', '--out', path.join(home.folder, 'nowhere/x.csv')]));
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('No');
  });

  it('that is the book itself is refused', async () => {
    const before = await events();
    const ended = await home.counterfoil(on(['export', 'payments', '--out', book(), '--overwrite']));
    expect(ended.stderr).toContain('that is the name of a book');
    expect(await events()).toBe(before);
  });

  it('on a full disk leaves no file, not even a part of one', async () => {
    const full = path.join(home.folder, 'full');
    mkdirSync(full);
    if (!mounted(full)) return;
    try {
      writeFileSync(path.join(full, 'filler'), Buffer.alloc(64 * 1024));
      const ended = await home.counterfoil(
        on(['export', 'journal', '--format', 'hledger', '--out', path.join(full, 'x.journal')]),
      );
      expect(ended.stderr).toMatch(/full|could not be written/);
      expect(ended.code).toBe(1);
      expect(filesIn(full)).toEqual(['filler']);
    } finally {
      execFileSync('umount', [full]);
    }
  });
});

/** A disk of 64 kB; only root may make one. */
function mounted(folder: string): boolean {
  if (process.getuid?.() !== 0) {
    console.log('Only root can make a small disk: the export to a full one did not run.');
    return false;
  }
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  return true;
}

/** What takes two people takes two on the command line too, and a passphrase is never an argument. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Home, makeHome, type OpenEngine, startEngine } from './counterfoil';

let home: Home;
let engine: OpenEngine;
const opens = { COUNTERFOIL_OPERATOR_PASSPHRASE: 'counterfoil' };
const as = (operator: string, ...words: string[]) => home.counterfoil([...words, '--operator', operator], opens);

beforeAll(async () => {
  home = makeHome();
  expect((await home.counterfoil(['sync'])).code).toBe(0);
  engine = await startEngine(home, home.demoBook, ['--demo']);
}, 240_000);
afterAll(async () => {
  await engine.end('SIGTERM');
  home.remove();
});

test('who asked does not approve, nor does a role that may not; a different operator does, and the book stays whole', async () => {
  const [first] = await home.json<{ customer: string }[]>(['balances']);
  const words = ['--amount', '250.00', '--currency', 'EUR', '--reason', 'goodwill', '--note', 'A day of outage'];
  const letter = path.join(home.folder, 'ticket 4711.txt');
  writeFileSync(letter, 'Mail was down on Monday.\n');
  const attach = ['--attach', letter, '--attach', path.join(home.folder, 'none.txt')];
  const none = await as('Tomás Rey', 'adjust', '--customer', first?.customer ?? '', ...words, ...attach);
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('none.txt')]);
  const asked = await as('Tomás Rey', 'adjust', '--customer', first?.customer ?? '', ...words, ...attach.slice(0, 2));
  expect(asked.stdout).toContain('waits for a second operator');
  const [request] = await home.json<{ id: string; requestedBy: string; files: { name: string; sha256: string }[] }[]>([
    'requests',
  ]);
  expect(request?.requestedBy).toBe('Tomás Rey');
  const id = request?.id ?? '';
  expect(request?.files).toMatchObject([{ name: 'ticket 4711.txt' }]);
  const out = path.join(home.folder, 'seen.txt');
  const seen = ['attachment', id, '--sha256', request?.files[0]?.sha256 ?? '', '--out', out];
  expect((await as('Marta Olsen', ...seen)).code).toBe(0);
  expect(readFileSync(out, 'utf8')).toBe('Mail was down on Monday.\n');
  const own = await as('Tomás Rey', 'approve', id);
  expect([own.code, own.stderr]).toEqual([1, expect.stringContaining('Tomás Rey asked for this')]);
  const support = await as('Aiko Tanaka', 'approve', id);
  expect([support.code, support.stderr]).toEqual([1, expect.stringContaining('The role support')]);
  const approved = await as('Marta Olsen', 'approve', id);
  expect([approved.code, approved.stdout]).toEqual([0, expect.stringContaining('approved')]);
  expect((await as('Tomás Rey', 'adjust', '--customer', first?.customer ?? '', ...words)).code).toBe(0);
  const [other] = await home.json<{ id: string }[]>(['requests']);
  expect((await as('Marta Olsen', 'refuse', other?.id ?? '', '--why', 'Given in October')).code).toBe(0);
  const all = await as('Tomás Rey', 'requests', '--all');
  expect(all.stdout).toContain('refused by Marta Olsen: Given in October');
  expect((await home.counterfoil(['verify'])).code).toBe(0);
  expect((await home.counterfoil(['replay', '--check'])).code).toBe(0);
}, 240_000);

test('a wrong passphrase opens nothing; without one, and with nobody to type it, nothing is tried', async () => {
  const wrong = await home.counterfoil(['requests', '--operator', 'Marta Olsen'], {
    COUNTERFOIL_OPERATOR_PASSPHRASE: 'not this one',
  });
  expect([wrong.code, wrong.stderr]).toEqual([
    1,
    expect.stringContaining('The passphrase is not that of Marta Olsen.'),
  ]);
  const none = await home.counterfoil(['requests', '--operator', 'Marta Olsen'], {
    ...{ COUNTERFOIL_OPERATOR_PASSPHRASE: '', COUNTERFOIL_PASSPHRASE: '' },
  });
  expect(none.code).toBe(2);
}, 120_000);

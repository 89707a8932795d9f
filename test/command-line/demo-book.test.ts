/** The demo company by the command line: synced, proven, exported, and checked with tools that are not ours. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDecimal } from '../../main/kernel/money';
import { type Home, hashOf, makeHome, type OpenEngine, startEngine } from './counterfoil';
import { expectFollowed, thousandths } from './followed-payout';
import { closedMonth, expectAnswers, expectTampered } from './month-end';

interface Balance {
  customer: string;
  currency: string;
  balance: string;
  paid: string;
  granted: string;
  voucher: string;
  receivable: string;
}

let home: Home;
let engine: OpenEngine;
beforeAll(async () => {
  home = makeHome();
  const made = await home.counterfoil(['demo']);
  expect(made.stderr).toBe('');
  expect(made.code).toBe(0);
  // One for all commands; that each starts its own where there is none, the other files show.
  engine = await startEngine(home, home.demoBook, ['--demo']);
}, 120_000);
afterAll(async () => {
  await engine.end('SIGTERM');
  home.remove();
});

/** Tools of others are installed for the checks (`.ci/run`); without them a line says what was not checked. */
function toolThere(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env.CI) throw new Error(`${name} is not installed`);
    console.log(`${name} is not installed: its check of the journal did not run.`);
    return false;
  }
}

async function exported(words: readonly string[], name: string): Promise<string> {
  const file = path.join(home.folder, name);
  const ended = await home.counterfoil(['export', ...words, '--out', file, '--overwrite']);
  expect(ended.stderr).toBe('');
  expect(ended.code).toBe(0);
  return file;
}

/** The demo company lives on: a journal is compared only when nothing moved while it was written. */
async function journalWithBalances(format: string): Promise<{ file: string; balances: Map<string, bigint> }> {
  for (let tries = 0; tries < 10; tries++) {
    const balances = await balancesByCustomer();
    const file = await exported(['journal', '--format', format], `book.${format}`);
    const after = await balancesByCustomer();
    if ([...after].every(([key, amount]) => balances.get(key) === amount) && after.size === balances.size)
      return { file, balances };
  }
  throw new Error('the demo company did not stand still for the time of one export');
}

describe('the demo company', { timeout: 120_000 }, () => {
  it('is there: a year of payments through every gateway, in nine currencies', async () => {
    const info = await home.json<{ demo: boolean; counts: Record<string, number> }>(['info']);
    expect(info.demo).toBe(true);
    expect(info.counts.customers).toBe(163);
    expect(info.counts.payments).toBeGreaterThan(2_000);
    const balances = await home.json<Balance[]>(['balances']);
    const currencies = ['EUR', 'GBP', 'GHS', 'INR', 'JPY', 'KWD', 'NGN', 'USD', 'ZAR'];
    expect([...new Set(balances.map((row) => row.currency))].sort()).toEqual(currencies);
  });

  it('explains a customer’s balance down to the figure, by its name or its id, and says who is meant by more than one', async () => {
    const name = 'Almacenes Ñandú';
    const { stdout } = await home.counterfoil(['balances', '--customer', name, '--explain']);
    expect(stdout).toMatch(/^Almacenes Ñandú: -?\d+\.\d\d EUR$/m);
    expect(stdout).toMatch(/^completed payments +\d+ +\d+\.\d\d/m);
    expect(stdout).toContain('The lines add up to the balance that the book keeps.');
    const [row] = await home.json<(Balance & { customer: string })[]>(['balances', '--customer', name]);
    const [why] = await home.json<{ balance: string; proven: boolean }[]>([
      ...['balances', '--customer', row?.customer ?? '', '--explain'],
    ]);
    expect(why).toMatchObject({ balance: row?.balance, proven: true });
    const several = await home.counterfoil(['balances', '--customer', 'Software']);
    expect(several).toMatchObject({ code: 2, stderr: expect.stringContaining('is more than one customer') });
    const nobody = await home.counterfoil(['balances', '--explain']);
    expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining('--customer is missing') });
  });

  it('tells of each gateway how it stands, and in words what it can do', async () => {
    const { stdout } = await home.counterfoil(['gateways']);
    expect(stdout).toMatch(/^nowpayments +NOWPayments +sandbox/m);
    expect(stdout).toMatch(/^gateway +page +save with it +save alone +charge saved +refund/m);
    expect(stdout).toMatch(/^NOWPayments +yes +– +– +– +–/m);
  });

  it('has written to no customer, and says why it sends nothing while mail is not set up', async () => {
    expect(await home.json(['notices'])).toEqual([]);
    const ended = await home.counterfoil(['notices', '--send', '--json']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(ended.stderr)).toMatchObject({ error: { code: 'mail-off' } });
  });

  it('has failed charges that wait for a person, each declined by the simulated bank for its own reason', async () => {
    const ends = async () => {
      const found = await home.json<{ rows: { decline: string | null }[] }>([
        'call',
        'charges.list',
        '{"view":"person"}',
      ]);
      return found.rows.map(({ decline }) => decline);
    };
    await expect.poll(ends, { timeout: 60_000 }).toEqual(['funds', 'funds', 'card-expired', 'blocked']);
  });

  it('is in order, and replay gives the same', async () => {
    expect(await home.json(['verify'])).toMatchObject({ ok: true, findings: [] });
    expect(await home.json(['replay', '--check'])).toMatchObject({ same: true, differences: [] });
  });

  it('exports exactly what an independent count and sum of the book give', async () => {
    const file = await exported(['payments'], 'all.csv');
    const { data } = Papa.parse<Record<string, string>>(readFileSync(file, 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    const db = new Database(home.demoBook, { readonly: true });
    const rows = db
      .prepare('SELECT currency, status, count(*) AS n, sum(amount) AS amount FROM payment GROUP BY currency, status')
      .safeIntegers()
      .all() as { currency: string; status: string; n: bigint; amount: bigint }[];
    db.close();
    expect(rows.length).toBeGreaterThan(8);
    for (const row of rows) {
      const same = data.filter((line) => line.currency === row.currency && line.status === row.status);
      expect(BigInt(same.length)).toBe(row.n);
      const sum = same.reduce((total, line) => total + BigInt((line.amount ?? '').replace('.', '')), 0n);
      expect(toDecimal(sum, row.currency)).toBe(toDecimal(row.amount, row.currency));
    }
  });

  it('exports a filter, and says how much', async () => {
    const file = path.join(home.folder, 'eur.csv');
    const receipt = await home.json<{ rows: number; sha256: string; totals: { currency: string }[] }>([
      'export',
      'payments',
      '--currency',
      'EUR',
      '--status',
      'Completed',
      '--out',
      file,
    ]);
    expect(receipt.totals.map((each) => each.currency)).toEqual(['EUR']);
    expect(receipt.sha256).toBe(hashOf(file));
    const { data } = Papa.parse<Record<string, string>>(readFileSync(file, 'utf8'), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data).toHaveLength(receipt.rows);
    expect(new Set(data.map((line) => `${line.currency} ${line.status}`))).toEqual(new Set(['EUR Completed']));
  });

  it('hledger accepts the journal, and its figures are the balances', async () => {
    if (!toolThere('hledger')) return;
    const { file, balances } = await journalWithBalances('hledger');
    const hledger = (...words: string[]) => execFileSync('hledger', ['-f', file, ...words], { encoding: 'utf8' });
    hledger('check');
    const csv = hledger('balance', '--flat', '--no-total', '--layout=bare', '-O', 'csv', 'credit', 'receivable');
    const [, ...lines] = Papa.parse<string[]>(csv.trim()).data;
    const sums = sumByCustomer(
      lines.map(([account = '', currency = '', amount = '']) => ({ account, currency, amount })),
    );
    expect(sums).toEqual(balances);
  });

  it('beancount accepts the journal, and its figures are the balances', async () => {
    if (!toolThere('bean-check')) return;
    const { file, balances } = await journalWithBalances('beancount');
    expect(execFileSync('bean-check', [file], { encoding: 'utf8' })).toBe('');
    const question =
      "SELECT account, currency, sum(number) WHERE account ~ 'Credit|Receivable' GROUP BY account, currency";
    const csv = execFileSync('bean-query', ['-f', 'csv', file, question], { encoding: 'utf8' });
    const [, ...lines] = Papa.parse<string[]>(csv.trim()).data;
    const sums = sumByCustomer(
      lines.map(([account = '', currency = '', amount = '']) => ({
        account: account.trim(),
        currency: currency.trim(),
        amount: amount.trim(),
      })),
    );
    expect(sums).toEqual(balances);
  });

  it('backs up to a copy that is checked and opens to the same figures', async () => {
    const copy = path.join(home.folder, 'copy.counterfoil');
    const made = await home.json<{ file: string; head: string }>(['backup', '--out', copy]);
    const checked = await home.json<{ ok: boolean; head: string }>(['verify', '--book', copy]);
    expect(checked.ok).toBe(true);
    expect(made.head).toHaveLength(64);
    const again = await home.counterfoil(['backup', '--out', copy]);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('There is already a file at');
  });
});

describe('a month of it, by commands', { timeout: 240_000 }, () => {
  it('is reconciled and closed by the script of the manual, and its bundle is whole until a byte is changed', async () => {
    const month = await closedMonth(home);
    await expectFollowed(home, month, toolThere('hledger'));
    await expectTampered(home, month);
    await expectAnswers(home, month);
    expect(await home.json(['verify'])).toMatchObject({ ok: true, findings: [] });
    expect(await home.json(['replay', '--check'])).toMatchObject({ same: true, differences: [] });
  });
});

/** Minus what the tools say: credit is a liability and stands there as a negative. */
function sumByCustomer(rows: readonly { account: string; currency: string; amount: string }[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { account, currency, amount } of rows) {
    const customer = /[0-9a-f]{8}-[0-9a-f-]{27}/i.exec(account)?.[0].toLowerCase();
    if (!customer) throw new Error(`no customer in ${account}`);
    add(sums, `${customer} ${currency}`, -thousandths(amount));
  }
  return withoutZeros(sums);
}

async function balancesByCustomer(): Promise<Map<string, bigint>> {
  const sums = new Map<string, bigint>();
  for (const row of await home.json<Balance[]>(['balances']))
    add(sums, `${row.customer} ${row.currency}`, thousandths(row.balance));
  expect(sums.size).toBeGreaterThan(100);
  return withoutZeros(sums);
}

function add(sums: Map<string, bigint>, key: string, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

function withoutZeros(sums: Map<string, bigint>): Map<string, bigint> {
  return new Map([...sums].filter(([, amount]) => amount !== 0n).sort());
}

/** The GL journal: its sums are the book's, per account and currency; each format's columns; what is refused. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/book';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { all, run } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { readDecimal } from '../../kernel/money';
import { datevColumns } from './datev-columns';
import { exportGl, type GlInput } from './gl';
import { accountFinder, glMappingOf, setGlMapping, unmappedOf } from './gl-mapping';
import { fiscalYear } from './gl-text';
import type { Written } from './written';

const whole = { format: 'gl', from: null, to: null, currency: null, atMs: Date.UTC(2026, 10, 21, 12) } as const;
const january = { ...whole, from: '2026-01-01', to: '2026-01-31', currency: 'EUR' } as const;
const datev = { consultant: '29098', client: '55003', yearStart: '01-01', accountLength: 4 };
const mapping = `account,code,name,tax rate
clearing:stripe,1360,Money in transit,Tax Exempt
credit:*,1710,Prepayments,Tax Exempt
credit:*:granted,1715,"Granted, free",Tax Exempt
sales:*,4400,=Sales,20% (VAT on Income)
`;

function exported(stock: StockedBook, order: Omit<GlInput, 'part' | 'target'>): { bytes: Buffer; written: Written } {
  const file = path.join(temporaryFolder(), 'gl.csv');
  const steps = exportGl.run(stock.book.db, { ...order, part: file, target: file });
  for (;;) {
    const step = steps.next();
    if (step.done) return { bytes: readFileSync(file), written: step.value };
  }
}

function world() {
  const stock = stockedBook();
  const [ada, bo] = [stock.customer('Ada'), stock.customer('Bo')];
  stock.payment({ customer: ada, amount: 50_000, currency: 'EUR', at: Date.UTC(2026, 0, 5) });
  stock.payment({ customer: bo, amount: 1_999, currency: 'EUR', at: Date.UTC(2026, 0, 31) });
  stock.purchase(ada, 1_250, 'EUR', Date.UTC(2026, 0, 6));
  stock.payment({ customer: ada, amount: 1_500, currency: 'JPY', at: Date.UTC(2026, 0, 7) });
  stock.payment({ customer: bo, amount: 8_850, currency: 'KWD', at: Date.UTC(2026, 1, 1) });
  stock.purchase(bo, 999, 'EUR', Date.UTC(2026, 1, 2));
  return { ...stock, ada };
}

function rowsOf(text: string, delimiter = ','): string[][] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
}

const minorOf = (text: string, currency: string) => {
  const read = readDecimal(text, currency);
  if (typeof read !== 'number') throw new Error(`${text} is no amount`);
  return read;
};

/** Debits less credits by account and currency, as the file of our own columns tells them. */
function netOf(bytes: Buffer): Map<string, number> {
  const net = new Map<string, number>();
  for (const [, , , , , debit = '', credit = '', currency = '', account = ''] of rowsOf(String(bytes)).slice(1)) {
    const amount = debit === '' ? -minorOf(credit, currency) : minorOf(debit, currency);
    const key = `${account} ${currency}`;
    net.set(key, (net.get(key) ?? 0) + amount);
  }
  return net;
}

function refusal(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('our own columns', () => {
  it('tie to the trial balance, per account and currency', () => {
    const stock = world();
    const { bytes, written } = exported(stock, whole);
    const balances = all<{ name: string; currency: string; minor: number }>(
      stock.book.db,
      'SELECT a.name, b.currency, b.minor FROM balance b JOIN account a ON a.id = b.account',
    );
    expect(balances.length).toBeGreaterThan(6);
    expect(netOf(bytes)).toEqual(new Map(balances.map(({ name, currency, minor }) => [`${name} ${currency}`, minor])));
    expect(written).toMatchObject({ rows: 12, tied: 'balances' });
    expect(written.totals).toEqual([
      { currency: 'EUR', count: 4, amount: '542.48' },
      { currency: 'JPY', count: 1, amount: '1500' },
      { currency: 'KWD', count: 1, amount: '8.850' },
    ]);
  });

  it('of a period and a currency tie to the postings of those days', () => {
    const stock = world();
    const { bytes, written } = exported(stock, january);
    const postings = all<{ name: string; minor: number }>(
      stock.book.db,
      `SELECT a.name, sum(m.minor) AS minor FROM (SELECT event, to_account AS account, minor, currency FROM posting
         UNION ALL SELECT event, from_account, -minor, currency FROM posting) m
       JOIN event e ON e.seq = m.event JOIN account a ON a.id = m.account
       WHERE e.booked_on BETWEEN '2026-01-01' AND '2026-01-31' AND m.currency = 'EUR' GROUP BY a.name`,
    );
    expect(netOf(bytes)).toEqual(new Map(postings.map(({ name, minor }) => [`${name} EUR`, minor])));
    expect(written).toMatchObject({ rows: 6, tied: 'days', totals: [{ currency: 'EUR', amount: '532.49', count: 3 }] });
  });

  it('have the mapped code and name, and the ledger’s own name where there is none; nothing that a spreadsheet runs', () => {
    const stock = world();
    setGlMapping(stock.book.db, { accounts: 'account,code,name\nsales:*,4400,=Sales\n' });
    const rows = rowsOf(String(exported(stock, whole).bytes));
    expect(rows[0]).toEqual('day,event,kind,account code,account name,debit,credit,currency,text,reference'.split(','));
    expect(rows[1]?.slice(3, 9)).toEqual(['', 'clearing:stripe', '500.00', '', 'EUR', 'clearing:stripe']);
    const sold = rows.find(([, , , code]) => code === '4400');
    expect(sold?.slice(2, 9)).toEqual(['purchase.recorded', '4400', "'=Sales", '', '12.50', 'EUR', 'sales:hosting']);
  });

  it('are not handed out when the kept balance is another', () => {
    const stock = world();
    run(stock.book.db, "UPDATE balance SET minor = minor + 1 WHERE currency = 'JPY' AND minor > 0");
    expect(refusal(() => exported(stock, whole))).toMatchObject({ code: 'book-damaged' });
  });

  it('leave nothing behind when cancelled', () => {
    const file = path.join(temporaryFolder(), 'gl.csv');
    const steps = exportGl.run(world().book.db, { ...whole, part: file, target: file });
    steps.next();
    expect(existsSync(file)).toBe(true);
    steps.return({ rows: 0, bytes: 0, totals: [], sha256: '', head: { position: 0, hash: '' } });
    expect(existsSync(file)).toBe(false);
  });
});

describe('Xero', () => {
  it('has a debit above zero and a credit below, one narration for each journal, each of which comes to nothing', () => {
    const stock = world();
    setGlMapping(stock.book.db, { accounts: mapping });
    const { bytes, written } = exported(stock, { ...january, format: 'xero' });
    const [head = [], ...rows] = rowsOf(String(bytes));
    expect(head.slice(0, 6)).toEqual(['*Narration', '*Date', 'Description', '*AccountCode', '*TaxRate', '*Amount']);
    const clearing = ['05 Jan 2026', 'clearing:stripe', '1360', 'Tax Exempt', '500.00', '', '', '', ''];
    expect(rows[0]).toEqual([expect.stringMatching(/^payment\.recorded \d+$/), ...clearing]);
    const byJournal = new Map<string, number>();
    for (const [narration = '', , , , , amount = ''] of rows)
      byJournal.set(narration, (byJournal.get(narration) ?? 0) + minorOf(amount, 'EUR'));
    expect([...byJournal.values()]).toEqual([0, 0, 0]);
    const sums = new Map<string, number>();
    for (const [, , account = '', , , amount = ''] of rows)
      sums.set(`${account} EUR`, (sums.get(`${account} EUR`) ?? 0) + minorOf(amount, 'EUR'));
    expect(sums).toEqual(netOf(exported(stock, january).bytes));
    expect(written).toMatchObject({ rows: 6, tied: 'days' });
  });

  it('needs a tax rate for each account', () => {
    const stock = world();
    setGlMapping(stock.book.db, { accounts: mapping.replace('transit,Tax Exempt', 'transit,') });
    const { code, params } = refusal(() => exported(stock, { ...january, format: 'xero' }));
    expect({ code, params }).toEqual({ code: 'gl-accounts-missing', params: { accounts: 'clearing:stripe (1360)' } });
  });
});

describe('DATEV', () => {
  it('is EXTF 700 with 125 columns in windows-1252, and its Soll and Haben come to the book’s, per account', () => {
    const stock = world();
    setGlMapping(stock.book.db, { accounts: mapping, datev });
    const { bytes, written } = exported(stock, { ...january, format: 'datev' });
    const text = new TextDecoder('windows-1252', { fatal: true }).decode(bytes);
    const lines = text.split('\r\n');
    expect(lines[0]).toBe(
      '"EXTF";700;21;"Buchungsstapel";13;20261121120000000;;"";"";"";29098;55003;20260101;4;20260101;20260131;' +
        '"Counterfoil 2026-01-01";"";1;0;0;"EUR";;"";;;"";;;"";""',
    );
    expect(lines[1]?.split(';')).toEqual(datevColumns);
    expect(datevColumns).toHaveLength(125);
    expect(lines[1]).toContain('Gegenkonto (ohne BU-Schlüssel)');
    expect(lines[2]).toMatch(/^500,00;"S";"EUR";;;;1360;1710;;0501;"\d+";;;"payment.recorded [0-9a-f-]{36}";;/);
    expect(lines.at(-1)).toBe('');
    const sums = new Map<string, number>();
    for (const [amount = '', side, , , , , konto = '', against = ''] of rowsOf(text, ';').slice(2)) {
      expect(side).toBe('S');
      const minor = minorOf(amount.replace(',', '.'), 'EUR');
      sums.set(konto, (sums.get(konto) ?? 0) + minor);
      sums.set(against, (sums.get(against) ?? 0) - minor);
    }
    expect(sums).toEqual(
      new Map([
        ['1360', 51_999],
        ['1710', -50_749],
        ['4400', -1_250],
      ]),
    );
    expect(written).toMatchObject({ rows: 3, tied: 'days' });
  });

  it('writes two decimals also of a currency that has none', () => {
    const stock = world();
    setGlMapping(stock.book.db, { accounts: mapping, datev });
    const { bytes } = exported(stock, { ...january, currency: 'JPY', format: 'datev' });
    expect(String(bytes).split('\r\n')[2]).toMatch(/^1500,00;"S";"JPY";/);
  });

  it.each([
    ['a currency of three decimals', { currency: 'KWD' }, 'KWD has more'],
    ['no period', { from: null }, 'one period'],
    ['no currency', { currency: null }, 'one currency'],
    ['two fiscal years', { to: '2027-01-01' }, 'one fiscal year'],
    ['an end before its beginning', { to: '2025-12-31' }, 'ends before it begins'],
  ])('refuses %s', (_name, wrong, says) => {
    const stock = world();
    setGlMapping(stock.book.db, { accounts: mapping, datev });
    const { code, params } = refusal(() => exported(stock, { ...january, format: 'datev', ...wrong }));
    expect({ code, detail: params.detail }).toEqual({ code: 'gl-refused', detail: expect.stringContaining(says) });
  });

  it('refuses every account without a code that it takes, all of them at once, and writes nothing', () => {
    const stock = world();
    setGlMapping(stock.book.db, { accounts: 'account,code\nsales:*,SALES\n', datev });
    const { code, params } = refusal(() => exported(stock, { ...january, format: 'datev' }));
    expect(code).toBe('gl-accounts-missing');
    expect(params.accounts).toBe('clearing:stripe, credit:*:paid, sales:* (SALES)');
  });

  it('refuses an amount of more than ten digits before the comma', () => {
    const stock = world();
    stock.payment({ customer: stock.ada, amount: 10_000_000_000, currency: 'JPY', at: Date.UTC(2026, 0, 8) });
    setGlMapping(stock.book.db, { accounts: mapping, datev });
    const order = { ...january, currency: 'JPY', format: 'datev' } as const;
    expect(refusal(() => exported(stock, order))).toMatchObject({ code: 'gl-refused' });
  });

  it('begins the fiscal year where the client does', () => {
    const july = { ...datev, yearStart: '07-01' };
    expect(fiscalYear('2026-06-30', july)).toEqual({ start: '2025-07-01', next: '2026-07-01' });
    expect(fiscalYear('2026-07-01', july)).toEqual({ start: '2026-07-01', next: '2027-07-01' });
  });
});

describe('the mapping', () => {
  it('names an account itself, or several by a star; what says the most wins', () => {
    const { db } = world().book;
    setGlMapping(db, { accounts: `\uFEFF${mapping}` });
    const find = accountFinder(glMappingOf(db).accounts);
    expect(find('clearing:stripe')?.code).toBe('1360');
    expect(find('clearing:paypal')).toBeNull();
    expect(find('credit:a:paid')?.code).toBe('1710');
    expect(find('credit:a:granted')).toMatchObject({ code: '1715', name: 'Granted, free' });
  });

  it('tells which accounts of the book have no code, those of all customers as one', () => {
    const { db } = world().book;
    expect(unmappedOf(db, glMappingOf(db))).toEqual(['clearing:stripe', 'credit:*:paid', 'sales:hosting']);
    setGlMapping(db, { accounts: mapping });
    expect(unmappedOf(db, glMappingOf(db))).toEqual([]);
  });

  it('keeps what is not named', () => {
    const { db } = world().book;
    setGlMapping(db, { accounts: mapping });
    setGlMapping(db, { datev });
    expect(glMappingOf(db)).toMatchObject({ datev, accounts: { length: 4 } });
  });

  it.each([
    ['without its columns', 'ledger,number\nsales:*,1\n', 'columns account and code'],
    [
      'an account that the ledger does not have',
      'account,code\nsuppliers:*,1\n',
      'row 1, account “suppliers:*”: it is no account',
    ],
    ['two stars', 'account,code\ncredit:*:*,1\n', 'no account'],
    ['an account twice', 'account,code\nsales:*,1\nsales:*,2\n', 'row 2, account “sales:*”: it stands there twice'],
    ['an empty code', 'account,code\nsales:*,\n', 'its code is not understood'],
    ['a code that a spreadsheet would run', 'account,code\nsales:*,=1+1\n', 'its code is not understood'],
  ])('is refused %s, and the old one stays', (_name, accounts, says) => {
    const { db } = world().book;
    setGlMapping(db, { accounts: mapping });
    const { code, params } = refusal(() => setGlMapping(db, { accounts }));
    expect({ code, detail: params.detail }).toEqual({ code: 'gl-refused', detail: expect.stringContaining(says) });
    expect(glMappingOf(db).accounts).toHaveLength(4);
  });
});

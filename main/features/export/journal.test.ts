/** The journal as text: what stands in it, and that no name of the outside can break it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/book';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { one } from '../../db/sql';
import { exportJournal } from './journal';
import { type JournalFormat, journalAccount, journalAccounts } from './journal-accounts';
import { headText } from './journal-text';
import type { Written } from './written';

function exported(stock: StockedBook, format: JournalFormat): { text: string; written: Written } {
  const file = path.join(temporaryFolder(), 'journal');
  const steps = exportJournal.run(stock.book.db, { part: file, target: file, format });
  for (;;) {
    const step = steps.next();
    if (step.done) return { text: readFileSync(file, 'utf8'), written: step.value };
  }
}

function smallBook() {
  const stock = stockedBook();
  const ada = stock.customer('Ada; "Ltd"');
  const payment = stock.payment({ customer: ada, amount: 50_000, currency: 'EUR', at: Date.UTC(2026, 0, 5) });
  const purchase = stock.purchase(ada, 1_250, 'EUR', Date.UTC(2026, 0, 6));
  stock.payment({ customer: ada, amount: 1_500, currency: 'JPY', status: 'Pending' });
  return { ...stock, ada, paid: payment, bought: purchase };
}

describe('the journal', () => {
  it('for hledger: one entry per event that moved money, accounts under the book’s own names', () => {
    const stock = smallBook();
    const { text, written } = exported(stock, 'hledger');
    const head = one<{ hash: Buffer }>(
      stock.book.db,
      'SELECT hash FROM event ORDER BY seq DESC LIMIT 1',
    )?.hash.toString('hex');
    expect(
      text,
    ).toBe(`; Journal of Test, written by Counterfoil. Customers stand under their ids; names are kept out of exports.

account clearing:stripe  ; type:A
account credit:${stock.ada}:paid  ; type:L
account sales:hosting  ; type:R

2026-01-05 * payment.recorded  ; event:2, subject:${stock.paid}
    credit:${stock.ada}:paid  -500.00 EUR
    clearing:stripe  500.00 EUR

2026-01-06 * purchase.recorded  ; event:3, subject:${stock.bought}
    sales:hosting  -12.50 EUR
    credit:${stock.ada}:paid  12.50 EUR

commodity 1000.00 EUR

; journal head: event 4, sha256 ${head}
`);
    expect(written).toMatchObject({
      rows: 2,
      head: { hash: head, position: 4 },
      totals: [{ currency: 'EUR', amount: '512.50', count: 2 }],
    });
  });

  it('for beancount: the same under its five roots', () => {
    const stock = smallBook();
    const { text } = exported(stock, 'beancount');
    expect(text).toContain('option "title" "Test"\n');
    expect(text).toContain(`1900-01-01 open Liabilities:Credit:${stock.ada}:Paid\n`);
    expect(text).toContain('1900-01-01 commodity EUR\n  decimals: 2\n');
    expect(text).toContain(`2026-01-05 * "payment.recorded"
  event: 2
  subject: "${stock.paid}"
    Liabilities:Credit:${stock.ada}:Paid  -500.00 EUR
    Assets:Clearing:Stripe  500.00 EUR
`);
  });

  it('names nobody', () => {
    expect(exported(smallBook(), 'hledger').text).not.toContain('Ada');
  });

  it('leaves nothing behind when it is cancelled', () => {
    const stock = smallBook();
    const file = path.join(temporaryFolder(), 'journal');
    const steps = exportJournal.run(stock.book.db, { part: file, target: file, format: 'hledger' });
    steps.next();
    expect(existsSync(file)).toBe(true);
    steps.return({ rows: 0, bytes: 0, totals: [], sha256: '', head: { position: 0, hash: '' } });
    expect(existsSync(file)).toBe(false);
  });
});

describe('account names', () => {
  it.each([
    [
      'credit:019a2e76-5a19-7f15-b677-4873da143e47:paid',
      'Liabilities:Credit:019a2e76-5a19-7f15-b677-4873da143e47:Paid',
    ],
    [
      'credit:a19a2e76-5a19-7f15-b677-4873da143e47:paid',
      'Liabilities:Credit:A19a2e76-5a19-7f15-b677-4873da143e47:Paid',
    ],
    ['receivable:019a2e76-5a19-7f15-b677-4873da143e47', 'Assets:Receivable:019a2e76-5a19-7f15-b677-4873da143e47'],
    ['clearing:bank-transfer', 'Assets:Clearing:Bank-transfer'],
    ['tax:input', 'Assets:Tax:Input'],
    ['tax:output:es-21', 'Liabilities:Tax:Output:Es-21'],
    ['sales:general', 'Income:Sales:General'],
    ['fees:stripe:dispute', 'Expenses:Fees:Stripe:Dispute'],
    ['exchange:USD', 'Equity:Exchange:USD'],
    ['suspense', 'Liabilities:Suspense'],
    ['bank:Banco Ñ; x', 'Assets:Bank:Banco-u20--ud1--u3b--u20-x'],
    ['bank:', 'Assets:Bank:X-'],
  ])('%s is %s in beancount', (name, expected) => {
    expect(journalAccount(name, 'beancount')).toBe(expected);
  });

  it('stay apart when they come out the same', () => {
    const known = ['bank:main', 'bank:Main', 'bank:MAIN'].map((name, id) => ({ id, name }));
    expect([...journalAccounts(known, 'beancount').values()]).toEqual([
      'Assets:Bank:Main',
      'Assets:Bank:Main-2',
      'Assets:Bank:MAIN',
    ]);
  });

  it('are told as docs/journal-export.md tells them', () => {
    const rows = [...readFileSync('docs/journal-export.md', 'utf8').matchAll(/^\| `([^`]+)` \| `([^`]+)` \|/gm)];
    expect(rows.length).toBeGreaterThan(20);
    for (const [, name = '', expected] of rows) expect(journalAccount(name, 'beancount'), name).toBe(expected);
  });
});

describe('a book’s name', () => {
  it('cannot begin a directive or end a text', () => {
    const head = { book: 'A "b" \\ \n2026-01-01 open Assets:X\u2028', accounts: [] };
    expect(headText(head, 'hledger').split('\n')[1]).toBe('');
    expect(headText(head, 'beancount')).toContain('option "title" "A \'b\' \'  2026-01-01 open Assets:X"\n');
  });
});

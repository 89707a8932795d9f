/** A merged book's journal, read by a program of others: it holds, and gives the balances that the book tells. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/book';
import { undone } from '../../../test/support/changing';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import type { Id } from '../../kernel/id';
import type { ChangesContext } from '../changes/handlers';
import { exportJournal } from '../export/journal';
import { customerDetail } from './detail';
import { mergeCustomers, mergePreview } from './merging';

/** `120.00 EUR` of each customer, as the book tells it. */
function told({ book, clock }: StockedBook, customers: readonly Id[]): Record<string, string[]> {
  const today = book.dayOf(clock.at);
  return Object.fromEntries(
    customers.map((id) => {
      const { balances } = customerDetail.run(book.db, { id, today });
      return [
        id,
        balances
          .map(({ balance, currency }) => `${balance} ${currency}`)
          .filter((text) => !text.startsWith('0'))
          .sort(),
      ];
    }),
  );
}

/** The same from the exported journal: what stands on a customer's lots and on what they owe, the other way round. */
function read({ book }: StockedBook, customers: readonly Id[]): Record<string, string[]> {
  const file = path.join(temporaryFolder(), 'journal');
  for (const _step of exportJournal.run(book.db, { part: file, target: file, format: 'hledger' }));
  const hledger = (...words: string[]) => execFileSync('hledger', ['-f', file, ...words], { encoding: 'utf8' });
  expect(hledger('check')).toBe('');
  const csv = hledger('balance', '--flat', '--no-total', '--layout=bare', '-O', 'csv', '^credit', '^receivable');
  const sums = new Map<string, bigint>();
  for (const [account = '', currency = '', amount = ''] of Papa.parse<string[]>(csv.trim()).data.slice(1)) {
    const key = `${account.split(':')[1]} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0n) - BigInt(amount.replace('.', '')));
  }
  const of = (id: Id) =>
    [...sums]
      .filter(([key, sum]) => key.startsWith(id) && sum !== 0n)
      .map(([key, sum]) => `${decimal(sum)} ${key.slice(-3)}`)
      .sort();
  return Object.fromEntries(customers.map((id) => [id, of(id)]));
}

function decimal(minor: bigint): string {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const hasHledger = () => {
  try {
    return execFileSync('hledger', ['--version'], { encoding: 'utf8' }).startsWith('hledger');
  } catch (error) {
    if (process.env.CI) throw error;
    return false;
  }
};

test('hledger accepts the journal of a merged book, and per customer and currency −(lots + receivable) is the balance', async () => {
  if (!hasHledger()) return;
  const of = stockedBook();
  const [customer, survivor, other] = [of.customer('Nimbus Ltd'), of.customer('Nimbus Limited'), of.customer('Ada')];
  of.payment({ customer, amount: 12_000, currency: 'EUR' });
  of.payment({ customer, amount: 500, currency: 'USD' });
  of.payment({ customer: survivor, amount: 3_000, currency: 'EUR' });
  of.purchase(customer, 15_000, 'EUR');
  of.purchase(survivor, 700, 'GBP');
  of.payment({ customer: other, amount: 100, currency: 'EUR' });
  const all = [customer, survivor, other];
  const rest = { operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {} };
  const context = { book: of.book, clock: of.clock, ...rest } as unknown as ChangesContext;
  expect(read(of, all)).toEqual(told(of, all));
  const { seen } = mergePreview.run(of.book.db, { customer, survivor, today: of.book.dayOf(of.clock.at) });
  const { id } = await mergeCustomers(context, { request: of.book.newId(), customer, survivor, seen });
  const merged = read(of, all);
  expect(merged).toEqual({ [customer]: [], [survivor]: ['-7.00 GBP', '5.00 USD'], [other]: ['1.00 EUR'] });
  expect(merged[survivor]).toEqual(told(of, [survivor])[survivor]);
  await undone(context, id);
  expect(read(of, all)).toEqual(told(of, all));
});

/** Every list as a file: CSV and XLSX say the same, and both say what the book says; read back by parsers that are not ours. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/book';
import { keptBook } from '../../../test/support/kept-book';
import { columnOf, readXlsx } from '../../../test/support/read-xlsx';
import { stockedBook } from '../../../test/support/stocked-book';
import { all, type Db, one } from '../../db/sql';
import { DAY_MS, isoTime, readDay } from '../../kernel/time';
import { foundExceptions } from '../matching/exceptions';
import { rulesOf } from '../matching/rule-events';
import { sheets } from '../sheets';
import { type ListName, listNames, type SheetFormat } from './contract';
import { exportPayments } from './payments-csv';
import type { SheetColumn } from './sheet';
import { countSheet, exportSheet } from './sheet-job';

const atMs = Date.UTC(2026, 10, 21, 12);
const today = readDay('2026-11-21') ?? never();

function never(): never {
  throw new Error('not a day');
}

function written(db: Db, list: ListName, format: SheetFormat, filter: object = {}) {
  const file = path.join(temporaryFolder(), `list.${format}`);
  const steps = exportSheet.run(db, { part: file, target: file, list, format, filter, today, atMs, bom: false });
  for (;;) {
    const step = steps.next();
    if (step.done) return { ...step.value, bytes: readFileSync(file) };
  }
}

const csvOf = (db: Db, list: ListName, filter: object = {}) => {
  const { bytes, ...told } = written(db, list, 'csv', filter);
  const [head = [], ...rows] = Papa.parse<string[]>(bytes.toString('utf8'), {
    newline: '\r\n',
    delimiter: ',',
  }).data.slice(0, -1);
  return { ...told, text: bytes.toString('utf8'), head, rows };
};

/** Of a column, from 0: `A` to `Z`, then `AA`. */
const letters = (n: number): string =>
  n < 26 ? String.fromCharCode(65 + n) : `${letters(Math.floor(n / 26) - 1)}${letters(n % 26)}`;

/** The cells of a sheet in the words of a CSV: what is no number must be text, and dates come back to the millisecond. */
function asCsv(columns: readonly SheetColumn[], bytes: Uint8Array): { head: string[]; rows: string[][] } {
  const sheet = readXlsx(bytes)[0];
  const [head = [], ...rows] = (sheet?.rows ?? []).map((row) => {
    const cells = columns.map(() => '');
    for (const cell of row) {
      const at = columns.findIndex((_, n) => columnOf(cell.place) === letters(n));
      const kind = columns[at]?.kind;
      const isTime = cell.isNumber && (kind === 'time' || kind === 'day');
      const ms = isTime ? Math.round((Number(cell.text) - 25_569) * DAY_MS) : 0;
      cells[at] = isTime ? (kind === 'day' ? isoTime(ms).slice(0, 10) : isoTime(ms)) : cell.text;
    }
    return cells;
  });
  return { head, rows };
}

/** A CSV puts `'` before what would be run; a workbook says it by a style. */
const harmless = (text: string) => text.replace(/^'(?=[=+\-@\t\r\n\0＝＋－＠])/, '');

describe('every list of the book', () => {
  it.each(listNames)('%s: the workbook says what the CSV says, and both have every row', (list) => {
    const { book } = keptBook();
    const csv = csvOf(book.db, list);
    const xlsx = written(book.db, list, 'xlsx');
    const { columns } = sheets[list].open(book.db, {}, { today, now: atMs });
    const read = asCsv(columns, xlsx.bytes);
    expect(read.head).toEqual(csv.head);
    expect(read.rows).toEqual(csv.rows.map((row) => row.map(harmless)));
    expect([xlsx.rows, xlsx.totals]).toEqual([csv.rows.length, csv.totals]);
    expect(countSheet.run(book.db, { list, filter: {}, today, atMs })).toBe(csv.rows.length);
  });

  it('has as many rows as the book', () => {
    const { book } = keptBook();
    const count = (text: string) => one<{ n: number }>(book.db, `SELECT count(*) AS n FROM ${text}`)?.n;
    const expected: Readonly<Record<Exclude<ListName, 'exceptions' | 'matching-rules'>, string>> = {
      payments: 'payment',
      customers: 'customer WHERE merged_into IS NULL AND archived_at IS NULL',
      invoices: 'invoice',
      vouchers: 'voucher',
      outbox: 'attempt',
      changes: 'change_set',
      'bank-accounts': 'bank_account',
      'bank-lines': "bank_line WHERE state <> 'split'",
      'bank-statements': 'statement',
      'gateway-reports': 'gateway_report_sum',
      'report-findings': 'gateway_report_finding',
      matches: 'match_item',
      claims: 'claim',
      'unknown-receipts': 'unknown_receipt',
      requests: 'approval',
      'parked-items': 'parked',
      operators: 'operator',
      notices: 'mail',
      'failed-charges': `(SELECT DISTINCT i.id FROM invoice i JOIN invoice_payment l ON l.invoice = i.id
        JOIN payment p ON p.uuid = l.payment JOIN attempt a ON a.payment = p.id WHERE a.kind = 'charge' AND i.open > 0)`,
      'voucher-batches': 'voucher_batch',
      adjustments: 'adjustment',
      'late-items': 'late l LEFT JOIN posting p ON p.event = l.event',
      'export-log': 'export_log',
    };
    const rows = listNames.map((list) => [list, csvOf(book.db, list).rows.length]);
    const inBook = (list: ListName) => {
      // An exception is no row of the book: it is found in it. And rules stand there once somebody changed one.
      if (list === 'exceptions') return foundExceptions(book.db, atMs).length;
      return list === 'matching-rules' ? rulesOf(book.db).length : count(expected[list]);
    };
    expect(rows).toEqual(listNames.map((list) => [list, inBook(list)]));
    expect(rows.filter(([, n]) => Number(n) > 0).length).toBeGreaterThanOrEqual(6);
  });

  it('writes payments by the general way exactly as by the fast one', () => {
    const { book } = keptBook();
    const file = path.join(temporaryFolder(), 'fast.csv');
    for (const step of exportPayments.run(book.db, { part: file, target: file, filter: {}, bom: false })) void step;
    expect(csvOf(book.db, 'payments').text).toBe(readFileSync(file, 'utf8'));
  });

  it('adds up to what the book says, per currency', () => {
    const { book } = keptBook();
    const sums = all<{ currency: string; n: number }>(
      book.db,
      'SELECT currency, count(*) AS n, sum(total) AS minor FROM invoice GROUP BY currency ORDER BY n DESC, currency',
    );
    expect(csvOf(book.db, 'invoices').totals.map(({ currency, count }) => ({ currency, n: count }))).toEqual(
      sums.map(({ currency, n }) => ({ currency, n })),
    );
  });

  it('has no code of a voucher in any list', () => {
    const { book } = keptBook();
    const codes = all<{ code: string }>(book.db, 'SELECT code FROM voucher_code').map((row) => row.code);
    expect(codes.length).toBeGreaterThan(0);
    for (const list of listNames) {
      const { text } = csvOf(book.db, list);
      expect(codes.filter((code) => text.includes(code))).toEqual([]);
    }
  });

  it('refuses a filter that is not its own, and leaves no file', () => {
    const { book } = keptBook();
    const folder = temporaryFolder();
    const file = path.join(folder, 'list.csv');
    const order = { part: file, target: file, format: 'csv', today, atMs, bom: false } as const;
    const steps = exportSheet.run(book.db, { ...order, list: 'customers', filter: { flagged: true } });
    expect(() => {
      for (const step of steps) void step;
    }).toThrow(expect.objectContaining({ code: 'input-invalid' }));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing behind when it is cancelled', () => {
    const { book } = keptBook();
    const file = path.join(temporaryFolder(), 'list.xlsx');
    const order = { part: file, target: file, format: 'xlsx', today, atMs, bom: false } as const;
    const steps = exportSheet.run(book.db, { ...order, list: 'payments', filter: {} });
    for (let n = 0; n < 3; n++) steps.next();
    expect(existsSync(file)).toBe(true);
    steps.return({ rows: 0, bytes: 0, totals: [], sha256: '', head: { position: 0, hash: '' } });
    expect(existsSync(file)).toBe(false);
  });

  it('tells the filter, the journal’s position and the totals on the last sheet of a workbook', () => {
    const stock = stockedBook();
    stock.payment({ amount: 1_250, currency: 'EUR' });
    stock.payment({ amount: 99, currency: 'USD', status: 'Pending' });
    const { bytes, head } = written(stock.book.db, 'payments', 'xlsx', {
      status: 'Completed',
      currencies: ['EUR', 'USD'],
    });
    const facts = new Map(
      readXlsx(bytes)
        .at(-1)
        ?.rows.map((cells) => [cells[0]?.text, cells[1]?.text]),
    );
    expect(Object.fromEntries(facts)).toMatchObject({
      ...{ list: 'payments', rows: '1', 'filter: status': 'Completed', 'filter: currencies': 'EUR, USD', EUR: '12.50' },
      journal: `event ${head.position}, sha256 ${head.hash}`,
    });
  });
});

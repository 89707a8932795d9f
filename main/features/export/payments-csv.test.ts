/** The whole CSV of a book: the rows of the filter and no others, their totals, and nothing left behind when it ends early. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/book';
import { chance, pick, runSeed } from '../../../test/support/seed';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { all, one, run } from '../../db/sql';
import type { Id } from '../../kernel/id';
import { idFromBytes } from '../../kernel/id';
import { readDecimal, toDecimal } from '../../kernel/money';
import { dayIn } from '../../kernel/time';
import { paymentColumns } from '../payments/columns';
import type { PaymentFilter } from '../payments/contract';
import { paymentWhere } from '../payments/filter';
import { paymentRows } from '../payments/query';
import { csvHeader } from './payment-cells';
import { exportPayments } from './payments-csv';
import { countSheet } from './sheet-job';
import type { Written } from './written';

const seed = runSeed();
const texts = ['Top-up', '=1+1', 'a "quoted", text', '-5', '＝x', 'two\r\nlines', '', '@SUM(1)', '株式会社', "it's"];

const checkedCell = csvHeader.indexOf('last_checked_at');

/** 60 payments of three customers in four currencies, purchases and refunds among them. */
function busyBook(): StockedBook & { customers: Id[] } {
  const stock = stockedBook('Europe/Madrid');
  const next = chance(seed);
  const customers = ['Ada "the first"', '+34 Company', 'Müller & Söhne'].map((name) => stock.customer(name));
  for (let n = 0; n < 60; n++) {
    const customer = customers[pick(next, 4)];
    const currency = ['EUR', 'USD', 'JPY', 'KWD'][pick(next, 4)] ?? 'EUR';
    const at = Date.UTC(2026, 0, 1 + pick(next, 300), pick(next, 24));
    const amount = 1 + pick(next, 2_000_000);
    if (n % 9 === 4 && customer) stock.purchase(customer, amount, currency, at);
    else
      stock.payment({
        amount,
        currency,
        at,
        ...(customer ? { customer } : {}),
        description: texts[pick(next, texts.length)] ?? '',
        reference: texts[pick(next, texts.length)] ?? '',
        status: (['Completed', 'Completed', 'Pending', 'Cancelled'] as const)[pick(next, 4)] ?? 'Completed',
        ...(n % 5 === 0 ? { flag: 'unknown-status' as const } : {}),
        ...(n % 2 === 0 ? { purpose: 'top-up' as const } : {}),
      });
  }
  return { ...stock, customers };
}

function exported(stock: StockedBook, filter: PaymentFilter, bom = false): Written & { file: string; text: string } {
  const file = path.join(temporaryFolder(), 'payments.csv');
  const steps = exportPayments.run(stock.book.db, { part: file, target: file, filter, bom });
  for (;;) {
    const step = steps.next();
    if (step.done) return { ...step.value, file, text: readFileSync(file, 'utf8') };
  }
}

/** The cells of a row as a plain program writes them. */
function plainCells(stock: StockedBook, id: number): string[] {
  const row = paymentRows(stock.book.db, [id])[0];
  if (!row) throw new Error(`no payment ${id}`);
  const time = (at: number | null) => (at === null ? '' : new Date(at).toISOString());
  const text = (value: string | null) => (/^[=+\-@\t\r\n\0＝＋－＠]/.test(value ?? '') ? `'${value}` : (value ?? ''));
  const zero = toDecimal(0, row.amount.currency);
  return [
    row.id,
    time(row.at),
    text(row.customer?.name ?? ''),
    row.customer?.id ?? '',
    row.amount.amount,
    row.amount.currency,
    row.status,
    row.gateway,
    text(row.description),
    row.method,
    text(row.reference),
    row.purpose ?? '',
    text(row.payer),
    row.fee?.amount ?? '',
    row.fee?.currency ?? '',
    row.refunded ?? zero,
    row.disputed ?? zero,
    time(row.createdAt),
    time(row.completedAt),
    time(row.checkedAt),
    text(row.externalId),
    row.providerStatus,
    row.flag ?? '',
  ];
}

function parsed(text: string): string[][] {
  return Papa.parse<string[]>(text, { newline: '\r\n', delimiter: ',' }).data.slice(0, -1);
}

describe(`the payments' CSV (seed ${seed})`, () => {
  it('holds every row of the table, as a plain program would write it', () => {
    const stock = busyBook();
    const { text, rows, bytes, sha256, file } = exported(stock, {});
    const [header, ...lines] = parsed(text);
    const ids = all<{ id: number }>(stock.book.db, 'SELECT id FROM payment ORDER BY id').map((row) => row.id);
    expect(header).toEqual(csvHeader);
    expect(lines).toEqual(ids.map((id) => plainCells(stock, id)));
    expect(rows).toBe(60);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(bytes).toBe(readFileSync(file).length);
    expect(sha256).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
  });

  it('tells when a payment was checked again, also of the only one of its range', () => {
    const stock = busyBook();
    const checkedIn = () => parsed(exported(stock, {}).text).filter((cells) => cells[checkedCell] !== '').length;
    expect(checkedIn()).toBe(1);
    run(stock.book.db, 'INSERT INTO payment_check (payment, checked_at) VALUES (33, ?)', Date.UTC(2026, 4, 2));
    const lines = parsed(exported(stock, {}).text).slice(1);
    expect(lines).toEqual(lines.map((_, at) => plainCells(stock, at + 1)));
    expect(lines[32]?.[checkedCell]).toBe('2026-05-02T00:00:00.000Z');
    expect(checkedIn()).toBe(2);
  });

  it('names every column of the table once', () => {
    expect(new Set(csvHeader).size).toBe(csvHeader.length);
    expect(csvHeader).toEqual(
      expect.arrayContaining(['id', 'currency', ...paymentColumns.map((column) => column.csv)]),
    );
  });

  const filters: readonly (readonly [string, (stock: ReturnType<typeof busyBook>) => PaymentFilter])[] = [
    ['everything', () => ({})],
    ['a status', () => ({ status: 'Pending' })],
    ['days', () => ({ from: '2026-03-10', to: '2026-06-20' })],
    ['a currency and a gateway', () => ({ currencies: ['EUR', 'JPY'], gateways: ['stripe'] })],
    ['purchases', () => ({ methods: ['account-credit'] })],
    ['a purpose', () => ({ purposes: ['top-up'], status: 'Completed' })],
    ['amounts', () => ({ minAmount: '-900.5', maxAmount: '5000' })],
    ['a customer', ({ customers }) => ({ customer: customers[1] })],
    ['what is flagged', () => ({ flagged: true })],
    ['words', () => ({ text: 'quoted' })],
    ['a name', () => ({ text: 'müller' })],
    ['what nobody has', () => ({ text: 'nobodyhasthis' })],
  ];
  it.each(filters)('of %s equals an independent count and sum, before and after', (_name, filterOf) => {
    const stock = busyBook();
    const filter = filterOf(stock);
    const { db } = stock.book;
    const where = paymentWhere(db, filter);
    const found = all<{ id: number; currency: string; amount: number; uuid: Buffer }>(
      db,
      `SELECT p.id, p.currency, p.amount, p.uuid FROM payment p WHERE ${where.sql || '1'} ORDER BY p.id`,
      ...where.values,
    );
    const { text, rows, totals } = exported(stock, filter);
    const lines = parsed(text).slice(1);
    expect(lines.map((cells) => cells[0])).toEqual(found.map((row) => idFromBytes(row.uuid)));
    expect(countSheet.run(db, { list: 'payments', filter, today: dayIn('UTC')(0), atMs: 0 })).toBe(found.length);
    expect(rows).toBe(found.length);
    for (const currency of ['EUR', 'USD', 'JPY', 'KWD']) {
      const own = found.filter((row) => row.currency === currency);
      const sum = toDecimal(
        own.reduce((total, row) => total + row.amount, 0),
        currency,
      );
      const written = lines
        .filter((cells) => cells[5] === currency)
        .map((cells) => readDecimal(cells[4] ?? '', currency));
      expect(totals.find((total) => total.currency === currency)).toEqual(
        own.length === 0 ? undefined : { currency, amount: sum, count: own.length },
      );
      expect(
        toDecimal(
          written.reduce<number>((total, minor) => total + Number(minor), 0),
          currency,
        ),
      ).toBe(sum);
    }
  });

  it('begins with a byte order mark when Excel wants one', () => {
    const stock = busyBook();
    const { text } = exported(stock, {}, true);
    expect(text.startsWith(`\ufeff${csvHeader[0]},`)).toBe(true);
    expect(exported(stock, {}).text.startsWith('id,')).toBe(true);
  });

  it('tells the head of the journal that it was taken at, and does not see what is booked meanwhile', () => {
    const stock = busyBook();
    const file = path.join(temporaryFolder(), 'payments.csv');
    const head = one<{ hash: Buffer }>(
      stock.book.db,
      'SELECT hash FROM event ORDER BY seq DESC LIMIT 1',
    )?.hash.toString('hex');
    const steps = exportPayments.run(stock.book.db, { part: file, target: file, filter: {}, bom: false });
    let step = steps.next();
    stock.payment({ amount: 1, currency: 'EUR' });
    while (!step.done) step = steps.next();
    expect(step.value).toMatchObject({ rows: 60, head: { hash: head } });
    expect(parsed(readFileSync(file, 'utf8')).length).toBe(61);
  });

  it('leaves nothing behind when it is cancelled', () => {
    const stock = busyBook();
    const folder = temporaryFolder();
    const file = path.join(folder, 'payments.csv');
    const steps = exportPayments.run(stock.book.db, { part: file, target: file, filter: {}, bom: false });
    steps.next();
    expect(existsSync(file)).toBe(true);
    steps.return({ rows: 0, bytes: 0, totals: [], sha256: '', head: { position: 0, hash: '' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says where it cannot be written, and makes nothing', () => {
    const stock = busyBook();
    const file = path.join(temporaryFolder(), 'not', 'there.csv');
    const steps = exportPayments.run(stock.book.db, { part: file, target: file, filter: {}, bom: false });
    expect(() => steps.next()).toThrow(expect.objectContaining({ code: 'path-invalid' }));
    expect(existsSync(path.dirname(file))).toBe(false);
  });
});

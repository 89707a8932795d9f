/** The papers of one payment, and the letterhead that they bear. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/book';
import { finish } from '../../../test/support/checks';
import { bank } from '../../../test/support/papers';
import { pdfText } from '../../../test/support/read-pdf';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import type { ReaderJob } from '../../db/reader';
import { run as execute } from '../../db/sql';
import { type Id, idToBytes } from '../../kernel/id';
import { preparePapers } from '../../paper/write-pdf';
import type { Written } from '../export/written';
import type { LetterheadSettings } from './contract';
import { bankFor, letterheadSettings, setLetterhead } from './letterhead';
import { receiptBytes, receiptJob, transferJob } from './payment-papers';

beforeAll(preparePapers);
let of: StockedBook;
let customer: Id;
beforeEach(() => {
  of = stockedBook();
  customer = of.customer('Rhein Hosting GmbH');
});

const blank: LetterheadSettings = {
  name: 'Norrland AB',
  address: ['Umeå'],
  taxId: 'SE1',
  email: '',
  phone: '',
  website: '',
  size: 'A4',
  logo: null,
};

type Order = { payment: string; part: string; target: string; atMs: number };

/** Its text, or what it threw; no file stays behind a refusal. */
function write(job: ReaderJob<Order, Written>, payment: Id): string {
  const file = path.join(temporaryFolder(), 'paper.pdf');
  const steps = job.run(of.book.db, { payment, part: file, target: file, atMs: of.clock.at });
  try {
    while (!steps.next().done);
  } catch (error) {
    expect(existsSync(file)).toBe(false);
    throw error;
  }
  return pdfText(readFileSync(file));
}

const transfer = () =>
  of.payment({
    customer,
    amount: 50_000,
    currency: 'EUR',
    status: 'Pending',
    method: 'bank-transfer',
    reference: 'RF18539007547034',
  });

function setBank(): void {
  const value = JSON.stringify({ EUR: { min: '0.50', max: '100.00', presets: [], bank } });
  execute(of.book.db, "INSERT INTO setting (key, value) VALUES ('taking', ?)", value);
}

/** An invoice of which payments took these parts. */
function paidInvoice(number: string, parts: readonly (readonly [Id, number])[]): void {
  const { db } = of.book;
  const total = parts.reduce((sum, [, amount]) => sum + amount, 0);
  const { lastInsertRowid } = execute(
    db,
    `INSERT INTO invoice (uuid, kind, state, customer, number, currency, note, net, tax, total, paid, due_day, created_at, at)
      SELECT ?, 'service', 'issued', id, ?, 'EUR', '', ?, 0, ?, ?, '2026-12-01', 0, 0 FROM customer`,
    ...[idToBytes(of.book.newId()), number, total, total, total],
  );
  for (const [payment, amount] of parts)
    execute(
      db,
      'INSERT INTO invoice_application (invoice, payment, granted, voucher, paid, at) VALUES (?, ?, 0, 0, ?, 0)',
      ...[lastInsertRowid, idToBytes(payment), amount],
    );
}

describe('a receipt', () => {
  it('says what was received, from whom, how, and under whose letterhead', () => {
    setLetterhead(of.book.db, blank);
    const text = write(
      receiptJob,
      of.payment({ customer, amount: 125_000, currency: 'EUR', methodLabel: 'Visa 4242' }),
    );
    for (const said of [
      'Norrland AB',
      'Tax ID SE1',
      'Receipt',
      'Rhein Hosting GmbH',
      '1,250.00',
      'Card · Visa 4242',
      '21 Nov 2026',
    ])
      expect(text).toContain(said);
  });
  it('names the invoices that took it, and what is kept as credit', () => {
    const paid = of.payment({ customer, amount: 30_000, currency: 'EUR', description: 'Two invoices and more' });
    const other = of.payment({ customer, amount: 10_050, currency: 'EUR' });
    paidInvoice('INV-2026-00001', [[paid, 10_050]]);
    paidInvoice('INV-2026-00002', [
      [paid, 5_000],
      [paid, 5_050],
    ]);
    paidInvoice('INV-2026-00003', [[other, 10_050]]);
    const text = write(receiptJob, paid);
    for (const said of [/INV-2026-00001 +100\.50/, /INV-2026-00002 +100\.50/, /Kept as credit +99\.00/, /300\.00/])
      expect(text).toMatch(said);
    expect(text).not.toContain('INV-2026-00003');
    expect(text).not.toContain('Two invoices and more');
  });
  it('goes with a mail as its bytes, and is refused as the file is', () => {
    const paid = of.payment({ customer, amount: 125_000, currency: 'EUR' });
    const bytes = finish(receiptBytes.run(of.book.db, { payment: paid, atMs: of.clock.at }));
    expect(pdfText(bytes)).toContain('1,250.00');
    const pending = of.payment({ customer, amount: 100, currency: 'EUR', status: 'Pending' });
    expect(() => finish(receiptBytes.run(of.book.db, { payment: pending, atMs: of.clock.at }))).toThrow(
      expect.objectContaining({ code: 'receipt-not-paid' }),
    );
  });
  it('is refused where nothing was received', () => {
    const pending = of.payment({ customer, amount: 100, currency: 'EUR', status: 'Pending' });
    of.payment({ customer, amount: 5_000, currency: 'EUR' });
    const purchase = of.purchase(customer, 100, 'EUR');
    const redeemed = of.payment({ customer, amount: 100, currency: 'EUR', gateway: 'voucher', method: 'voucher' });
    for (const payment of [pending, purchase, redeemed])
      expect(() => write(receiptJob, payment)).toThrow(expect.objectContaining({ code: 'receipt-not-paid' }));
    expect(() => write(receiptJob, of.book.newId())).toThrow(expect.objectContaining({ code: 'payment-unknown' }));
  });
});

describe('payment instructions', () => {
  it('say where the transfer goes to', () => {
    setBank();
    const text = write(transferJob, transfer());
    for (const said of ['Payment instructions', 'DE89 3704 0044 0532 0130 00', 'RF18 5390 0754 7034', '500.00'])
      expect(text).toContain(said);
  });
  it('are refused without a bank, and once nothing is Pending', () => {
    const waiting = transfer();
    expect(() => write(transferJob, waiting)).toThrow(expect.objectContaining({ code: 'transfer-no-bank' }));
    setBank();
    const done = of.payment({ customer, amount: 100, currency: 'EUR', method: 'bank-transfer' });
    expect(() => write(transferJob, done)).toThrow(expect.objectContaining({ code: 'transfer-not-pending' }));
    expect([bankFor(of.book.db, 'EUR')?.iban, bankFor(of.book.db, 'USD')]).toEqual([bank.iban, null]);
  });
});

describe('the letterhead', () => {
  it('is the book’s name before anything is set, and what was set after', () => {
    expect(letterheadSettings(of.book.db)).toMatchObject({ name: 'Test', logo: null });
    setLetterhead(of.book.db, { ...blank, size: 'Letter' });
    expect(letterheadSettings(of.book.db)).toEqual({ ...blank, size: 'Letter' });
  });
  it('takes no logo that a paper could not bear', () => {
    const logo = Buffer.from('<svg/>').toString('base64');
    expect(() => setLetterhead(of.book.db, { ...blank, logo })).toThrow(
      expect.objectContaining({ code: 'input-invalid' }),
    );
  });
});

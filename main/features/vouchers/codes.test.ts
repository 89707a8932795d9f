/** What leaves the book of a batch: every code as it is printed, harmless in a spreadsheet, and as a sheet to cut up. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { act, openTestBook, temporaryFolder } from '../../../test/support/book';
import { pdfText } from '../../../test/support/read-pdf';
import { addCustomer, issue, redeem } from '../../../test/support/vouchers';
import type { ReaderJob } from '../../db/reader';
import { laidOut } from '../../kernel/voucher-code';
import { preparePapers } from '../../paper/write-pdf';
import type { Written } from '../export/written';
import { exportCodes } from './codes-csv';
import { voucherSheetPdf } from './codes-sheet';
import { voidVouchers } from './voiding';

beforeAll(preparePapers);

function open() {
  const { book } = openTestBook();
  const issued = issue(book, { name: '=HYPERLINK("x")', count: 4, uses: 2, pattern: 'AAAA-9999-AAAA' });
  const wish = { batch: issued.batch, vouchers: issued.vouchers.slice(3), way: null, reason: 'Lost' };
  voidVouchers(book, act(book, wish), wish);
  redeem(book, addCustomer(book), issued.codes[0] ?? '');
  const printed = issued.codes.map((code) => laidOut('AAAA-9999-AAAA', code));
  return { book, printed, batch: issued.batch };
}

function write<Input>(
  of: ReaderJob<Input, Written>,
  db: Parameters<typeof of.run>[0],
  input: Omit<Input, 'part' | 'target'>,
) {
  const file = path.join(temporaryFolder(), 'codes');
  const steps = of.run(db, { ...input, part: file, target: file } as Input); // from outside: the job's own order
  for (;;) {
    const step = steps.next();
    if (step.done) return { written: step.value, bytes: readFileSync(file) };
  }
}

test('as CSV: every voucher with its code, its worth and what became of it', () => {
  const { book, batch, printed } = open();
  const { written, bytes } = write(exportCodes, book.db, { batch, open: false, bom: false });
  const lines = bytes.toString().split('\r\n');
  const name = `"'=HYPERLINK(""x"")"`;
  expect(lines[0]).toBe('no,code,amount,currency,valid_from,valid_to,uses,used,state,batch');
  expect(lines[1]).toBe(`1,"${printed[0]}",20.00,EUR,2026-03-01,2026-03-31,2,1,"open",${name}`);
  expect(lines[4]).toBe(`4,"${printed[3]}",20.00,EUR,2026-03-01,2026-03-31,2,0,"voided",${name}`);
  expect(lines).toHaveLength(6);
  expect(written).toMatchObject({ rows: 4, totals: [{ currency: 'EUR', amount: '80.00', count: 4 }] });
  expect(written.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('only what is left, where that is asked for', () => {
  const { book, batch, printed } = open();
  const { written, bytes } = write(exportCodes, book.db, { batch, open: true, bom: true });
  expect(written.rows).toBe(3);
  expect(bytes.toString().startsWith('\ufeffno,')).toBe(true);
  expect(bytes.toString()).not.toContain(printed[3]);
});

test('as a sheet: each code with its worth and its days, read back from the file', () => {
  const { book, batch, printed } = open();
  const { written, bytes } = write(voucherSheetPdf, book.db, { batch, open: true, atMs: book.clock.now() });
  const text = pdfText(bytes);
  for (const code of printed.slice(0, 3)) expect(text).toContain(code);
  expect(text).not.toContain(printed[3]);
  expect(text).toMatch(/20\.00\s+EUR/);
  expect(text).toContain('Valid until');
  expect(written.rows).toBe(3);
  expect(written.totals).toEqual([{ currency: 'EUR', amount: '60.00', count: 3 }]);
});

test('a batch that is not there leaves no file', () => {
  const { book } = open();
  const order = { batch: book.newId(), open: false, bom: false };
  expect(() => write(exportCodes, book.db, order)).toThrow('voucher-batch-unknown');
});

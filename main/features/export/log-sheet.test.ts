/** The log of exports as a file: every one of them, by name and never by folder. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { listCsv } from '../../../test/support/list-csv';
import { isoTime } from '../../kernel/time';
import type { ExportReceipt } from './contract';
import { listExports, writeExport } from './export-log';

test('the file of the log holds every export, more than the screen lists, and no folder of this computer', () => {
  const { book, clock } = openTestBook();
  const folder = path.join(path.sep, 'home', 'marta', 'exports');
  for (let n = 0; n < 720; n++) {
    const name = `=payments ${n}.csv`;
    const receipt: Omit<ExportReceipt, 'again'> = {
      ...{
        id: book.newId(),
        kind: n % 2 === 0 ? 'payments-csv' : 'journal-hledger',
        name,
        file: path.join(folder, name),
      },
      // Several of one millisecond.
      ...{ at: clock.now() + Math.floor(n / 3), operator: 'Marta Olsen', filter: '{"status":"Completed"}' },
      ...{ rows: n, bytes: 100 + n, sha256: 'a1'.repeat(32), position: n === 0 ? null : n },
      totals:
        n % 2 === 0
          ? [
              { currency: 'EUR', amount: '-12.50', count: 1 },
              { currency: 'JPY', amount: '9', count: 2 },
            ]
          : [],
    };
    writeExport(book.db, receipt, '');
  }
  const made = listCsv(book.db, 'export-log', {}, clock.now());
  expect([made.counted, made.rows.length]).toEqual([720, 720]);
  const newest = listExports(book.db).map((receipt) => ({
    ...{ id: receipt.id, kind: receipt.kind, file: `'${receipt.name}`, written: isoTime(receipt.at) },
    ...{ operator: receipt.operator, filter: receipt.filter, rows: String(receipt.rows), bytes: String(receipt.bytes) },
    ...{ totals: receipt.totals.length === 0 ? '' : "'-12.50 EUR; 9 JPY", sha256: receipt.sha256 },
    journal_event: receipt.position === null ? '' : String(receipt.position),
  }));
  expect(newest).toHaveLength(200);
  expect(made.rows.slice(-200).reverse()).toEqual(newest);
  expect(made.rows[0]?.journal_event).toBe('');
  expect(JSON.stringify(made.rows)).not.toMatch(/marta\b|exports/);
});

import { expect, test } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { customer, page, payment } from '../../../test/support/told';
import { openReader } from '../../db/open';
import { type Db, run } from '../../db/sql';
import { ingest } from '../sync/ingest';
import { paymentPage } from './query';

const shown = (db: Db) =>
  paymentPage
    .run(db, { filter: {}, sort: { column: 'date', direction: 'asc' }, limit: 10 })
    .rows.map((row) => [row.customer?.name ?? null, row.payer]);

test('names are those of the last write, whoever wrote and whoever reads', () => {
  const { book, file } = openTestBook();
  const told = [
    payment('pi_1', { customer: 'cus_1', payer: { name: 'Åsa', email: null } }),
    payment('pi_2', { customer: 'cus_2', payer: null }),
    payment('pi_3', { customer: null, payer: null }),
  ];
  const customers = [customer('cus_1', { name: 'Ana' }), customer('cus_2', { name: '' })];
  ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [page({ customers, payments: told })], null);
  const { db: reader } = openReader(file);
  const expected: (string | null)[][] = [
    ['Ana', 'Åsa'],
    ['', null],
    [null, null],
  ];
  const both = [book.db, reader];
  for (const db of both) expect(shown(db)).toEqual(expected);
  run(book.db, "UPDATE person SET name = 'Anna' WHERE name = 'Ana'");
  for (const db of both) expect(shown(db)[0]).toEqual(['Anna', 'Åsa']);
  run(book.db, "DELETE FROM person WHERE name = 'Åsa'");
  for (const db of both) expect(shown(db)[0]).toEqual(['Anna', null]);
  run(book.db, "DELETE FROM person WHERE name = 'Anna'");
  for (const db of both) expect(shown(db)[0]).toEqual(['', null]);
  reader.close();
});

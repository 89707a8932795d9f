/** The sets of changes as a list that leaves the book, in the order of their making. */
import { z } from 'zod';
import { one, sql } from '../../db/sql';
import { blocksByKey, ROWS_A_BLOCK, sheetOf, type Written, writtenAs } from '../export/sheet';
import { type ChangeColumnId, changeColumns } from './columns';
import type { ChangeSet } from './contract';
import { changeSetRows } from './query';

const filterSchema = z.strictObject({});

const text = (cell: (row: ChangeSet) => string | null): Written<ChangeSet> => ({ kind: 'text', cell });
const count = (cell: (row: ChangeSet) => number | null): Written<ChangeSet> => ({ kind: 'count', cell });

/** A new column does not compile until it stands here. */
const written: Readonly<Record<ChangeColumnId, Written<ChangeSet>>> = {
  at: { kind: 'time', cell: (row) => row.at },
  operator: text((row) => row.operator),
  deed: text((row) => row.deed),
  about: text((row) => row.about),
  items: count((row) => row.items),
  // Of several currencies, which are never added: a text.
  totals: text((row) => row.totals.map(({ amount, currency }) => `${amount} ${currency}`).join('; ')),
  file: {
    ...text((row) => row.file?.name ?? null),
    beside: { header: 'file_sha256', kind: 'text', cell: (row) => row.file?.sha256 ?? null },
  },
  undone: {
    kind: 'time',
    cell: (row) => row.undone?.at ?? null,
    beside: { header: 'undone_by', kind: 'text', cell: (row) => row.undone?.operator ?? null },
  },
  stayed: count((row) => row.undone?.stayed ?? null),
};

export const changeSheet = sheetOf(filterSchema, (db) => {
  const keys = sql(db, `SELECT s.id FROM change_set s WHERE s.id > ? ORDER BY s.id LIMIT ${ROWS_A_BLOCK}`).pluck();
  const { columns, cells } = writtenAs(changeColumns, written);
  return {
    columns,
    count: one<{ n: number }>(db, 'SELECT count(*) AS n FROM change_set')?.n ?? 0,
    blocks: blocksByKey(
      (last) => keys.all(last) as number[], // from outside: SQLite's integers
      (ids) => changeSetRows(db, ids),
      cells,
    ),
  };
});

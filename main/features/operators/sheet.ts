/** Who works with the book, as a list that leaves it, in the order in which they were added; those who left too. How they prove it stays. */
import { z } from 'zod';
import { all, one } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import type { KnownOperator } from './events';

const { columns, cells } = toldAs<KnownOperator>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => idFromBytes(row.uuid) },
  { header: 'name', kind: 'text', width: 180, cell: (row) => row.name },
  { header: 'role', kind: 'text', width: 110, cell: (row) => row.role },
  { header: 'added', kind: 'time', width: 150, cell: (row) => row.added_at },
  { header: 'retired', kind: 'time', width: 150, cell: (row) => row.retired_at },
]);

const rowSql = `SELECT * FROM operator WHERE id > ? ORDER BY id LIMIT ${ROWS_A_BLOCK}`;

export const operatorSheet = sheetOf(z.strictObject({}), (db) => ({
  columns,
  count: one<{ n: number }>(db, 'SELECT count(*) AS n FROM operator')?.n ?? 0,
  blocks: blocksBehind<KnownOperator>((last) => all(db, rowSql, last?.id ?? 0), cells),
}));

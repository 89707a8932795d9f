/** The log of what left the book as a list that leaves it, in its order: by their names, for in which folder they lie is this computer's. */
import { z } from 'zod';
import { one } from '../../db/sql';
import type { ExportReceipt } from './contract';
import { exportsBehind } from './export-log';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from './sheet';

const { columns, cells } = toldAs<ExportReceipt>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => row.id },
  { header: 'kind', kind: 'text', width: 140, cell: (row) => row.kind },
  { header: 'file', kind: 'text', width: 240, cell: (row) => row.name },
  { header: 'written', kind: 'time', width: 150, cell: (row) => row.at },
  { header: 'operator', kind: 'text', width: 120, cell: (row) => row.operator },
  { header: 'filter', kind: 'text', width: 240, cell: (row) => row.filter },
  { header: 'rows', kind: 'count', width: 80, cell: (row) => row.rows },
  {
    // Of several currencies, which are never added: a text.
    ...{ header: 'totals', kind: 'text', width: 200 },
    cell: ({ totals }) => totals.map(({ amount, currency }) => `${amount} ${currency}`).join('; '),
  },
  { header: 'bytes', kind: 'count', width: 90, cell: (row) => row.bytes },
  { header: 'sha256', kind: 'id', width: 460, cell: (row) => row.sha256 },
  { header: 'journal_event', kind: 'count', width: 100, cell: (row) => row.position },
]);

export const exportLogSheet = sheetOf(z.strictObject({}), (db) => ({
  columns,
  count: one<{ n: number }>(db, 'SELECT count(*) AS n FROM export_log')?.n ?? 0,
  blocks: blocksBehind<ExportReceipt>((last) => exportsBehind(db, last, ROWS_A_BLOCK), cells),
}));

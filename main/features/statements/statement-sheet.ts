/** The bank statements as a list that leaves the book, in the order of their import; those that were taken back too. */
import { z } from 'zod';
import { all, one } from '../../db/sql';
import { isId } from '../../kernel/id';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import { bankAccountOf } from './account-events';
import type { StatementRow } from './contract';
import { idOfBank } from './line-sheet';
import { type StatementSqlRow, statementRow, statementsSql } from './query';

/** `bank`: the key of one of our accounts, or its id. */
const filterSchema = z.strictObject({ bank: z.string().max(60).optional() });

const { columns, cells } = toldAs<StatementRow>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => row.id },
  { header: 'bank', kind: 'text', width: 140, cell: (row) => row.bank.name },
  { header: 'file', kind: 'text', width: 200, cell: (row) => row.fileName },
  { header: 'format', kind: 'text', width: 80, cell: (row) => row.format },
  { header: 'reference', kind: 'text', width: 160, cell: (row) => row.reference },
  { header: 'from', kind: 'day', width: 90, cell: (row) => row.from },
  { header: 'to', kind: 'day', width: 90, cell: (row) => row.to },
  { header: 'opening', kind: 'money', width: 110, cell: (row) => row.opening },
  { header: 'closing', kind: 'money', width: 110, cell: (row) => row.closing },
  { header: 'gap_before', kind: 'money', width: 110, cell: (row) => row.gap },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.currency },
  { header: 'lines', kind: 'count', width: 70, cell: (row) => row.lines },
  { header: 'lines_there_before', kind: 'count', width: 70, cell: (row) => row.already },
  { header: 'open_lines', kind: 'count', width: 70, cell: (row) => row.open },
  { header: 'matched_lines', kind: 'count', width: 70, cell: (row) => row.matched },
  { header: 'imported', kind: 'time', width: 150, cell: (row) => row.importedAt },
  { header: 'operator', kind: 'text', width: 120, cell: (row) => row.operator },
  { header: 'taken_back', kind: 'time', width: 150, cell: (row) => row.reversedAt },
]);

export const statementSheet = sheetOf(filterSchema, (db, { bank: key }) => {
  const bank = key === undefined ? null : bankAccountOf(db, isId(key) ? key : idOfBank(db, key)).row;
  const where = '(? IS NULL OR s.bank_account = ?)';
  const text = `${statementsSql} WHERE s.id > ? AND ${where} ORDER BY s.id LIMIT ${ROWS_A_BLOCK}`;
  return {
    columns,
    count: one<{ n: number }>(db, `SELECT count(*) AS n FROM statement s WHERE ${where}`, bank, bank)?.n ?? 0,
    blocks: blocksBehind<StatementSqlRow>(
      (last) => all(db, text, last?.id ?? 0, bank, bank),
      (row) => cells(statementRow(row)),
    ),
  };
});

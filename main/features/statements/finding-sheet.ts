/**
 * Where gateways' own reports and the book differed, as a list that leaves the book: of one report or of all that are kept, in the
 * order in which it was found.
 */
import { z } from 'zod';
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes, isId } from '../../kernel/id';
import { addMinor, toDecimal } from '../../kernel/money';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import type { ReportFinding } from './report-contract';
import { type FindingRow, toldFinding } from './report-query';

/** `report`: the id of one. */
const filterSchema = z.strictObject({ report: z.string().max(60).optional() });

interface SqlRow extends FindingRow {
  report: number;
  n: number;
  uuid: Buffer;
  file_name: string;
  gateway: string;
}

interface Row extends ReportFinding {
  /** Of the report. */
  id: string;
  n: number;
  file: string;
  gateway: string;
  /** What the report has more than the book, where both are in one currency. */
  more: { amount: string; currency: string } | null;
}

const { columns, cells } = toldAs<Row>([
  { header: 'id', kind: 'id', width: 260, cell: (row) => `${row.id}/${row.n}` },
  { header: 'report_id', kind: 'id', width: 240, cell: (row) => row.id },
  { header: 'file', kind: 'text', width: 200, cell: (row) => row.file },
  { header: 'gateway', kind: 'text', width: 120, cell: (row) => row.gateway },
  { header: 'type', kind: 'text', width: 150, cell: (row) => row.type },
  { header: 'about', kind: 'text', width: 90, cell: (row) => row.about },
  { header: 'item', kind: 'id', width: 200, cell: (row) => row.item },
  { header: 'line', kind: 'count', width: 70, cell: (row) => row.line || null },
  { header: 'day', kind: 'day', width: 90, cell: (row) => row.day },
  { header: 'word', kind: 'text', width: 120, cell: (row) => row.word },
  { header: 'report_gross', kind: 'money', width: 110, cell: (row) => row.report?.gross ?? null },
  { header: 'report_fee', kind: 'money', width: 110, cell: (row) => row.report?.fee ?? null },
  { header: 'report_currency', kind: 'currency', width: 80, cell: (row) => row.report?.currency ?? null },
  { header: 'book_gross', kind: 'money', width: 110, cell: (row) => row.book?.gross ?? null },
  { header: 'book_fee', kind: 'money', width: 110, cell: (row) => row.book?.fee ?? null },
  { header: 'book_currency', kind: 'currency', width: 80, cell: (row) => row.book?.currency ?? null },
  { header: 'report_gross_more', kind: 'money', width: 110, sums: 17, cell: (row) => row.more?.amount ?? null },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.more?.currency ?? null },
]);

function rowOf(row: SqlRow): Row {
  const { uuid, n, file_name: file, gateway, gross, currency, book_gross: own, book_currency: of } = row;
  const told = toldFinding(row);
  const isOne = !told.report || !told.book || currency === of;
  const more = addMinor(told.report ? gross : 0, -(own ?? 0));
  const its = told.report ? currency : (of ?? currency);
  return {
    ...{ ...told, id: idFromBytes(uuid), n, file, gateway },
    more: isOne ? { amount: toDecimal(more, its), currency: its } : null,
  };
}

/** Throws Failure input-invalid. One that was taken back has no findings any more. */
function keyOf(db: Db, report: string): number {
  const text = 'SELECT id FROM gateway_report WHERE uuid = ?';
  const row = isId(report) ? one<{ id: number }>(db, text, idToBytes(report)) : undefined;
  if (!row) throw new Failure('input-invalid', { detail: `there is no report ${report}` });
  return row.id;
}

export const findingSheet = sheetOf(filterSchema, (db, { report }) => {
  const key = report === undefined ? null : keyOf(db, report);
  const where = '(? IS NULL OR f.report = ?)';
  const text = `SELECT f.*, g.uuid, g.file_name FROM gateway_report_finding f JOIN gateway_report g ON g.id = f.report
    WHERE (f.report, f.n) > (?, ?) AND ${where} ORDER BY f.report, f.n LIMIT ${ROWS_A_BLOCK}`;
  const countSql = `SELECT count(*) AS n FROM gateway_report_finding f WHERE ${where}`;
  return {
    columns,
    count: one<{ n: number }>(db, countSql, key, key)?.n ?? 0,
    blocks: blocksBehind<SqlRow>(
      (last) => all(db, text, last?.report ?? 0, last?.n ?? -1, key, key),
      (row) => cells(rowOf(row)),
    ),
  };
});

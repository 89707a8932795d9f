/** The gateways' own reports as a list that leaves the book, in the order of their keeping: a row for each currency of each. */
import { z } from 'zod';
import { all, one } from '../../db/sql';
import { findingTypes } from '../../kernel/gateway-report';
import { blocksBehind, ROWS_A_BLOCK, sheetOf, toldAs } from '../export/sheet';
import type { GatewayReportRow, ReportSum } from './report-contract';
import { type ReportSqlRow, reportsSql, toldReport } from './report-query';

interface Row {
  at: number;
  report: GatewayReportRow;
  /** Null: it names no sum in any currency. */
  sum: ReportSum | null;
}

const differing = ({ counts }: GatewayReportRow): number =>
  findingTypes.reduce((sum, type) => sum + (counts[type] ?? 0), 0);

const { columns, cells } = toldAs<Row>([
  { header: 'id', kind: 'id', width: 260, cell: ({ report, sum }) => `${report.id}/${sum?.currency ?? ''}` },
  { header: 'report_id', kind: 'id', width: 240, cell: ({ report }) => report.id },
  { header: 'file', kind: 'text', width: 200, cell: ({ report }) => report.fileName },
  { header: 'kind', kind: 'text', width: 140, cell: ({ report }) => report.kind },
  { header: 'gateway', kind: 'text', width: 120, cell: ({ report }) => report.gateway },
  { header: 'from', kind: 'day', width: 90, cell: ({ report }) => report.from },
  { header: 'to', kind: 'day', width: 90, cell: ({ report }) => report.to },
  { header: 'gross', kind: 'money', width: 110, cell: ({ sum }) => sum?.gross ?? null },
  { header: 'fee', kind: 'money', width: 110, cell: ({ sum }) => sum?.fee ?? null },
  { header: 'net', kind: 'money', width: 110, sums: 13, cell: ({ sum }) => sum?.net ?? null },
  { header: 'paid_out', kind: 'money', width: 110, cell: ({ sum }) => sum?.paidOut ?? null },
  { header: 'opening', kind: 'money', width: 110, cell: ({ sum }) => sum?.opening ?? null },
  { header: 'closing', kind: 'money', width: 110, cell: ({ sum }) => sum?.closing ?? null },
  { header: 'currency', kind: 'currency', width: 80, cell: ({ sum }) => sum?.currency ?? null },
  // Of the whole report, beside each of its currencies.
  { header: 'report_rows', kind: 'count', width: 70, cell: ({ report }) => report.lines },
  { header: 'report_rows_same', kind: 'count', width: 70, cell: ({ report }) => report.same },
  { header: 'report_differences', kind: 'count', width: 70, cell: ({ report }) => differing(report) },
  { header: 'kept', kind: 'time', width: 150, cell: ({ report }) => report.importedAt },
  { header: 'operator', kind: 'text', width: 120, cell: ({ report }) => report.operator },
  { header: 'taken_back', kind: 'time', width: 150, cell: ({ report }) => report.reversedAt },
]);

const countSql = 'SELECT count(*) AS n FROM gateway_report g LEFT JOIN gateway_report_sum s ON s.report = g.id';

export const reportSheet = sheetOf(z.strictObject({}), (db) => ({
  columns,
  count: one<{ n: number }>(db, countSql)?.n ?? 0,
  blocks: blocksBehind<Row>(
    (last) =>
      all<ReportSqlRow>(db, `${reportsSql} WHERE g.id > ? ORDER BY g.id LIMIT ${ROWS_A_BLOCK}`, last?.at ?? 0).flatMap(
        (row): Row[] => {
          const report = toldReport(db, row);
          const sums = report.sums.length > 0 ? report.sums : [null];
          return sums.map((sum) => ({ at: row.id, report, sum }));
        },
      ),
    cells,
  ),
}));

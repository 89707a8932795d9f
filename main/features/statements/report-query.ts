/** The reports that were kept, as screens and the command line show them, and where each of them and the book differed. */
import { all, type Db } from '../../db/sql';
import type { FindingType, ReportKind } from '../../kernel/gateway-report';
import { idFromBytes } from '../../kernel/id';
import { addMinor, toDecimal } from '../../kernel/money';
import type { GatewayReportRow, ReportFinding, ReportSum } from './report-contract';
import { reportRow } from './report-events';

export interface ReportSqlRow {
  id: number;
  uuid: Buffer;
  gateway: string;
  kind: ReportKind;
  file_name: string;
  from_day: string;
  to_day: string;
  lines: number;
  same: number;
  imported_at: number;
  operator: string;
  reversed_at: number | null;
}

export const reportsSql = `SELECT g.id, g.uuid, g.gateway, g.kind, g.file_name, g.from_day, g.to_day, g.lines, g.same,
    e.occurred_at AS imported_at, r.operator, v.occurred_at AS reversed_at
  FROM gateway_report g JOIN event e ON e.subject = g.uuid AND e.kind = 'gateway-report.compared'
  JOIN request r ON r.seq = e.request LEFT JOIN event v ON v.seq = g.reversed`;

/** The latest first. */
export function gatewayReports(db: Db, limit: number): GatewayReportRow[] {
  return all<ReportSqlRow>(db, `${reportsSql} ORDER BY g.id DESC LIMIT ?`, limit).map((row) => toldReport(db, row));
}

export function toldReport(db: Db, row: ReportSqlRow): GatewayReportRow {
  const { uuid, gateway, kind, lines, same } = row;
  return {
    ...{ id: idFromBytes(uuid), gateway, kind, fileName: row.file_name, from: row.from_day, to: row.to_day },
    ...{ lines, same, counts: countsOf(db, row.id), sums: sumsOf(db, row.id) },
    ...{ importedAt: row.imported_at, operator: row.operator, reversedAt: row.reversed_at },
  };
}

function countsOf(db: Db, report: number): GatewayReportRow['counts'] {
  const text = 'SELECT type, count(*) AS count FROM gateway_report_finding WHERE report = ? GROUP BY type';
  const rows = all<{ type: FindingType; count: number }>(db, text, report);
  return Object.fromEntries(rows.map(({ type, count }) => [type, count]));
}

interface SumRow {
  currency: string;
  gross: number;
  fee: number;
  paid_out: number;
  opening: number | null;
  closing: number | null;
}

function sumsOf(db: Db, report: number): ReportSum[] {
  const text = 'SELECT currency, gross, fee, paid_out, opening, closing FROM gateway_report_sum WHERE report = ?';
  return all<SumRow>(db, text, report).map(({ currency, gross, fee, paid_out, opening, closing }) => {
    const decimal = (minor: number) => toDecimal(minor, currency);
    const orNull = (minor: number | null) => (minor === null ? null : decimal(minor));
    return {
      ...{ currency, gross: decimal(gross), fee: decimal(fee), net: decimal(addMinor(gross, -fee)) },
      ...{ paidOut: decimal(paid_out), opening: orNull(opening), closing: orNull(closing) },
    };
  });
}

export interface FindingRow {
  type: FindingType;
  about: 'movement' | 'payout';
  item: string;
  line: number;
  day: string;
  word: string;
  gross: number;
  fee: number;
  currency: string;
  book_gross: number | null;
  book_fee: number | null;
  book_currency: string | null;
}

/** A person does not read more; the exceptions have all of them. */
const MOST_SHOWN = 1_000;

const findingsSql = `SELECT type, about, item, line, day, word, gross, fee, currency, book_gross, book_fee, book_currency
  FROM gateway_report_finding WHERE report = ? ORDER BY n LIMIT ${MOST_SHOWN}`;

/** As they were found. Throws Failure report-unknown. */
export function reportFindings(db: Db, report: string): ReportFinding[] {
  return all<FindingRow>(db, findingsSql, reportRow(db, report).id).map(toldFinding);
}

export function toldFinding(row: FindingRow): ReportFinding {
  const { type, about, item, line, day, word, gross, fee, currency } = row;
  const sides = (own: number, kept: number, of: string) => ({
    ...{ gross: toDecimal(own, of), fee: toDecimal(kept, of), currency: of },
  });
  const { book_gross: own, book_fee: kept, book_currency: of } = row;
  return {
    ...{ type, about, item, line, day, word, report: line === 0 ? null : sides(gross, fee, currency) },
    book: own === null || kept === null || of === null ? null : sides(own, kept, of),
  };
}

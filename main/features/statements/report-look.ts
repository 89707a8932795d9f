/** Looks at gateways' reports in a reader's thread: what they are, whose, and how they and the book differ. */
import { createHash } from 'node:crypto';
import { inOneSnapshot } from '../../db/past';
import { job, type ReaderJob, type StepProgress } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { gatewayKind } from '../../gateways/registry';
import { Failure } from '../../kernel/failure';
import { findingTypes } from '../../kernel/gateway-report';
import type { DayOrder, DecimalSign } from '../../kernel/import-field';
import { toDecimal } from '../../kernel/money';
import { dayIn } from '../../kernel/time';
import { type FileBytes, sha256Of } from '../file-bytes';
import { refuseUnreadable } from './formats/file';
import { Reading } from './formats/read';
import { type FileText, openText } from './formats/text';
import { eachFile, MOST_SILENT_MS } from './look-job';
import type { FileOrder } from './opening';
import { Comparison, type Finding, type Sides } from './report-compare';
import type { FoundReport, ReportLook } from './report-contract';
import { type FoundFormat, type ReadReportRow, reportIn, reportRows, writingOf } from './report-read';
import { ReportSums } from './report-sums';

export interface ReportOrder extends Pick<FileOrder, 'upload' | 'name' | 'bytes'> {
  gateway?: string | undefined;
  decimal?: DecimalSign | undefined;
  dayOrder?: DayOrder | undefined;
}

export interface ComparedReport {
  found: FoundReport;
  findings: readonly Finding[];
  /** Minor units. */
  sums: ReturnType<ReportSums['all']>;
}

export interface LookedReports {
  look: ReportLook;
  reports: ComparedReport[];
}

const SHOWN = 200;
const ROWS_A_STEP = 2_000;

export const lookAtReports: ReaderJob<{ files: ReportOrder[] }, LookedReports> = job(
  'statements.lookReports',
  // Others read between the steps.
  (db, { files }: { files: ReportOrder[] }) => inOneSnapshot(db, (own) => compared(own, files)),
  undefined,
  MOST_SILENT_MS,
);

/** Throws Failure report-other where a file is none. */
export function* compared(db: Db, files: readonly ReportOrder[]): Generator<StepProgress, LookedReports> {
  const reports: ComparedReport[] = [];
  const digest = createHash('sha256');
  for (const order of files) {
    const report = yield* lookAtReport(db, order);
    reports.push(report);
    const { findings, found } = report;
    digest.update(JSON.stringify([found.sha256, found.gateway, found.same, found.refused, found.isThere, findings]));
  }
  return { reports, look: { reports: reports.map(({ found }) => found), plan: digest.digest('hex') } };
}

/** A report in a zip is named after it and its own name. */
function textOf(order: ReportOrder): { text: FileText; bytes: FileBytes } {
  for (const { order: file, problem } of eachFile([order])) {
    if (problem) throw problem;
    if (file.name === order.name || file.name.endsWith(order.name))
      return { text: openText(file.bytes), bytes: file.bytes };
  }
  throw new Failure('report-other', { name: order.name });
}

function* lookAtReport(db: Db, order: ReportOrder): Generator<StepProgress, ComparedReport> {
  const { text, bytes } = textOf(order);
  const format = reportIn(text);
  if (!format) throw new Failure('report-other', { name: order.name });
  const sha256 = sha256Of(bytes);
  const writing = writingOf(text, format);
  const decimal = order.decimal ?? (writing.decimal === 'unsure' ? null : (writing.decimal ?? '.'));
  const dayOrder = order.dayOrder ?? (writing.dayOrder === 'unsure' ? null : (writing.dayOrder ?? 'ymd'));
  const gateways = accountsOf(db, format.provider);
  const gateway = gatewayOf(gateways, order.gateway);
  const report: FoundReport = {
    ...{ upload: order.upload, name: order.name, sha256, kind: format.format.name, gateway, gateways },
    asks: { gateway: gateway === null, decimal: decimal === null, dayOrder: dayOrder === null },
    ...{ from: null, to: null, lines: 0, same: 0, counts: {}, sums: [], findings: [], refusals: [], refused: 0 },
    isThere: gateway !== null && isKept(db, sha256, gateway),
  };
  if (gateway === null || decimal === null || dayOrder === null) return { found: report, findings: [], sums: [] };
  const reading = new Reading();
  const read = () => reportRows(text, format, { decimal, dayOrder }, reading);
  return yield* compareRows(db, report, { format, gateway, reading, read });
}

/** Throws Failure report-account-unknown. The only account of its gateway, where nobody said which. */
function gatewayOf(gateways: readonly string[], said: string | undefined): string | null {
  if (said !== undefined && !gateways.includes(said)) throw new Failure('report-account-unknown', { gateway: said });
  return said ?? (gateways.length === 1 ? (gateways[0] ?? null) : null);
}

/** Those that were removed too: their history stays. Where there is none, the history says which there were. */
function accountsOf(db: Db, provider: string): string[] {
  const text = `SELECT key FROM gateway_account UNION SELECT DISTINCT gateway FROM settlement_day UNION SELECT gateway FROM sync_cursor ORDER BY 1`;
  return all<{ key: string }>(db, text)
    .map(({ key }) => key)
    .filter((key) => gatewayKind(key)?.provider === provider);
}

function isKept(db: Db, sha256: string, gateway: string): boolean {
  const text = 'SELECT 1 FROM gateway_report WHERE file_sha256 = ? AND gateway = ? AND reversed IS NULL';
  return one(db, text, sha256, gateway) !== undefined;
}

interface Rows {
  format: FoundFormat;
  gateway: string;
  reading: Reading;
  read(): Generator<ReadReportRow | null>;
}

function* compareRows(db: Db, report: FoundReport, rows: Rows): Generator<StepProgress, ComparedReport> {
  const { format, gateway, reading } = rows;
  const sums = new ReportSums();
  const conversions = new Map<string, ReadReportRow[]>();
  let lines = 0;
  try {
    for (const row of rows.read()) {
      if (++lines % ROWS_A_STEP === 0) yield { phase: 'reading', done: lines, total: null };
      if (!row) continue;
      sums.take(row);
      if (row.kind === 'conversion' && row.of !== null)
        conversions.set(row.of, [...(conversions.get(row.of) ?? []), row]);
    }
  } catch (error) {
    refuseUnreadable(reading, error);
  }
  const comparison = new Comparison(db, gateway, conversions);
  // The same rows once more: what is refused was told the first time.
  const refusals = [...reading.refusals];
  let done = 0;
  for (const row of rows.read()) {
    if (++done % ROWS_A_STEP === 0) yield { phase: 'comparing', done, total: lines };
    if (row) comparison.take(row);
  }
  // A row that could not be read may be what seems to be missing.
  const isWhole = refusals.length === 0;
  comparison.end(isWhole && format.format.isByPayout);
  if (isWhole && !format.format.isByPayout) yield* missingInSpan(db, gateway, sums, comparison);
  // As they stand in the file; what is not in it behind them.
  comparison.findings.sort((a, b) => (a.line || Number.MAX_SAFE_INTEGER) - (b.line || Number.MAX_SAFE_INTEGER));
  const counts: FoundReport['counts'] = {};
  for (const type of findingTypes) {
    const count = comparison.findings.filter((finding) => finding.type === type).length;
    if (count > 0) counts[type] = count;
  }
  const found: FoundReport = {
    ...report,
    ...{ from: sums.from, to: sums.to, lines: sums.rows, same: comparison.same, counts, sums: sums.told() },
    findings: comparison.findings.slice(0, SHOWN).map(shownFinding),
    ...{ refusals: refusals.slice(0, SHOWN), refused: refusals.length },
  };
  return { found, findings: comparison.findings, sums: sums.all() };
}

const chargesIn = `SELECT s.external_id, s.amount, s.fee, s.net, s.currency, p.at FROM payment p
  JOIN settlement s ON s.payment = p.id AND s.kind = 'charge' WHERE p.gateway = ? AND p.at >= ? AND p.at < ? AND p.status = 'Completed'`;

/** Charges of the book, well within the report's span and in its currencies, that the report does not have. */
function* missingInSpan(db: Db, gateway: string, sums: ReportSums, comparison: Comparison): Generator<StepProgress> {
  const span = sums.span();
  if (!span) return;
  const zone = one<{ time_zone: string }>(db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
  const dayOf = dayIn(zone);
  const currencies = new Set(sums.currencies());
  type Row = Parameters<Comparison['missing']>[0] & { at: number };
  let looked = 0;
  for (const row of all<Row>(db, chargesIn, gateway, span.fromMs, span.toMs)) {
    if (++looked % ROWS_A_STEP === 0) yield { phase: 'comparing', done: looked, total: null };
    if (!currencies.has(row.currency) || comparison.seen.has(row.external_id)) continue;
    comparison.missing(row, dayOf(row.at), '');
  }
}

const shownSides = (sides: Sides | null) =>
  sides && {
    gross: toDecimal(sides.gross, sides.currency),
    fee: toDecimal(sides.fee, sides.currency),
    currency: sides.currency,
  };

function shownFinding({ report, book, ...finding }: Finding): FoundReport['findings'][number] {
  return { ...finding, report: shownSides(report), book: shownSides(book) };
}

/** Reports that were looked at on their way into the book: compared once more without holding anything, then kept in one transaction. */
import { one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { longAct } from '../../journal/long-act';
import { type Act, type Book, record } from '../../journal/record';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import type { ChangesMade } from '../changes/events';
import { oneLine } from './formats/words';
import type { Finding, Sides } from './report-compare';
import { FINDINGS_AT_ONCE, type PackedFinding, type ReportCompared, type ReportFound } from './report-events';
import { type ComparedReport, compared, type ReportOrder } from './report-look';

export interface ReportStoreOrder {
  act: Act;
  files: ReportOrder[];
  /** What the person looked at. */
  plan: string;
  leaveOut: boolean;
}

export interface KeptReports {
  id: Id | null;
  reports: number;
  findings: number;
}

/** Throws Failure import-choose, import-refused, changed-since-preview, report-other. */
export const storeReports = longAct<ReportStoreOrder, KeptReports>('statements.storeReports', function* (book, order) {
  const earlier = reportsKeptBefore(book, order.act);
  if (earlier) return () => earlier;
  const { reports, look } = yield* compared(book.db, order.files);
  for (const { found } of reports) {
    const { gateway, decimal, dayOrder } = found.asks;
    if (gateway || decimal || dayOrder) throw new Failure('import-choose');
    if (found.refused > 0 && !order.leaveOut) throw new Failure('import-refused', { count: found.refused });
  }
  if (look.plan !== order.plan) throw new Failure('changed-since-preview');
  return () => keep(book, order.act, reports);
});

function keep(book: Book, act: Act, all: readonly ComparedReport[]): KeptReports {
  // The same file twice in one act is one report.
  const fresh = all.filter(({ found }) => !found.isThere && found.lines > 0);
  const reports = [...new Map(fresh.map((each) => [`${each.found.gateway} ${each.found.sha256}`, each])).values()];
  if (reports.length === 0) return { id: null, reports: 0, findings: 0 };
  const { subjects } = record(book, act, () => keeping(reports, book.newId, book.clock.now()));
  const findings = reports.reduce((sum, each) => sum + each.findings.length, 0);
  return { id: subjects[0] ?? null, reports: reports.length, findings };
}

function* keeping(reports: readonly ComparedReport[], newId: () => Id, nowMs: number): Generator<EventDraft> {
  const [first] = reports;
  if (!first) return;
  const { name, sha256 } = first.found;
  const payload: ChangesMade = {
    ...{ deed: 'import-reports', kind: 'gateway-report.compared', items: reports.length, totals: {} },
    about: reports
      .map(({ found }) => found.name)
      .join(', ')
      .slice(0, 200),
    file: { name, sha256, there: 0, differs: 0, refused: reports.reduce((sum, { found }) => sum + found.refused, 0) },
  };
  yield { kind: 'changes.made', subject: newId(), occurredAt: nowMs, payload };
  for (const report of reports) {
    const at = { subject: newId(), occurredAt: nowMs };
    yield { kind: 'gateway-report.compared', ...at, payload: headOf(report) };
    for (let first = 0; first < report.findings.length; first += FINDINGS_AT_ONCE) {
      const findings = report.findings.slice(first, first + FINDINGS_AT_ONCE).map(packed);
      const found: ReportFound = { first: first + 1, findings };
      yield { kind: 'gateway-report.found', ...at, payload: found };
    }
  }
}

function headOf({ found, findings, sums }: ComparedReport): ReportCompared {
  const { gateway, kind, name, sha256, from, to, lines, same } = found;
  if (gateway === null || from === null || to === null) throw new Error('a report without its account or its days');
  return {
    ...{ gateway, report: kind, fileName: name, fileSha256: sha256, from, to, lines, same, findings: findings.length },
    sums: sums.map(({ opening, closing, ...sum }) => ({
      ...sum,
      ...(opening === null ? {} : { opening }),
      ...(closing === null ? {} : { closing }),
    })),
  };
}

const sidesOf = ({ gross, fee, currency }: Sides): [number, number, string] => [gross, fee, currency];

function packed({ type, about, item, line, day, word, report, book }: Finding): PackedFinding {
  const own = report ?? book;
  if (!own) throw new Error('a finding without a sum');
  const kept = maskCardNumbers(oneLine(word)).slice(0, 60);
  return [type, about, item, line, day, kept, ...sidesOf(own), book && sidesOf(book)];
}

/** The same request again: what was told then. Throws Failure request-reused. */
export function reportsKeptBefore(book: Book, act: Act): KeptReports | null {
  if (!one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(act.request))) return null;
  const { subjects, firstSeq, lastSeq } = record(book, act, () => []);
  const text = `SELECT count(*) AS reports, coalesce(sum(e.payload ->> 'findings'), 0) AS findings FROM event e
    WHERE e.seq BETWEEN ? AND ? AND e.kind = 'gateway-report.compared'`;
  const told = one<{ reports: number; findings: number }>(book.db, text, firstSeq, lastSeq);
  return { id: subjects[0] ?? null, reports: told?.reports ?? 0, findings: told?.findings ?? 0 };
}

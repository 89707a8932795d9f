/** Reports of gateways that were compared with the book: what they came to, where they differ, and that one was taken back. No money moves. */
import { z } from 'zod';
import { type Db, one, sql } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { isCurrency } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { findingTypes, reportKinds } from '../../kernel/gateway-report';
import { idToBytes } from '../../kernel/id';
import { MAX_MINOR } from '../../kernel/money';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const minor = z.number().int().min(-MAX_MINOR).max(MAX_MINOR);
const currency = z.string().refine(isCurrency);
const count = z.number().int().nonnegative();

const sumSchema = z.strictObject({
  currency,
  /** Minor units. */
  ...{ gross: minor, fee: minor, paidOut: minor },
  ...{ opening: minor.optional(), closing: minor.optional() },
});

const comparedSchema = z.strictObject({
  gateway: z.string().min(1).max(60),
  report: z.enum(reportKinds),
  fileName: z.string().min(1).max(200),
  fileSha256: z.string().length(64),
  ...{ from: day, to: day, lines: count, same: count },
  sums: z.array(sumSchema).max(200),
  /** How many follow by `gateway-report.found`. */
  findings: count,
});
export type ReportCompared = z.infer<typeof comparedSchema>;

/** Findings of one event. */
export const FINDINGS_AT_ONCE = 500;

/** A list, not names: there are hundreds of them in an event. */
const findingSchema = z.tuple([
  z.enum(findingTypes),
  z.enum(['movement', 'payout']),
  /** The provider's id of the settlement, or of the payout. */
  z.string().min(1).max(255),
  /** Of the file; 0: it is not in it. */
  count,
  day,
  /** The report's own word for it. */
  z.string().max(60),
  /** Of the report, or of the book where the report does not have it: gross and fee. */
  ...([minor, minor, currency] as const),
  /** Of the book: gross, fee, currency; null where it does not have it. */
  z.union([z.null(), z.tuple([minor, minor, currency])]),
]);
export type PackedFinding = z.infer<typeof findingSchema>;

const foundSchema = z.strictObject({
  /** The place of the first one, counted from 1. */
  first: z.number().int().positive(),
  findings: z.array(findingSchema).min(1).max(FINDINGS_AT_ONCE),
});
export type ReportFound = z.infer<typeof foundSchema>;

/** Throws Failure report-unknown: there is none, or it was taken back. */
export function reportRow(db: Db, report: string): { id: number; gateway: string } {
  const text = 'SELECT id, gateway FROM gateway_report WHERE uuid = ? AND reversed IS NULL';
  const row = one<{ id: number; gateway: string }>(db, text, idToBytes(report));
  if (!row) throw new Failure('report-unknown');
  return row;
}

const compared = eventKind<ReportCompared>({
  schema: comparedSchema,
  project(payload, { subject }, projector) {
    const { gateway, report, fileName, fileSha256, from, to, lines, same } = payload;
    const id = projector.run(
      `INSERT INTO gateway_report (uuid, gateway, kind, file_name, file_sha256, from_day, to_day, lines, same)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[idToBytes(subject), gateway, report, fileName, fileSha256, from, to, lines, same],
    );
    const insert =
      'INSERT INTO gateway_report_sum (report, currency, gross, fee, paid_out, opening, closing) VALUES (?, ?, ?, ?, ?, ?, ?)';
    for (const { currency: of, gross, fee, paidOut, opening, closing } of payload.sums)
      projector.run(insert, id, of, gross, fee, paidOut, opening ?? null, closing ?? null);
  },
  undo(_payload, { subject }, { db }, { nowMs }) {
    reportRow(db, subject);
    return [{ kind: 'gateway-report.reversed', subject, occurredAt: nowMs, payload: {} }];
  },
});

const insertFinding = `INSERT INTO gateway_report_finding (report, n, type, about, gateway, item, line, day, word, gross, fee, currency,
  book_gross, book_fee, book_currency) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const found = eventKind<ReportFound>({
  schema: foundSchema,
  project({ first, findings }, { subject }, { db }) {
    const { id, gateway } = reportRow(db, subject);
    const insert = sql(db, insertFinding);
    for (const [place, finding] of findings.entries()) {
      const [type, about, item, line, at, word, gross, fee, of, book] = finding;
      const [bookGross = null, bookFee = null, bookCurrency = null] = book ?? [];
      insert.run(
        id,
        first + place,
        type,
        about,
        gateway,
        item,
        line,
        at,
        word,
        gross,
        fee,
        of,
        bookGross,
        bookFee,
        bookCurrency,
      );
    }
  },
});

const reversed = eventKind<object>({
  schema: z.strictObject({}),
  project(_payload, { subject, seq }, projector) {
    const { id } = reportRow(projector.db, subject);
    projector.run('DELETE FROM gateway_report_finding WHERE report = ?', id);
    projector.run('UPDATE gateway_report SET reversed = ? WHERE id = ?', seq, id);
  },
});

export const reportEventKinds: readonly (readonly [string, EventKind])[] = [
  ['gateway-report.compared', compared],
  ['gateway-report.found', found],
  ['gateway-report.reversed', reversed],
];

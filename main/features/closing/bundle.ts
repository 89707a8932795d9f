/**
 * The sealed bundle of a closed month: its tables, a summary, and a manifest with the hash of each file, counts, control totals and the
 * journal's head, signed by the book's own key. Equal books write equal bytes in one language, but for the time.
 */
import { createHash } from 'node:crypto';
import { job } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { MANIFEST, SIGNATURE } from '../../kernel/bundle';
import { Failure } from '../../kernel/failure';
import { toDecimal } from '../../kernel/money';
import { isoTime } from '../../kernel/time';
import type { PaperLanguage } from '../../paper/document';
import { pdfBytes, preparePapers } from '../../paper/write-pdf';
import { ZipFile } from '../../paper/zip';
import { writeInOneSnapshot } from '../export/writing';
import { settingFor } from '../papers/paper-job';
import { type BundleKey, signature } from './bundle-key';
import { summaryPaper } from './bundle-paper';
import { bookIdentity, bundleTables, type Span, tableBytes } from './bundle-tables';
import type { Manifest } from './contract';
import type { PeriodRow } from './events';
import { hledgerBytes } from './hledger';
import { headAt } from './periods';
import verifyPage from './verify-page.html?raw';

export interface BundleInput {
  period: string;
  key: BundleKey;
  /** Of the summary; the tables and the manifest have the field's own words. */
  language: PaperLanguage;
  /** UTC milliseconds. */
  atMs: number;
  part: string;
  target: string;
}

/** Throws Failure period-not-closed for a month that is open or that was sealed with a later one, export-failed, path-invalid. */
export const writeBundle = job(
  'closing.bundle',
  (db, input: BundleInput) =>
    writeInOneSnapshot(db, input, function* (own, file) {
      const row = one<PeriodRow>(own, "SELECT * FROM period WHERE key = ? AND state = 'closed'", input.period);
      if (!row) throw new Failure('period-not-closed', { period: input.period });
      const span = { from: row.from_day ?? '0000-00-00', to: row.to_day };
      const zip = new ZipFile((bytes) => file.write(bytes), input.atMs);
      const files: Manifest['files'] = [];
      const add = (name: string, bytes: Uint8Array, rows: number | null) => {
        zip.add(name, bytes);
        files.push({ name, bytes: bytes.length, sha256: sha256(bytes), rows });
      };
      const total = bundleTables.length + 4;
      for (const table of bundleTables) {
        const { bytes, rows } = tableBytes(own, table, span);
        add(table.name, bytes, rows);
        yield { phase: 'write', done: files.length, total };
      }
      const journal = hledgerBytes(own, span);
      add('journal.journal', journal.bytes, journal.entries);
      yield { phase: 'write', done: files.length, total };
      const manifest = manifestOf(own, row, span, input);
      add(
        'summary.pdf',
        pdfBytes(summaryPaper(manifest, settingFor(own, { atMs: input.atMs, language: input.language }, null))),
        null,
      );
      add('verify.html', Buffer.from(verifyPage), null);
      yield { phase: 'write', done: files.length, total };
      const text = Buffer.from(`${JSON.stringify({ ...manifest, files }, null, 2)}\n`);
      zip.add(MANIFEST, text);
      const { privateKey, publicKey } = input.key;
      const signed = { algorithm: 'Ed25519', publicKey, signature: signature(text, privateKey) };
      zip.add(SIGNATURE, Buffer.from(`${JSON.stringify(signed)}\n`));
      zip.finish();
      const totals = manifest.ledger.map(({ currency, debited, entries }) => ({
        currency,
        amount: debited,
        count: entries,
      }));
      const rows = files.reduce((sum, { rows: n }) => sum + (n ?? 0), 0);
      return { rows, totals };
    }),
  preparePapers,
);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const ledgerSql = `SELECT p.currency, count(DISTINCT p.event) AS entries, sum(p.minor) AS minor FROM event e JOIN posting p ON p.event = e.seq
  WHERE e.booked_on BETWEEN ? AND ? GROUP BY p.currency ORDER BY p.currency`;
const paymentsSql = `SELECT gateway, status, currency, count(*) AS count, sum(amount) AS minor FROM payment WHERE booked_on BETWEEN ? AND ?
  GROUP BY gateway, status, currency ORDER BY gateway, status, currency`;

function manifestOf(db: Db, row: PeriodRow, { from, to }: Span, { key, atMs }: BundleInput): Manifest {
  const ledger = all<{ currency: string; entries: number; minor: number }>(db, ledgerSql, from, to);
  const payments = all<{ gateway: string; status: string; currency: string; count: number; minor: number }>(
    db,
    paymentsSql,
    from,
    to,
  );
  return {
    format: 'counterfoil-bundle 1',
    book: bookIdentity(db),
    period: { key: row.key, from: row.from_day, to: row.to_day },
    closed: { by: row.closed_by, approvedBy: row.approved_by, at: isoTime(row.closed_at), note: row.note },
    journal: { event: row.closed_event, head: headAt(db, row.closed_event) ?? '' },
    writtenAt: isoTime(atMs),
    publicKey: key.publicKey,
    ledger: ledger.map(({ currency, entries, minor }) => {
      const moved = toDecimal(minor, currency);
      return { currency, entries, debited: moved, credited: moved };
    }),
    payments: payments.map(({ minor, ...of }) => ({ ...of, amount: toDecimal(minor, of.currency) })),
    files: [],
  };
}

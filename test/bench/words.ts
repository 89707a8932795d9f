/** Searching words in payments: the first page of what is found, beside a scan of the table with LIKE. */
import { paymentPage } from '../../main/features/payments/query';
import type { Figure, Line, Setting } from './measure';
import { callsOf, readerOf } from './reading';
import { madePayment } from './rows';

const seldom = (setting: Setting) => {
  const n = Math.floor(setting.rows / 2);
  const { payload } = madePayment(n, setting.rows);
  return [payload.reference, payload.externalId ?? '', `INV 2026 ${String(n).padStart(7, '0').slice(0, 6)}`, 'zzyzx'];
};
const frequent = ['mailboxes', 'object storage', 'ren', 'clo vps', 'mig'];
const LIKE_CALLS = 3;

export const words: Figure = {
  name: 'words',
  title: 'Search words',
  async run(setting: Setting): Promise<Line[]> {
    const db = readerOf(setting);
    const sort = { column: 'date', direction: 'desc' } as const;
    const like = db.prepare(
      'SELECT id FROM payment WHERE description LIKE ? OR reference LIKE ? OR external_id LIKE ? ORDER BY at DESC LIMIT 50',
    );
    const lines: Line[] = [];
    for (const [work, texts] of [
      ['seldom words', seldom(setting)],
      ['frequent words', frequent],
    ] as const) {
      const ours = callsOf(texts.map((text) => () => paymentPage.run(db, { filter: { text }, sort, limit: 50 })));
      const scans = texts.slice(0, LIKE_CALLS).map((text) => `%${text}%`);
      const scan = callsOf(
        scans.map((text) => () => like.all(text, text, text)),
        3,
      );
      lines.push({
        work: `Search, ${work}: p95`,
        unit: 'ms',
        ours: ours.p95,
        reference: { name: 'LIKE', spread: scan.p95 },
        target: { kind: 'at-most', value: 16, of: 'value' },
      });
    }
    db.close();
    return lines;
  },
};

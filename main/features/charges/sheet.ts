/** The failed charges as a list that leaves the book, the oldest due day first: why each failed, and what happens next. */
import { z } from 'zod';
import { type ChargeView, chargeViews } from '../../kernel/charge';
import { blocksOf, sheetOf, toldAs } from '../export/sheet';
import type { FailedCharge } from './contract';
import { chargeRules } from './facts';
import { chargedInvoices, failedCharge, viewOf } from './query';

const filterSchema = z.strictObject({ view: z.enum(chargeViews).optional() });

interface Row extends FailedCharge {
  view: ChargeView;
}

const { columns, cells } = toldAs<Row>([
  { header: 'id', kind: 'id', width: 240, cell: (row) => row.id },
  { header: 'invoice', kind: 'text', width: 110, cell: (row) => row.number },
  { header: 'customer', kind: 'text', width: 160, cell: (row) => row.customer.name },
  { header: 'customer_id', kind: 'id', width: 240, cell: (row) => row.customer.id },
  { header: 'open', kind: 'money', width: 110, sums: 5, cell: (row) => row.open.amount },
  { header: 'currency', kind: 'currency', width: 80, cell: (row) => row.open.currency },
  { header: 'due', kind: 'day', width: 90, cell: (row) => row.dueDay },
  { header: 'promised', kind: 'day', width: 90, cell: (row) => row.promisedDay },
  { header: 'state', kind: 'text', width: 80, cell: (row) => row.view },
  { header: 'reason', kind: 'text', width: 120, cell: (row) => row.decline },
  { header: 'code', kind: 'text', width: 140, cell: (row) => row.code },
  { header: 'provider_words', kind: 'text', width: 240, cell: (row) => row.words },
  { header: 'tries', kind: 'count', width: 70, cell: (row) => row.tries },
  { header: 'last_try', kind: 'time', width: 150, cell: (row) => row.lastAt },
  { header: 'last_try_state', kind: 'text', width: 100, cell: (row) => row.attempt.state },
  { header: 'gateway', kind: 'text', width: 100, cell: (row) => row.attempt.gateway },
  { header: 'payment', kind: 'id', width: 240, cell: (row) => row.attempt.payment },
  { header: 'next_try', kind: 'time', width: 150, cell: (row) => row.nextAt },
  { header: 'no_next_try_because', kind: 'text', width: 120, cell: (row) => row.why },
  { header: 'tried_until', kind: 'day', width: 90, cell: (row) => row.stopDay },
  { header: 'stopped', kind: 'time', width: 150, cell: (row) => row.stopped?.at ?? null },
  { header: 'stopped_by', kind: 'text', width: 120, cell: (row) => row.stopped?.by ?? null },
  { header: 'stopped_because', kind: 'text', width: 200, cell: (row) => row.stopped?.why ?? null },
  { header: 'saved_method', kind: 'text', width: 140, cell: (row) => row.method?.label ?? null },
  { header: 'saved_at', kind: 'text', width: 100, cell: (row) => row.method?.gateway ?? null },
  { header: 'consent', kind: 'text', width: 80, cell: ({ method }) => method && (method.consent ? 'yes' : 'no') },
  { header: 'link', kind: 'text', width: 240, cell: (row) => row.link },
  // Notices are no facts of the business: a book that is made again has none.
  { header: 'notices', kind: 'count', width: 70, passing: true, cell: (row) => row.notices.sent },
  { header: 'last_notice', kind: 'time', width: 150, passing: true, cell: (row) => row.notices.lastAt },
]);

/** What an invoice waits for is known only when all of it was looked at, which is what takes time: so it is held in memory. */
export const chargeSheet = sheetOf(filterSchema, (db, { view: asked }, { today, now }) => {
  const at = { rules: chargeRules(db), now, today };
  const rows = chargedInvoices(db).flatMap((id): Row[] => {
    const found = failedCharge(db, id, at);
    const view = found && viewOf(found, today);
    return found && view && (asked ?? view) === view ? [{ ...found, view }] : [];
  });
  return { columns, count: rows.length, blocks: blocksOf(rows, cells) };
});

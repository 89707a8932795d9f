/** Invoices that are due soon: the one notice that no event causes, but a day. */
import { all, type Db } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { addDays, type Day, startOfDay } from '../../kernel/time';
import { bookTimeZone } from '../payments/filter';
import type { MailDraft } from './from-events';
import type { MailSettings } from './settings';

const MOST_A_LOOK = 500;

interface Row {
  uuid: Buffer;
  customer: Buffer;
  due_day: string;
  issued_at: number;
}

/**
 * Service invoices with something open, due within so many days, about which nobody has promised to pay. Each once for its due
 * day, and none whose time for it had come before the notice was turned on.
 */
export function upcomingInvoices(db: Db, settings: MailSettings, today: Day, nowMs: number): MailDraft[] {
  const since = settings.since['upcoming-invoice'];
  if (since === undefined) return [];
  const zone = bookTimeZone(db);
  const rows = all<Row>(
    db,
    `SELECT i.uuid, c.uuid AS customer, i.due_day, i.issued_at FROM invoice i JOIN customer c ON c.id = i.customer
     WHERE i.open > 0 AND i.due_day > ? AND i.due_day <= ? AND i.state = 'issued' AND i.kind = 'service'
       AND (i.promised_day IS NULL OR i.promised_day < ?) AND i.issued_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.invoice = i.uuid AND m.key = 'upcoming-invoice ' || lower(hex(i.uuid)) || ' ' || i.due_day)
     ORDER BY i.due_day LIMIT ${MOST_A_LOOK}`,
    today,
    addDays(today, settings.dueInDays),
    today,
  );
  return rows
    .filter(({ due_day, issued_at }) => {
      const day = addDays(due_day as Day, -settings.dueInDays); // from outside: the table holds days
      return Math.max(issued_at, startOfDay(day, zone)) >= since;
    })
    .map(({ uuid, customer, due_day }) => ({
      key: `upcoming-invoice ${uuid.toString('hex')} ${due_day}`,
      kind: 'upcoming-invoice',
      customer: idFromBytes(customer),
      payment: null,
      invoice: idFromBytes(uuid),
      notBefore: nowMs,
    }));
}

/** How an invoice's rows follow its events. */
import { one, run } from '../../db/sql';
import type { StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { type Id, idToBytes } from '../../kernel/id';
import type { NumberSeries } from '../../kernel/invoice';
import type { InvoiceContent } from './shapes';

/** The columns that later events change or need. */
export interface InvoiceState {
  id: number;
  state: 'draft' | 'issued' | 'void';
  total: number;
  credited: number;
  paid: number;
  written_off: number;
  short: number;
}

/** Throws when an event names an invoice that is not there: a broken journal. */
export function invoiceState({ db }: Projector, subject: Id): InvoiceState {
  const row = one<InvoiceState>(
    db,
    'SELECT id, state, total, credited, paid, written_off, short FROM invoice WHERE uuid = ?',
    idToBytes(subject),
  );
  if (!row) throw new Error(`no invoice ${subject}`);
  return row;
}

const insertSql = `INSERT INTO invoice (uuid, kind, state, customer, payer, currency, note, net, tax, total, due_day, created_at, at)
  VALUES (?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export function insertDraft(projector: Projector, event: StoredEvent, content: InvoiceContent): void {
  const id = projector.run(
    insertSql,
    idToBytes(event.subject),
    content.kind,
    ...ownersOf(projector, content),
    content.currency,
    content.note,
    content.net,
    content.tax,
    content.total,
    content.dueDay,
    event.occurredAt,
    event.occurredAt,
  );
  putLines(projector, id, content);
}

export function putContent(projector: Projector, id: number, content: InvoiceContent): void {
  run(
    projector.db,
    `UPDATE invoice SET kind = ?, customer = ?, payer = ?, currency = ?, note = ?, net = ?, tax = ?, total = ?, due_day = ?
     WHERE id = ?`,
    content.kind,
    ...ownersOf(projector, content),
    content.currency,
    content.note,
    content.net,
    content.tax,
    content.total,
    content.dueDay,
    id,
  );
  removeLines(projector, id);
  putLines(projector, id, content);
}

function ownersOf(projector: Projector, { customer, payer }: InvoiceContent): [number, number | null] {
  const owner = projector.keyOf('customer', customer);
  if (owner === null) throw new Error(`no customer ${customer}`);
  return [owner, payer === undefined ? null : projector.keyOf('payer', payer)];
}

export function removeLines(projector: Projector, id: number): void {
  projector.run('DELETE FROM invoice_line WHERE invoice = ?', id);
  projector.run('DELETE FROM invoice_tax WHERE invoice = ?', id);
}

const lineSql = `INSERT INTO invoice_line (invoice, n, description, product, quantity, price, tax_code, tax_rate, from_day, to_day, net)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function putLines(projector: Projector, id: number, { lines, taxes }: InvoiceContent): void {
  for (const [n, line] of lines.entries()) {
    const { description, product, quantity, price, tax, from, to, net } = line;
    projector.run(
      lineSql,
      id,
      n,
      description,
      product,
      quantity,
      price,
      tax?.code ?? null,
      tax?.rate ?? null,
      from ?? null,
      to ?? null,
      net,
    );
  }
  for (const { code, rate, net, tax } of taxes)
    projector.run(
      'INSERT INTO invoice_tax (invoice, code, rate, net, tax) VALUES (?, ?, ?, ?, ?)',
      id,
      code,
      rate,
      net,
      tax,
    );
}

/** What stands on the invoice changes; what is open follows, and when it came to nothing. */
export function moveSums(
  projector: Projector,
  event: StoredEvent,
  changes: Partial<Record<'credited' | 'paid' | 'written_off' | 'short', number>>,
): InvoiceState {
  const state = invoiceState(projector, event.subject);
  const { credited = 0, paid = 0, written_off = 0, short = 0 } = changes;
  projector.run(
    `UPDATE invoice SET credited = credited + ?, paid = paid + ?, written_off = written_off + ?, short = short + ?,
       open = total - credited - ? - paid - ? - written_off - ? - short - ? WHERE id = ?`,
    ...[credited, paid, written_off, short],
    ...[credited, paid, written_off, short],
    state.id,
  );
  projector.run('UPDATE invoice SET settled_at = iif(open = 0, ?, NULL) WHERE id = ?', event.occurredAt, state.id);
  return state;
}

/** A number is drawn: the next one of its series, or the event is refused. */
export function drawNumber(
  projector: Projector,
  series: NumberSeries,
  { period, sequence, day }: { period: string; sequence: number; day: string },
): void {
  const last =
    one<{ last: number }>(projector.db, 'SELECT last FROM last_number WHERE series = ? AND period = ?', series, period)
      ?.last ?? 0;
  if (sequence !== last + 1) throw new Error(`number ${sequence} of ${series} ${period} follows ${last}`);
  projector.run(
    `INSERT INTO last_number (series, period, last, last_day) VALUES (?, ?, ?, ?)
     ON CONFLICT (series, period) DO UPDATE SET last = excluded.last, last_day = max(last_day, excluded.last_day)`,
    series,
    period,
    sequence,
    day,
  );
}

/** All that is known of one invoice: lines, tax, what paid it, credit notes, what happened, and the postings. */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes, isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Status } from '../../kernel/payment';
import type { InvoiceDetail } from './contract';
import { linesOf, taxesOf } from './facts';
import { invoiceRows } from './query';

interface Extra {
  id: number;
  note: string;
  payer: Buffer | null;
  payer_name: string | null;
  kind: string;
  state: string;
  currency: string;
  total: number;
  credited: number;
  written_off: number;
  short: number;
}

const extraSql = `SELECT i.id, i.note, y.uuid AS payer, n.name AS payer_name, i.kind, i.state, i.currency, i.total, i.credited, i.written_off,
  i.short FROM invoice i LEFT JOIN payer y ON y.id = i.payer LEFT JOIN person n ON n.uuid = y.uuid WHERE i.uuid = ?`;

/** Throws Failure invoice-unknown. */
export const invoiceDetail = query(
  'invoices.detail',
  (db, { id, today }: { id: string; today: string }): InvoiceDetail => {
    const uuid = idToBytes(id);
    const extra = one<Extra>(db, extraSql, uuid);
    const row = extra ? invoiceRows(db, [extra.id], today)[0] : undefined;
    if (!extra || !row) throw new Failure('invoice-unknown', { id });
    const text = (value: number) => toDecimal(value, extra.currency);
    const creditable = extra.total - extra.credited - extra.written_off - extra.short;
    return {
      row,
      payer: extra.payer ? { id: idFromBytes(extra.payer), name: extra.payer_name ?? '' } : null,
      note: extra.note,
      lines: linesOf(db, extra.id).map((line) => ({ ...line, net: text(line.net), credited: text(line.credited) })),
      taxes: taxesOf(db, extra.id).map(({ code, rate, net, tax }) => ({ code, rate, net: text(net), tax: text(tax) })),
      applied: appliedTo(db, extra.id, text),
      payments: paymentsFor(db, extra.id),
      notes: notesOf(db, extra.id, text),
      creditable: text(extra.state === 'issued' && extra.kind === 'service' ? creditable : 0),
      ...happened(db, uuid, text),
    };
  },
);

type Text = (value: number) => string;

function appliedTo(db: Db, key: number, text: Text): InvoiceDetail['applied'] {
  return all<{ at: number; payment: Buffer | null; granted: number; voucher: number; paid: number; returned: number }>(
    db,
    `SELECT at, payment, granted, voucher, paid, returned FROM invoice_application
     WHERE invoice = ? AND granted + voucher + paid + returned > 0 ORDER BY id`,
    key,
  ).map(({ at, payment, granted, voucher, paid, returned }) => ({
    ...{ at, payment: payment ? idFromBytes(payment) : null },
    ...{ granted: text(granted), voucher: text(voucher), paid: text(paid), returned: text(returned) },
  }));
}

function paymentsFor(db: Db, key: number): InvoiceDetail['payments'] {
  return all<{ uuid: Buffer; at: number; amount: number; currency: string; status: Status }>(
    db,
    `SELECT p.uuid, p.at, p.amount, p.currency, p.status FROM invoice_payment l JOIN payment p ON p.uuid = l.payment
     WHERE l.invoice = ? ORDER BY p.created_at`,
    key,
  ).map(({ uuid, at, amount, currency, status }) => ({
    ...{ id: idFromBytes(uuid), at, status },
    money: { amount: toDecimal(amount, currency), currency },
  }));
}

function notesOf(db: Db, key: number, text: Text): InvoiceDetail['notes'] {
  return all<{ uuid: Buffer; number: string; day: string; total: number; tax: number; reason: string; back: number }>(
    db,
    `SELECT uuid, number, day, total, tax, reason, granted + voucher + paid AS back FROM credit_note
     WHERE invoice = ? ORDER BY id`,
    key,
  ).map(({ uuid, number, day, total, tax, reason, back }) => ({
    ...{ id: idFromBytes(uuid), number, day, reason, total: text(total), tax: text(tax), back: text(back) },
  }));
}

interface EventRow {
  seq: number;
  kind: string;
  occurred_at: number;
  booked_on: string;
  operator: string;
  source: string;
  payload: string;
}

interface PostingRow {
  event: number;
  from_name: string;
  to_name: string;
  minor: number;
  currency: string;
}

function happened(db: Db, uuid: Uint8Array, text: Text): Pick<InvoiceDetail, 'events' | 'postings'> {
  const events = all<EventRow>(
    db,
    `SELECT e.seq, e.kind, e.occurred_at, e.booked_on, r.operator, r.source, e.payload FROM event e JOIN request r ON r.seq = e.request
     WHERE e.subject = ? ORDER BY e.seq`,
    uuid,
  );
  const postings = events.flatMap(({ seq, booked_on: bookedOn }) =>
    all<PostingRow>(
      db,
      `SELECT g.event, f.name AS from_name, t.name AS to_name, g.minor, g.currency FROM posting g JOIN account f ON f.id = g.from_account
       JOIN account t ON t.id = g.to_account WHERE g.event = ? ORDER BY g.n`,
      seq,
    ).map(({ event, from_name: from, to_name: to, minor, currency }) => ({
      ...{ from, to, bookedOn, event, money: { amount: toDecimal(minor, currency), currency } },
    })),
  );
  return {
    postings,
    events: events.map(({ seq, kind, occurred_at: occurredAt, operator, source, payload }) => ({
      ...{ event: seq, kind, occurredAt, operator, source, ...toldOf(payload, text) },
    })),
  };
}

/** The sum and the words that an event of an invoice carries. */
function toldOf(payload: string, text: Text): Pick<InvoiceDetail['events'][number], 'amount' | 'text' | 'payment'> {
  const read: Record<string, unknown> = JSON.parse(payload);
  const taken = read.taken as Record<string, number> | undefined; // from outside: what the event's schema has checked
  const sum = read.amount ?? read.total ?? (taken && Object.values(taken).reduce((all, one) => all + one, 0));
  const said = [read.number, read.reason, read.day, read.note, read.why].find(
    (one) => typeof one === 'string' && one !== '',
  );
  return {
    amount: typeof sum === 'number' ? text(sum) : null,
    text: typeof said === 'string' ? said : null,
    payment: typeof read.payment === 'string' && isId(read.payment) ? read.payment : null,
  };
}

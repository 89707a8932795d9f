/** The life of an invoice: drafted, changed, dropped, issued, voided, promised; and which payment was asked for because of it. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { Failure } from '../../kernel/failure';
import { idToBytes } from '../../kernel/id';
import { invoiceKinds } from '../../kernel/invoice';
import { reverse } from '../../ledger/entry';
import { issuedEntry } from '../../ledger/invoice';
import { revenueReleased } from './deferring';
import { moneyKinds } from './money-events';
import { drawNumber, insertDraft, invoiceState, putContent, removeLines } from './projection';
import {
  billedShape,
  contentSchema,
  contentShape,
  dayText,
  deferredSchema,
  type InvoiceContent,
  idText,
  numberShape,
  salesOf,
} from './shapes';

export type { InvoiceContent } from './shapes';

const issuedSchema = z.strictObject({
  ...contentShape,
  ...numberShape,
  issueDay: dayText,
  /** ISO 11649. */
  reference: z.string(),
  deferred: deferredSchema.optional(),
});
export type InvoiceIssued = z.infer<typeof issuedSchema>;

const voidedSchema = z.strictObject({
  ...billedShape,
  kind: z.enum(invoiceKinds),
  reason: z.string(),
  /** The file that it came from can bring it again. */
  importTakenBack: z.literal(true).optional(),
});
export type InvoiceVoided = z.infer<typeof voidedSchema>;

const promisedSchema = z.strictObject({ day: dayText.nullable(), note: z.string() });
export type InvoicePromised = z.infer<typeof promisedSchema>;

const awaitedSchema = z.strictObject({ payment: idText });
export type InvoiceAwaited = z.infer<typeof awaitedSchema>;

export const invoiceDrafted = eventKind<InvoiceContent>({
  schema: contentSchema,
  project: (content, event, projector) => insertDraft(projector, event, content),
  /** A draft was never anybody's: it is dropped. */
  undo(_content, { subject }, { db }, { nowMs }) {
    const draft = "SELECT 1 FROM invoice WHERE uuid = ? AND state = 'draft'";
    if (!one(db, draft, idToBytes(subject))) throw new Failure('changed-since');
    return [{ kind: 'invoice.dropped', subject, occurredAt: nowMs, payload: {} }];
  },
});

export const invoiceChanged = eventKind<InvoiceContent>({
  schema: contentSchema,
  project: (content, event, projector) => putContent(projector, invoiceState(projector, event.subject).id, content),
});

/** Only a draft: it never had a number. */
export const invoiceDropped = eventKind<object>({
  schema: z.strictObject({}),
  project(_payload, event, projector) {
    const { id, state } = invoiceState(projector, event.subject);
    if (state !== 'draft') throw new Error(`invoice ${event.subject} has a number`);
    removeLines(projector, id);
    projector.run('DELETE FROM invoice WHERE id = ?', id);
  },
});

/** Its number is drawn in the act that issues it. An add-funds invoice moves nothing. */
export const invoiceIssued = eventKind<InvoiceIssued>({
  schema: issuedSchema,
  entry: (payload, { bookedOn }) =>
    payload.kind === 'add-funds' ? [] : issuedEntry({ ...payload, sales: salesOf(payload.lines) }, bookedOn),
  project(payload, event, projector) {
    const { id, state } = invoiceState(projector, event.subject);
    if (state !== 'draft') throw new Error(`invoice ${event.subject} was issued before`);
    const { number, period, sequence, issueDay, reference, deferred: _, ...content } = payload;
    drawNumber(projector, payload.kind === 'service' ? 'invoice' : 'add-funds', { period, sequence, day: issueDay });
    putContent(projector, id, content);
    projector.run(
      `UPDATE invoice SET state = 'issued', number = ?, reference = ?, issue_day = ?, issued_at = ?, at = ?, open = total WHERE id = ?`,
      number,
      reference,
      issueDay,
      event.occurredAt,
      event.occurredAt,
      id,
    );
  },
});

/** The exact reversal of its issue; only while nothing else moved. Its number stays used. */
export const invoiceVoided = eventKind<InvoiceVoided>({
  schema: voidedSchema,
  entry: (payload, { bookedOn }) => (payload.kind === 'add-funds' ? [] : reverse(issuedEntry(payload, bookedOn))),
  project({ importTakenBack }, event, projector) {
    const { id, state, credited, paid, written_off: lost, short } = invoiceState(projector, event.subject);
    if (state !== 'issued' || credited + paid + lost + short > 0)
      throw new Error(`invoice ${event.subject} cannot be voided`);
    projector.run("UPDATE invoice SET state = 'void', open = 0, voided_at = ? WHERE id = ?", event.occurredAt, id);
    if (importTakenBack) projector.run('DELETE FROM import_key WHERE subject = ?', idToBytes(event.subject));
  },
  /** Its number was drawn and withdrawn in the sight of others: it is never valid again. */
  undo() {
    throw new Failure('invoice-void-stands');
  },
});

export const invoicePromised = eventKind<InvoicePromised>({
  schema: promisedSchema,
  project({ day }, event, projector) {
    projector.run('UPDATE invoice SET promised_day = ? WHERE uuid = ?', day, idToBytes(event.subject));
  },
});

export const invoiceAwaited = eventKind<InvoiceAwaited>({
  schema: awaitedSchema,
  project({ payment }, event, projector) {
    const { id } = invoiceState(projector, event.subject);
    projector.run('INSERT INTO invoice_payment (payment, invoice) VALUES (?, ?)', idToBytes(payment), id);
  },
});

export const invoiceEvents: readonly (readonly [string, EventKind])[] = [
  ['invoice.drafted', invoiceDrafted],
  ['invoice.changed', invoiceChanged],
  ['invoice.dropped', invoiceDropped],
  ['invoice.issued', invoiceIssued],
  ['invoice.voided', invoiceVoided],
  ['invoice.promised', invoicePromised],
  ['invoice.awaited', invoiceAwaited],
  ['revenue.released', revenueReleased],
  ...moneyKinds,
];

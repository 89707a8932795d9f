/** An invoice that came from a file: issued at once, under the next number of the series or the number that its own system gave it. */
import { z } from 'zod';
import { type Db, one } from '../../db/sql';
import { type EventDraft, type EventKind, eventKind } from '../../journal/event';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { numberSeries } from '../../kernel/invoice';
import { readDay } from '../../kernel/time';
import { issuedEntry } from '../../ledger/invoice';
import { deferredOf } from './deferring';
import { freeReference, voidInvoice } from './issuing-events';
import { nextNumber, numberStyles } from './numbers';
import { drawNumber, insertDraft, invoiceState, putContent } from './projection';
import { contentShape, dayText, deferredSchema, type InvoiceContent, positiveSum, salesOf } from './shapes';

const importedSchema = z.strictObject({
  ...contentShape,
  kind: z.literal('service'),
  number: z.string().min(1).max(60),
  /** Of the number that was drawn; left out where the file gave one. */
  drawn: z.strictObject({ period: z.string(), sequence: positiveSum }).optional(),
  issueDay: dayText,
  /** ISO 11649. */
  reference: z.string(),
  /** By what the file that it came from is known again. */
  importKey: z.string().max(300),
  deferred: deferredSchema.optional(),
});
export type InvoiceImported = z.infer<typeof importedSchema>;

export const invoiceImported = eventKind<InvoiceImported>({
  schema: importedSchema,
  entry: (payload, { bookedOn }) => issuedEntry({ ...payload, sales: salesOf(payload.lines) }, bookedOn),
  project(payload, event, projector) {
    const { number, drawn, issueDay, reference, importKey, deferred: _, ...content } = payload;
    const again = one(projector.db, 'SELECT 1 FROM invoice WHERE uuid = ?', idToBytes(event.subject));
    if (again) putContent(projector, voided(projector, event.subject), content);
    else insertDraft(projector, event, content);
    if (drawn) drawNumber(projector, 'invoice', { ...drawn, day: issueDay });
    projector.run(
      `UPDATE invoice SET state = 'issued', number = ?, drawn = ?, reference = ?, issue_day = ?, issued_at = ?, at = ?, open = total,
         voided_at = NULL WHERE uuid = ?`,
      ...[number, drawn ? 1 : 0, reference, issueDay, event.occurredAt, event.occurredAt, idToBytes(event.subject)],
    );
    projector.run(
      "INSERT INTO import_key (kind, key, subject) VALUES ('invoice', ?, ?)",
      importKey,
      idToBytes(event.subject),
    );
  },
  /** Void: the exact reversal, as long as nothing was paid or credited. */
  undo(_payload, { subject }, facts, { nowMs }) {
    if (!one(facts.db, 'SELECT 1 FROM import_key WHERE subject = ?', idToBytes(subject)))
      throw new Failure('changed-since');
    const drafts = [...voidInvoice(facts, subject, 'the import was taken back', nowMs)];
    return drafts.map((draft) =>
      draft.kind === 'invoice.voided' ? { ...draft, payload: { ...draft.payload, importTakenBack: true } } : draft,
    );
  },
});

/** Only one whose import was taken back can come again under its number. */
function voided(projector: Parameters<typeof invoiceState>[0], subject: Parameters<typeof invoiceState>[1]): number {
  const { id, state } = invoiceState(projector, subject);
  const isKnown = one(projector.db, 'SELECT 1 FROM import_key WHERE subject = ?', idToBytes(subject));
  if (state !== 'void' || isKnown) throw new Error(`invoice ${subject} is there already`);
  return id;
}

/** The numbers that this book draws itself. */
export interface OwnNumbers {
  /** Whether it could draw this one, in any series. */
  isOurs(number: string): boolean;
  /** Of invoices of that day: what is counted on its own. */
  periodOf(day: string): string;
  /** The day of the last number that was drawn; empty: none was. */
  lastDay(period: string): string;
}

export function ownNumbers(db: Db): OwnNumbers {
  const styles = numberStyles(db);
  const drawn = "SELECT last_day FROM last_number WHERE series = 'invoice' AND period = ?";
  return {
    isOurs: (number) =>
      numberSeries.some((series) => {
        const { prefix, yearly } = styles[series];
        return number.startsWith(prefix) && (yearly ? /^\d{4}-\d+$/ : /^\d+$/).test(number.slice(prefix.length));
      }),
    periodOf: (day) => (styles.invoice.yearly ? day.slice(0, 4) : ''),
    lastDay: (period) => one<{ last_day: string }>(db, drawn, period)?.last_day ?? '',
  };
}

export interface ImportedInvoice {
  content: InvoiceContent;
  issueDay: string;
  /** null: the next one of the series is drawn. */
  number: string | null;
  key: string;
}

/** Throws Failure invoice-day. */
export function importDraft(db: Db, invoice: ImportedInvoice, subject: Id, at: number): EventDraft {
  const { content, issueDay, number, key } = invoice;
  const day = readDay(issueDay);
  if (!day) throw new Failure('input-invalid', { detail: 'an invoice without a day' });
  const drawn = number === null ? nextNumber(db, 'invoice', issueDay) : null;
  const payload: InvoiceImported = {
    ...content,
    ...{ kind: 'service', number: number ?? drawn?.number ?? '', issueDay },
    ...(drawn ? { drawn: { period: drawn.period, sequence: drawn.sequence } } : {}),
    ...{ reference: freeReference(db), importKey: key },
    ...deferredOf(db, content, issueDay),
  };
  return { kind: 'invoice.imported', subject, occurredAt: at, bookedOn: day, isGiven: true, payload };
}

export const importedInvoiceKinds: readonly (readonly [string, EventKind])[] = [['invoice.imported', invoiceImported]];

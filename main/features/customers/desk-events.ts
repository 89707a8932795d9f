/** What staff do with customers and payers by hand: edit, tag, annotate, archive, name the contact for notices. */
import { z } from 'zod';
import { eraseNoteText } from '../../db/note-text';
import { type Db, one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';
import { MOST_TAGS, tagSchema } from './contract';
import { isSettled } from './settled';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');

const editedSchema = z.strictObject({ personHash: z.string() });
export type CustomerEdited = z.infer<typeof editedSchema>;
const taggedSchema = z.strictObject({
  tags: z.array(tagSchema).max(MOST_TAGS),
  was: z.array(z.string()).max(MOST_TAGS).optional(),
});
export type CustomerTagged = z.infer<typeof taggedSchema>;
const contactSchema = z.strictObject({ payer: idText.nullable(), was: idText.nullable().optional() });
export type ContactNamed = z.infer<typeof contactSchema>;
const notedSchema = z.strictObject({ customer: idText, noteHash: z.string() });
export type CustomerNoted = z.infer<typeof notedSchema>;
const nothing = z.strictObject({});

/** The tags that a customer has. */
export function customerTags(db: Db, customer: Id): string[] {
  const row = one<{ tags: string }>(db, 'SELECT tags FROM customer WHERE uuid = ?', idToBytes(customer));
  const tags: unknown = row ? JSON.parse(row.tags) : [];
  return Array.isArray(tags) ? tags.filter((tag): tag is string => typeof tag === 'string') : [];
}

/** The payer who gets the notices; null: the customer itself. */
export function contactOf(db: Db, customer: Id): Id | null {
  const row = one<{ contact: Buffer | null }>(db, 'SELECT contact FROM customer WHERE uuid = ?', idToBytes(customer));
  return row?.contact ? idFromBytes(row.contact) : null;
}

/** Each once, whatever its case; of two the later one's writing, at the place of the first. */
export function mergedTags(tags: readonly string[]): string[] {
  return [...new Map(tags.map((tag) => [tag.toLocaleLowerCase(), tag])).values()].slice(0, MOST_TAGS);
}

/** From now on no gateway's data of this customer is taken: what a person wrote stands. */
const edited = eventKind<CustomerEdited>({
  schema: editedSchema,
  project(_payload, { subject }, projector) {
    projector.run('UPDATE customer SET by_hand = 1 WHERE uuid = ?', idToBytes(subject));
  },
});

const tagged = eventKind<CustomerTagged>({
  schema: taggedSchema,
  project({ tags }, { subject }, projector) {
    projector.run('UPDATE customer SET tags = ? WHERE uuid = ?', JSON.stringify(tags), idToBytes(subject));
  },
  undo({ tags, was }, { subject }, { db }, { nowMs }) {
    if (was === undefined || customerTags(db, subject).join('\n') !== tags.join('\n'))
      throw new Failure('changed-since');
    const payload: CustomerTagged = { tags: was, was: tags };
    return [{ kind: 'customer.tagged', subject, occurredAt: nowMs, payload }];
  },
});

const contactNamed = eventKind<ContactNamed>({
  schema: contactSchema,
  project({ payer }, { subject }, projector) {
    const contact = payer === null ? null : idToBytes(payer);
    projector.run('UPDATE customer SET contact = ? WHERE uuid = ?', contact, idToBytes(subject));
  },
  undo({ payer, was }, { subject }, { db }, { nowMs }) {
    if (was === undefined || contactOf(db, subject) !== payer) throw new Failure('changed-since');
    if (was !== null && !one(db, 'SELECT 1 FROM payer WHERE uuid = ? AND archived_at IS NULL', idToBytes(was)))
      throw new Failure('changed-since');
    const payload: ContactNamed = { payer: was, was: payer };
    return [{ kind: 'customer.contact-named', subject, occurredAt: nowMs, payload }];
  },
});

/** Out of the lists, never out of the book. */
const archived = (table: 'customer' | 'payer') =>
  eventKind<object>({
    schema: nothing,
    project(_payload, { subject, occurredAt }, projector) {
      const text =
        table === 'customer'
          ? 'UPDATE customer SET archived_at = ? WHERE uuid = ?'
          : 'UPDATE payer SET archived_at = ? WHERE uuid = ?';
      projector.run(text, occurredAt, idToBytes(subject));
    },
    undo(_payload, { subject }, { db }, { nowMs }) {
      if (table === 'payer') throw new Failure('not-undoable');
      const archived = 'SELECT 1 FROM customer WHERE uuid = ? AND archived_at IS NOT NULL';
      if (!one(db, archived, idToBytes(subject))) throw new Failure('changed-since');
      return [{ kind: 'customer.restored', subject, occurredAt: nowMs, payload: {} }];
    },
  });

const restored = eventKind<object>({
  schema: nothing,
  project(_payload, { subject }, projector) {
    projector.run('UPDATE customer SET archived_at = NULL WHERE uuid = ?', idToBytes(subject));
  },
  undo(_payload, { subject }, { db }, { nowMs }) {
    if (!one(db, 'SELECT 1 FROM customer WHERE uuid = ? AND archived_at IS NULL', idToBytes(subject)))
      throw new Failure('changed-since');
    if (!isSettled(db, subject)) throw new Failure('customer-not-settled');
    return [{ kind: 'customer.archived', subject, occurredAt: nowMs, payload: {} }];
  },
});

const noted = eventKind<CustomerNoted>({
  schema: notedSchema,
  project({ customer }, { subject, seq }, projector) {
    projector.run(
      'INSERT INTO note (uuid, customer, event) VALUES (?, ?, ?)',
      idToBytes(subject),
      projector.keyOf('customer', customer),
      seq,
    );
  },
  undo(_payload, { subject }, { db }, { nowMs }) {
    if (!one(db, 'SELECT 1 FROM note WHERE uuid = ? AND withdrawn_at IS NULL', idToBytes(subject)))
      throw new Failure('changed-since');
    return [{ kind: 'customer.note-withdrawn', subject, occurredAt: nowMs, payload: {} }];
  },
});

/** Its writer took it back: it is shown no more, and its text goes. */
const noteWithdrawn = eventKind<object>({
  schema: nothing,
  project(_payload, { subject, occurredAt }, projector) {
    projector.run('UPDATE note SET withdrawn_at = ? WHERE uuid = ?', occurredAt, idToBytes(subject));
    eraseNoteText(projector.db, subject);
  },
});

/** That somebody took a note's text out of the book; the text is gone for good. */
const noteErased = eventKind<object>({ schema: nothing, project() {} });

export const customerDeskKinds: readonly (readonly [string, EventKind])[] = [
  ['customer.edited', edited],
  ['customer.tagged', tagged],
  ['customer.contact-named', contactNamed],
  ['customer.archived', archived('customer')],
  ['customer.restored', restored],
  ['customer.noted', noted],
  ['customer.note-erased', noteErased],
  ['customer.note-withdrawn', noteWithdrawn],
  ['payer.edited', eventKind<CustomerEdited>({ schema: editedSchema, project() {} })],
  ['payer.archived', archived('payer')],
];

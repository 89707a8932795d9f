/** What staff do with customers and payers by hand: edit, tag, annotate, archive, name the contact for notices. */
import { z } from 'zod';
import { type EventKind, eventKind } from '../../journal/event';
import { type Id, idToBytes, isId } from '../../kernel/id';
import { MOST_TAGS, tagSchema } from './contract';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');

const editedSchema = z.strictObject({ personHash: z.string() });
export type CustomerEdited = z.infer<typeof editedSchema>;
const taggedSchema = z.strictObject({ tags: z.array(tagSchema).max(MOST_TAGS) });
export type CustomerTagged = z.infer<typeof taggedSchema>;
const contactSchema = z.strictObject({ payer: idText.nullable() });
export type ContactNamed = z.infer<typeof contactSchema>;
const notedSchema = z.strictObject({ customer: idText, noteHash: z.string() });
export type CustomerNoted = z.infer<typeof notedSchema>;
const nothing = z.strictObject({});

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
});

const contactNamed = eventKind<ContactNamed>({
  schema: contactSchema,
  project({ payer }, { subject }, projector) {
    const contact = payer === null ? null : idToBytes(payer);
    projector.run('UPDATE customer SET contact = ? WHERE uuid = ?', contact, idToBytes(subject));
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
  });

const restored = eventKind<object>({
  schema: nothing,
  project(_payload, { subject }, projector) {
    projector.run('UPDATE customer SET archived_at = NULL WHERE uuid = ?', idToBytes(subject));
  },
});

const noted = eventKind<CustomerNoted>({
  schema: notedSchema,
  project({ customer }, { subject, seq }, projector) {
    projector.run(
      'INSERT INTO note (uuid, customer, event) VALUES (?, (SELECT id FROM customer WHERE uuid = ?), ?)',
      idToBytes(subject),
      idToBytes(customer),
      seq,
    );
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
  ['payer.edited', eventKind<CustomerEdited>({ schema: editedSchema, project() {} })],
  ['payer.archived', archived('payer')],
];

/** What staff do with customers and payers by hand: each deed is checked, recorded once per request, and told to the screens. */
import type { Context } from '../../context';
import { knownCustomer } from '../../db/known-customer';
import { eraseNoteText, putNoteText } from '../../db/note-text';
import { type Person, putPerson } from '../../db/person';
import { all, type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { type Facts, type Recorded, record } from '../../journal/record';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';
import type { PersonFields, PersonSeen } from './contract';
import {
  type ContactNamed,
  type CustomerEdited,
  type CustomerNoted,
  type CustomerTagged,
  contactOf,
  customerTags,
  mergedTags,
} from './desk-events';
import { personOf } from './detail';
import type { CustomerAdded, PayerAdded } from './events';
import { overPresent } from './over-present';
import { isSettled } from './settled';

interface Deed {
  request: string;
  id: string;
}
type NewPerson = Partial<PersonFields> & { name: string };

/** A customer that no gateway knows. */
export async function addCustomer(context: Context, input: { request: string } & NewPerson): Promise<{ id: Id }> {
  const { request, ...person } = input;
  const recorded = await act(context, 'add', { request, ...person }, function* ({ db }) {
    const subject = context.book.newId();
    const payload: CustomerAdded = { personHash: putPerson(db, subject, whole(person)) ?? '' };
    yield draft(context, 'customer.added', subject, payload);
  });
  return { id: first(recorded) };
}

/** `seen`: what stood in the form when it was opened. */
type Edit = Deed & { person: PersonFields; seen?: PersonSeen | undefined };

/** Throws Failure customer-unknown, person-changed. What gateways say of this customer is not taken any more. */
export async function editCustomer(context: Context, { seen, ...input }: Edit): Promise<Done> {
  return done(context, 'edit', input, function* ({ db }) {
    const { id } = known(db, 'customer', input.id);
    const personHash = putPerson(db, id, editedPerson(db, id, input.person, seen));
    if (personHash === null) return;
    const payload: CustomerEdited = { personHash };
    yield draft(context, 'customer.edited', id, payload);
  });
}

/** The same tag twice, in whatever case, is once. */
export async function tagCustomer(context: Context, input: Deed & { tags: string[] }): Promise<Done> {
  return done(context, 'tag', input, function* ({ db }) {
    const { id } = known(db, 'customer', input.id);
    const payload: CustomerTagged = { tags: mergedTags(input.tags.map(maskCardNumbers)), was: customerTags(db, id) };
    yield draft(context, 'customer.tagged', id, payload);
  });
}

/** Throws Failure customer-unknown, customer-not-settled. */
export async function archiveCustomer(context: Context, input: Deed): Promise<Done> {
  return done(context, 'archive', input, function* ({ db }) {
    const { id, archived } = known(db, 'customer', input.id);
    if (archived) return;
    if (!isSettled(db, id)) throw new Failure('customer-not-settled');
    yield draft(context, 'customer.archived', id, {});
  });
}

export async function restoreCustomer(context: Context, input: Deed): Promise<Done> {
  return done(context, 'restore', input, function* ({ db }) {
    const { id, archived } = known(db, 'customer', input.id);
    if (archived) yield draft(context, 'customer.restored', id, {});
  });
}

export async function noteCustomer(context: Context, input: Deed & { text: string }): Promise<{ id: Id }> {
  const recorded = await act(context, 'note', input, function* ({ db }) {
    const { id: customer } = known(db, 'customer', input.id);
    const subject = context.book.newId();
    const payload: CustomerNoted = { customer, noteHash: putNoteText(db, subject, maskCardNumbers(input.text)) };
    yield draft(context, 'customer.noted', subject, payload);
  });
  return { id: first(recorded) };
}

/** The text goes from the book for good; that there was a note stays. Throws Failure input-invalid. */
export async function eraseNote(context: Context, input: Deed): Promise<Done> {
  return done(context, 'erase-note', input, function* ({ db }) {
    const id = input.id as Id; // from outside: checked by the contract
    if (!one(db, 'SELECT 1 FROM note WHERE uuid = ?', idToBytes(id)))
      throw new Failure('input-invalid', { detail: 'there is no such note' });
    if (!one(db, 'SELECT 1 FROM note_text WHERE uuid = ?', idToBytes(id))) return;
    eraseNoteText(db, id);
    yield draft(context, 'customer.note-erased', id, {});
  });
}

export async function addPayer(context: Context, input: Deed & { person: NewPerson }): Promise<{ id: Id }> {
  const recorded = await act(context, 'add-payer', input, function* ({ db }) {
    const { id: customer } = known(db, 'customer', input.id);
    const subject = context.book.newId();
    const payload: PayerAdded = { customer, personHash: putPerson(db, subject, whole(input.person)) ?? '' };
    yield draft(context, 'payer.added', subject, payload);
  });
  return { id: first(recorded) };
}

/** Throws as `editCustomer` does. */
export async function editPayer(context: Context, { seen, ...input }: Edit): Promise<Done> {
  return done(context, 'edit-payer', input, function* ({ db }) {
    const { id } = known(db, 'payer', input.id);
    const personHash = putPerson(db, id, editedPerson(db, id, input.person, seen));
    if (personHash === null) return;
    const payload: CustomerEdited = { personHash };
    yield draft(context, 'payer.edited', id, payload);
  });
}

/** Whoever got the notices in the payer's name: from now on the customer itself does. */
export async function archivePayer(context: Context, input: Deed): Promise<Done> {
  return done(context, 'archive-payer', input, function* ({ db }) {
    const { id, archived } = known(db, 'payer', input.id);
    if (archived) return;
    yield draft(context, 'payer.archived', id, {});
    const payload: ContactNamed = { payer: null };
    for (const { uuid } of all<{ uuid: Buffer }>(db, 'SELECT uuid FROM customer WHERE contact = ?', idToBytes(id)))
      yield draft(context, 'customer.contact-named', idFromBytes(uuid), payload);
  });
}

/** Throws Failure customer-unknown, also for a payer of somebody else. */
export async function nameContact(context: Context, input: Deed & { payer: string | null }): Promise<Done> {
  return done(context, 'name-contact', input, function* ({ db }) {
    const { id } = known(db, 'customer', input.id);
    const payer = input.payer === null ? null : payerOf(db, id, input.payer);
    const payload: ContactNamed = { payer, was: contactOf(db, id) };
    yield draft(context, 'customer.contact-named', id, payload);
  });
}

/** The contract's answer where there is nothing to tell. */
type Done = Record<string, never>;

async function done<Input extends { request: string }>(
  context: Context,
  what: string,
  input: Input,
  decide: (facts: Facts) => Generator<EventDraft>,
): Promise<Done> {
  await act(context, what, input, decide);
  return {};
}

async function act<Input extends { request: string }>(
  context: Context,
  what: string,
  { request, ...input }: Input,
  decide: (facts: Facts) => Generator<EventDraft>,
): Promise<Recorded> {
  await context.healthy;
  const { book, operator, source } = context;
  if (!isId(request)) throw new Failure('input-invalid', { detail: 'the request has no id' });
  const recorded = record(book, { request, operator, source, input: { what, ...input } }, decide);
  if (!recorded.repeated) context.changed(['customers', 'book']);
  return recorded;
}

function draft({ clock }: Context, kind: string, subject: Id, payload: object): EventDraft {
  return { kind, subject, occurredAt: clock.now(), payload };
}

function first({ subjects }: Recorded): Id {
  const id = subjects[0];
  if (!id) throw new Error('a deed without an event');
  return id;
}

function editedPerson(db: Db, id: Id, wish: PersonFields, seen: PersonSeen | undefined): PersonFields {
  return seen ? overPresent(wish, seen, personOf(db, idToBytes(id))) : wish;
}

function whole({ name, email, phone, address, country, language, taxId }: NewPerson): Person {
  return {
    ...{ name, email: email ?? null, phone: phone ?? null, address: address ?? [] },
    ...{ country: country ?? null, language: language ?? null, taxId: taxId ?? null },
  };
}

function known(db: Db, table: 'customer' | 'payer', id: string): { id: Id; archived: boolean } {
  const text =
    table === 'customer'
      ? 'SELECT archived_at FROM customer WHERE uuid = ?'
      : 'SELECT archived_at FROM payer WHERE uuid = ?';
  const row = isId(id) ? one<{ archived_at: number | null }>(db, text, idToBytes(id)) : undefined;
  if (!isId(id) || !row) throw new Failure('customer-unknown', { id });
  if (table === 'customer') knownCustomer(db, id);
  return { id, archived: row.archived_at !== null };
}

function payerOf(db: Db, customer: Id, payer: string): Id {
  const text = `SELECT 1 FROM payer y JOIN customer c ON c.id = y.customer
    WHERE y.uuid = ? AND c.uuid = ? AND y.archived_at IS NULL`;
  if (!isId(payer) || !one(db, text, idToBytes(payer), idToBytes(customer)))
    throw new Failure('customer-unknown', { id: payer });
  return payer;
}

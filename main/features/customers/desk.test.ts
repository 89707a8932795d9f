import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { replayed, verified } from '../../../test/support/checks';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { page, customer as pulledCustomer } from '../../../test/support/told';
import type { Context } from '../../context';
import { one, run } from '../../db/sql';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { ingest } from '../sync/ingest';
import type { CustomerFilter, PersonFields } from './contract';
import {
  addCustomer,
  addPayer,
  archiveCustomer,
  archivePayer,
  editCustomer,
  editPayer,
  eraseNote,
  nameContact,
  noteCustomer,
  restoreCustomer,
  tagCustomer,
} from './desk';
import { customerDetail } from './detail';
import { customerCount } from './query';

let of: StockedBook;
let context: Context;

beforeEach(() => {
  of = stockedBook();
  const rest = { operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {} };
  context = { book: of.book, clock: of.clock, ...rest } as unknown as Context;
  onTestFinished(() => {
    expect(verified(of.book.db).findings).toEqual([]);
    expect(replayed(of.book.db).differences).toEqual([]);
  });
});

const countOf = (filter: CustomerFilter) =>
  customerCount.run(of.book.db, { filter, today: of.book.dayOf(of.clock.at) });
const detail = (id: Id) => customerDetail.run(of.book.db, { id, today: of.book.dayOf(of.clock.at) });
const asked = (id: Id) => ({ request: of.book.newId(), id });
const events = () => one<{ n: number }>(of.book.db, 'SELECT count(*) AS n FROM event')?.n;
const ana: PersonFields = {
  ...{ name: 'Ana Díaz', email: 'ana@example.com', phone: '+34 600', address: ['Calle 1', '28001 Madrid'] },
  ...{ country: 'ES', language: 'es', taxId: 'ESX1234567Z' },
};

test('a customer is edited: every field stands, and the same request or the same data adds nothing', async () => {
  const { id } = await addCustomer(context, { request: of.book.newId(), name: 'Ana' });
  const input = { ...asked(id), person: ana };
  await editCustomer(context, input);
  await editCustomer(context, input);
  const before = events();
  await editCustomer(context, { ...asked(id), person: ana });
  expect(events()).toBe(before);
  expect(detail(id)).toMatchObject({ row: { name: 'Ana Díaz', country: 'ES' }, taxId: 'ESX1234567Z', byHand: true });
});

test('two windows edit the same customer: each one’s change stands, and what both changed is refused to the later', async () => {
  const { id } = await addCustomer(context, { request: of.book.newId(), ...ana });
  const edit = (part: Partial<PersonFields>) =>
    editCustomer(context, { ...asked(id), person: { ...ana, ...part }, seen: ana });
  await edit({ name: 'Ana Díaz S.L.' });
  await edit({ email: 'facturas@example.com' });
  expect(detail(id).row).toMatchObject({ name: 'Ana Díaz S.L.', email: 'facturas@example.com' });
  await expect(edit({ name: 'Ana D.' })).rejects.toMatchObject({ code: 'person-changed' });
  await edit({ name: 'Ana Díaz S.L.', phone: null });
  expect(detail(id)).toMatchObject({ row: { name: 'Ana Díaz S.L.' }, phone: null });
});

test('two windows edit the same payer, as they may a customer', async () => {
  const { id } = await addCustomer(context, { request: of.book.newId(), name: 'Ana' });
  const payer = await addPayer(context, { ...asked(id), person: ana });
  const edit = (part: Partial<PersonFields>) =>
    editPayer(context, { ...asked(payer.id), person: { ...ana, ...part }, seen: ana });
  await edit({ address: ['Calle 2'] });
  await edit({ taxId: null });
  expect(detail(id).payers[0]).toMatchObject({ address: ['Calle 2'], taxId: null });
  await expect(edit({ address: [] })).rejects.toMatchObject({ code: 'person-changed' });
});

test('what a person wrote of a customer stands, whatever the gateway says later', async () => {
  const act = { operator: 'ada', source: 'test' };
  ingest(of.book, act, 'stripe', [page({ customers: [pulledCustomer('cus_1')] })], null);
  const text = idFromBytes(one<{ uuid: Buffer }>(of.book.db, 'SELECT uuid FROM customer')?.uuid ?? Buffer.alloc(16));
  const heard = (name: string) =>
    ingest(of.book, act, 'stripe', [page({ customers: [pulledCustomer('cus_1', { name })] })], null);
  heard('As Stripe says');
  expect(detail(text).row.name).toBe('As Stripe says');
  await editCustomer(context, { ...asked(text), person: ana });
  heard('As Stripe says later');
  expect(detail(text).row.name).toBe('Ana Díaz');
});

test('tags are found by, and the same one in another case is once', async () => {
  const id = of.customer('Rhein');
  await tagCustomer(context, { ...asked(id), tags: ['VIP', 'reseller', 'vip'] });
  expect(detail(id).row.tags).toEqual(['vip', 'reseller']);
  expect(countOf({ text: 'reseller' })).toBe(1);
  await tagCustomer(context, { ...asked(id), tags: [] });
  expect(countOf({ text: 'reseller' })).toBe(0);
});

test('only a settled customer is archived; it leaves the lists and nothing else, and comes back', async () => {
  const id = of.customer('Gone');
  of.payment({ customer: id, amount: 5_000, currency: 'EUR' });
  await expect(archiveCustomer(context, asked(id))).rejects.toMatchObject({ code: 'customer-not-settled' });
  of.purchase(id, 5_000, 'EUR');
  const pending = { customer: id, amount: 1, currency: 'EUR', status: 'Pending', reason: 'waiting-bank' } as const;
  of.payment({ ...pending, externalId: 'pi_waits' });
  await expect(archiveCustomer(context, asked(id))).rejects.toMatchObject({ code: 'customer-not-settled' });
  const other = of.customer('Settled');
  await archiveCustomer(context, asked(other));
  expect(countOf({})).toBe(1);
  expect(countOf({ archived: true })).toBe(1);
  await restoreCustomer(context, asked(other));
  expect(countOf({})).toBe(2);
});

test('notes name who wrote them and when; a text that is taken out is gone, the note stays', async () => {
  const id = of.customer('Noted');
  const { id: first } = await noteCustomer(context, { ...asked(id), text: 'Pays late. Card 4242 4242 4242 4242' });
  await noteCustomer(context, { ...asked(id), text: 'Called back' });
  const [latest, earlier] = detail(id).notes;
  expect(latest).toMatchObject({ text: 'Called back', operator: 'ada', at: of.clock.at });
  expect(earlier?.text).not.toContain('4242 4242 4242');
  await eraseNote(context, asked(first));
  await eraseNote(context, asked(first));
  expect(detail(id).notes.map((note) => note.text)).toEqual(['Called back', null]);
  await expect(eraseNote(context, asked(of.book.newId()))).rejects.toMatchObject({ code: 'input-invalid' });
});

test('a note whose text was changed behind the book’s back is a finding', async () => {
  const id = of.customer('Altered');
  const { id: note } = await noteCustomer(context, { ...asked(id), text: 'Owes us nothing' });
  run(of.book.db, "UPDATE note_text SET text = 'Owes us much' WHERE uuid = ?", idToBytes(note));
  expect(verified(of.book.db).findings).toMatchObject([{ check: 'chain', where: expect.stringContaining('note') }]);
  run(of.book.db, "UPDATE note_text SET text = 'Owes us nothing' WHERE uuid = ?", idToBytes(note));
});

test('payers are added, edited and archived; an archived one gets no notices', async () => {
  const id = of.customer('Company');
  const { id: payer } = await addPayer(context, { ...asked(id), person: { name: 'Ben' } });
  await editPayer(context, { ...asked(payer), person: { ...ana, name: 'Ben Díaz' } });
  await nameContact(context, { ...asked(id), payer });
  expect(detail(id)).toMatchObject({ contact: payer, payers: [{ name: 'Ben Díaz', taxId: 'ESX1234567Z' }] });
  const other = of.customer('Other');
  await expect(nameContact(context, { ...asked(other), payer })).rejects.toMatchObject({ code: 'customer-unknown' });
  await archivePayer(context, asked(payer));
  expect(detail(id)).toMatchObject({ contact: null, payers: [{ archivedAt: of.clock.at }] });
});

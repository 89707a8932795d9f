/** Everything that staff can do with a customer by hand, and sets of changes, made and taken back. The book must hold two customers. */
import { call } from '@orpc/server';
import { all } from '../../main/db/sql';
import type { Deed } from '../../main/features/changes/contract';
import { type ChangesContext, changesHandlers } from '../../main/features/changes/handlers';
import * as desk from '../../main/features/customers/desk';
import { mergeCustomers, mergePreview } from '../../main/features/customers/merging';
import type { Book } from '../../main/journal/record';
import { idFromBytes } from '../../main/kernel/id';
import { made, undone } from './changing';

export async function keepByHand(book: Book): Promise<void> {
  const rest = { operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {} };
  // What these deeds use of a context.
  const context = { book, clock: book.clock, ...rest } as unknown as ChangesContext;
  const ids = all<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer ORDER BY id LIMIT 2').map((row) =>
    idFromBytes(row.uuid),
  );
  const [id = '', other = ''] = ids;
  const asked = () => ({ request: book.newId(), id });
  const nobody = { email: null, phone: null, address: [], country: null, language: null, taxId: null };
  await desk.editCustomer(context, { ...asked(), person: { ...nobody, name: 'Kept', taxId: 'ESX1234567Z' } });
  const { id: payer } = await desk.addPayer(context, { ...asked(), person: { name: 'Ben' } });
  await desk.editPayer(context, { request: book.newId(), id: payer, person: { ...nobody, name: 'Ben Díaz' } });
  await desk.nameContact(context, { ...asked(), payer });
  await desk.archivePayer(context, { request: book.newId(), id: payer });
  const { id: note } = await desk.noteCustomer(context, { ...asked(), text: 'A mistake' });
  await desk.eraseNote(context, { request: book.newId(), id: note });
  await desk.noteCustomer(context, { ...asked(), text: 'Pays late' });
  const { id: gone } = await desk.addCustomer(context, { request: book.newId(), name: 'Gone' });
  await desk.archiveCustomer(context, { request: book.newId(), id: gone });
  await desk.restoreCustomer(context, { request: book.newId(), id: gone });
  const { id: twin } = await desk.addCustomer(context, { request: book.newId(), name: 'Twin' });
  const { id: survivor } = await desk.addCustomer(context, { request: book.newId(), name: 'Twin of Twin' });
  await desk.noteCustomer(context, { request: book.newId(), id: twin, text: 'The same as the other' });
  const { seen } = mergePreview.run(book.db, { customer: twin, survivor, today: book.dayOf(book.clock.now()) });
  await mergeCustomers(context, { request: book.newId(), customer: twin, survivor, seen });
  for (const add of [['vip'], ['reseller']]) {
    const deed: Deed = { deed: 'tag-customers', add, remove: [] };
    await made(context, deed, [id, other]);
  }
  const last = await call(changesHandlers.last, undefined, { context });
  await undone(context, last?.id ?? '');
}

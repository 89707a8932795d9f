/** Ctrl+Z: the last thing that an operator did is taken back where its kind allows, and says why where it does not. */
import { call } from '@orpc/server';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { act } from '../../../test/support/book';
import { balances, replayed, verified } from '../../../test/support/checks';
import { type InvoiceWorld, invoiceWorld, issueOne, line, recordPayment, topUp } from '../../../test/support/invoices';
import { staffedBook } from '../../../test/support/staff';
import { all, one } from '../../db/sql';
import { record } from '../../journal/record';
import { adjustDrafts } from '../credits/adjusting';
import * as desk from '../customers/desk';
import { customerTags } from '../customers/desk-events';
import { invoiceInputSchema } from '../invoices/contract';
import { credit, pay, save } from '../invoices/deeds';
import type { PaymentRecorded } from '../payments/events';
import { receive } from '../taking/receiving';
import { type ChangesContext, changesHandlers } from './handlers';

let of: InvoiceWorld;
let context: ChangesContext;

beforeEach(() => {
  of = invoiceWorld();
  context = of.context as unknown as ChangesContext;
  onTestFinished(() => {
    expect(verified(of.book.db).findings).toEqual([]);
    expect(replayed(of.book.db).differences).toEqual([]);
  });
});

const asked = () => ({ request: of.book.newId(), id: of.customer });
const last = () => call(changesHandlers.lastOwn, undefined, { context });
async function undo() {
  const found = await last();
  return call(changesHandlers.undoOwn, { request: of.book.newId(), event: found?.event ?? 0 }, { context });
}
const notes = () => all<{ n: number }>(of.book.db, 'SELECT count(*) AS n FROM note WHERE withdrawn_at IS NULL')[0]?.n;

test('one after the other, from the last to the first', async () => {
  await desk.tagCustomer(context, { ...asked(), tags: ['vip'] });
  await desk.noteCustomer(context, { ...asked(), text: 'Called' });
  await desk.archiveCustomer(context, asked());
  const archived = () => one<{ n: number }>(of.book.db, 'SELECT count(archived_at) AS n FROM customer')?.n;
  expect(await last()).toMatchObject({ kind: 'customer.archived', set: null, problem: null });
  await undo();
  expect([archived(), notes()]).toEqual([0, 1]);
  await undo();
  expect([notes(), all(of.book.db, 'SELECT 1 FROM note_text')]).toEqual([0, []]);
  await undo();
  expect(customerTags(of.book.db, of.customer)).toEqual([]);
  // Adding the customer itself is what is left, and that stays.
  expect(await last()).toMatchObject({ kind: 'customer.added', problem: { code: 'not-undoable' } });
  await expect(undo()).rejects.toThrow('not-undoable');
});

test('an adjustment goes by its opposite, a draft by being dropped', async () => {
  record(of.book, { request: of.book.newId(), operator: 'ada', source: 'screen', input: 1 }, (facts) =>
    adjustDrafts(of.book, facts, {
      ...{ customer: of.customer, amount: '7.00', currency: 'EUR', reason: 'goodwill', note: 'A gift' },
    }),
  );
  await undo();
  expect(balances(of.book.db)).toEqual({});
  const content = invoiceInputSchema.parse({
    customer: of.customer,
    currency: 'EUR',
    dueDay: '2026-03-15',
    lines: [line()],
  });
  await save(context, { request: of.book.newId(), content, issue: false });
  expect(await last()).toMatchObject({ kind: 'invoice.drafted', problem: null });
  await undo();
  expect(all(of.book.db, 'SELECT 1 FROM invoice')).toEqual([]);
});

test('an issued invoice stays, and says so', async () => {
  await issueOne(of);
  expect(await last()).toMatchObject({ problem: { code: 'not-undoable' } });
});

test('it says which one: the invoice and the credit note by their numbers, the customer by its name, money by its amount', async () => {
  const invoice = await issueOne(of);
  expect((await last())?.about).toMatch(/^INV-\S+ · Nova Hosting$/);
  await credit(of.context, { request: of.book.newId(), id: invoice, amount: '21.00', reason: 'Half' });
  expect(await last()).toMatchObject({ kind: 'invoice.credited', money: { amount: '21.00', currency: 'EUR' } });
  expect((await last())?.about).toMatch(/^CN-\S+ · INV-\S+ · Nova Hosting$/);
  await desk.noteCustomer(context, { ...asked(), text: 'Called' });
  expect(await last()).toMatchObject({ kind: 'customer.noted', about: 'Nova Hosting', money: null });
  await desk.tagCustomer(context, { ...asked(), tags: ['vip'] });
  expect(await last()).toMatchObject({ kind: 'customer.tagged', about: 'Nova Hosting' });
  record(of.book, { request: of.book.newId(), operator: 'ada', source: 'screen', input: 1 }, (facts) =>
    adjustDrafts(of.book, facts, {
      ...{ customer: of.customer, amount: '7.00', currency: 'EUR', reason: 'goodwill', note: 'A gift' },
    }),
  );
  expect(await last()).toMatchObject({ about: 'A gift · Nova Hosting', money: { amount: '7.00', currency: 'EUR' } });
});

test('what was changed again since stays, also when somebody else did it', async () => {
  await desk.tagCustomer(context, { ...asked(), tags: ['vip'] });
  const ben = { ...context, operator: 'ben' };
  expect(await call(changesHandlers.lastOwn, undefined, { context: ben })).toBeNull();
  await desk.tagCustomer(ben, { ...asked(), tags: ['vip', 'late'] });
  expect(await last()).toMatchObject({ problem: { code: 'changed-since' } });
  await expect(undo()).rejects.toThrow('changed-since');
});

test('who gets the notices goes back to who got them before', async () => {
  const { id: payer } = await desk.addPayer(context, { ...asked(), person: { name: 'Ben' } });
  await desk.nameContact(context, { ...asked(), payer });
  await undo();
  expect(one(of.book.db, 'SELECT 1 FROM customer WHERE contact IS NOT NULL')).toBeUndefined();
});

test('an adjustment above its limit takes a second operator to take back, as to give', async () => {
  const { ada, bo, cy, customer, newId } = staffedBook({ 'adjustment EUR': 10_000 });
  const { id } = await bo.credits.adjust({
    ...{ request: newId(), customer, currency: 'EUR', reason: 'goodwill', amount: '150.00', note: 'Sorry' },
  });
  await cy.approvals.approve({ request: newId(), id });
  const mine = await cy.changes.lastOwn();
  expect(mine?.problem?.code).toBe('approval-needed');
  await ada.approvals.setLimit({ request: newId(), act: 'adjustment', currency: 'EUR', amount: null });
  await bo.credits.adjust({
    request: newId(),
    customer,
    currency: 'EUR',
    reason: 'goodwill',
    amount: '90.00',
    note: 'x',
  });
  await ada.approvals.setLimit({ request: newId(), act: 'adjustment', currency: 'EUR', amount: '10.00' });
  expect((await bo.changes.lastOwn())?.problem).toMatchObject({ code: 'approval-needed', params: { limit: '10.00' } });
});

test('an invoice paid from credit is due again; a transfer received for an invoice takes the invoice along', async () => {
  const invoice = await issueOne(of);
  topUp(of, 20_000);
  const before = balances(of.book.db);
  await pay(context, { request: of.book.newId(), customer: of.customer, currency: 'EUR', invoices: [invoice] });
  expect(await last()).toMatchObject({ kind: 'credit.applied', problem: null });
  await undo();
  expect(balances(of.book.db)).toEqual(before);
  const waiting = { gateway: 'bank-transfer', method: 'bank-transfer', status: 'Pending', reason: 'waiting-bank' };
  const payment = recordPayment(of.book, {
    ...({ ...waiting, externalId: undefined } as Partial<PaymentRecorded>), // from outside: as a test writes it
    ...{ customer: of.customer, amount: 12_100 },
  });
  const awaited = { payment };
  record(of.book, act(of.book), () => [
    { kind: 'invoice.awaited', subject: invoice, occurredAt: of.clock.now(), payload: awaited },
  ]);
  const evidence = { day: '2026-02-27', note: 'Statement 9' };
  const input = { request: of.book.newId(), currency: 'EUR', amount: '121.00', evidence };
  const parts = [{ payment, amount: '121.00', restPending: false }];
  const by = { request: input.request, operator: 'ada', source: 'screen', input };
  await receive(context, by, { ...input, parts });
  const open = () => one<{ open: number }>(of.book.db, 'SELECT open FROM invoice')?.open;
  expect([open(), (await last())?.problem]).toEqual([0, null]);
  await undo();
  expect([open(), balances(of.book.db)]).toEqual([12_100, before]);
});

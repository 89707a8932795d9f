import { call } from '@orpc/server';
import { expect, onTestFinished, test } from 'vitest';
import { act } from '../../../test/support/book';
import { made, undoable, undone } from '../../../test/support/changing';
import { balances, replayed, verified } from '../../../test/support/checks';
import { resultOf } from '../../../test/support/importing';
import {
  addCustomer,
  type InvoiceWorld,
  invoiceWorld,
  issueOne,
  recordPayment,
  topUp,
} from '../../../test/support/invoices';
import { staffedBook } from '../../../test/support/staff';
import { bankAccount, statementOf } from '../../../test/support/statements';
import { issue } from '../../../test/support/vouchers';
import { one } from '../../db/sql';
import { record } from '../../journal/record';
import { type Id, idToBytes } from '../../kernel/id';
import { chargeable } from '../charges/facts';
import { adjustDrafts } from '../credits/adjusting';
import { expireCredits } from '../credits/expiring';
import { mergeCustomers, mergePreview } from '../customers/merging';
import { credit as credited } from '../invoices/deeds';
import { matchingHandlers } from '../matching/handlers';
import type { PaymentRefunded } from '../payments/reversal-events';
import type { Deed, UndoPreview } from './contract';
import type { ChangesContext } from './handlers';

function world() {
  const of: InvoiceWorld = invoiceWorld();
  const { book, customer } = of;
  onTestFinished(() => {
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
  });
  const context = of.context as unknown as ChangesContext;
  const transfer = (amount: number, more: object = {}) =>
    recordPayment(book, {
      ...{ gateway: 'bank-transfer', method: 'bank-transfer', status: 'Pending', reason: 'waiting-bank' },
      ...{ externalId: undefined, customer, amount, ...more },
    });
  return {
    ...{ ...of, transfer },
    make: (deed: Deed, ids: Id[]) => made(context, deed, ids),
    undo: (id: string) => undone(context, id),
    whys: async (id: string) => (await undoable(context, id)).items.map(({ problem }) => problem?.code ?? 'goes back'),
    labels: async (id: string) => (await undoable(context, id)).items.map(({ label }) => label),
    invoice: (id: Id) =>
      one<{ open: number; paid: number }>(book.db, 'SELECT open, paid FROM invoice WHERE uuid = ?', idToBytes(id)),
    status: (id: Id) => one<{ status: string }>(book.db, 'SELECT status FROM payment WHERE uuid = ?', idToBytes(id)),
  };
}

const received: Deed = { deed: 'receive-payments', day: '2026-02-27', note: 'Statement 9' };

test('a set of voided invoices stays void, and each says why', async () => {
  const of = world();
  const set = await of.make({ deed: 'void-invoices', reason: 'Sent twice' }, [await issueOne(of), await issueOne(of)]);
  expect(await of.whys(set)).toEqual(['invoice-void-stands', 'invoice-void-stands']);
  const before = balances(of.book.db);
  await expect(of.undo(set)).rejects.toThrow('invoice-void-stands');
  expect(balances(of.book.db)).toEqual(before);
});

test('a set of voided vouchers stays void, and each says why', async () => {
  const of = world();
  const { vouchers } = issue(of.book);
  const set = await of.make({ deed: 'void-vouchers', way: 'kept', reason: 'Lost' }, vouchers);
  expect(await of.whys(set)).toEqual(vouchers.map(() => 'voucher-void-stands'));
  await expect(of.undo(set)).rejects.toThrow('voucher-void-stands');
});

test('transfers marked as received wait again, their credit with them, once', async () => {
  const of = world();
  const before = balances(of.book.db);
  const [first, second] = [of.transfer(4_000), of.transfer(500)];
  const set = await of.make(received, [first, second]);
  expect(balances(of.book.db)).toMatchObject({ 'clearing:bank-transfer EUR': 4_500 });
  expect(await of.whys(set)).toEqual(['goes back', 'goes back']);
  expect(await of.undo(set)).toEqual({ undone: 2, stayed: 0 });
  expect(balances(of.book.db)).toEqual(before);
  expect([first, second].map((id) => of.status(id)?.status)).toEqual(['Pending', 'Pending']);
  await expect(of.undo(set)).rejects.toThrow('change-set-undone');
  // And they can be received after all.
  await of.make(received, [first, second]);
  expect(balances(of.book.db)).toMatchObject({ 'clearing:bank-transfer EUR': 4_500 });
});

test('a transfer that paid its invoice waits again with the set, and the invoice is due again', async () => {
  const of = world();
  const invoice = await issueOne(of);
  const paying = of.transfer(15_000);
  const awaited = { payment: paying };
  record(of.book, act(of.book), () => [
    { kind: 'invoice.awaited', subject: invoice, occurredAt: of.clock.now(), payload: awaited },
  ]);
  const before = balances(of.book.db);
  const set = await of.make(received, [paying]);
  expect(of.invoice(invoice)).toMatchObject({ open: 0, paid: 12_100 });
  expect(await of.undo(set)).toEqual({ undone: 1, stayed: 0 });
  expect(balances(of.book.db)).toEqual(before);
  expect(of.invoice(invoice)).toMatchObject({ open: 12_100, paid: 0 });
  expect(of.status(paying)?.status).toBe('Pending');
  // No gateway took anything back: it is not told as a charge that was returned.
  expect(chargeable(of.book.db, invoice)).toMatchObject({ returned: false, underWay: true });
  await of.make(received, [paying]);
  expect(of.invoice(invoice)).toMatchObject({ open: 0, paid: 12_100 });
});

test('of transfers marked as received, what was spent, matched, refunded or given to another stays, and says why', async () => {
  const of = world();
  const { book } = of;
  const ids = [of.transfer(500), of.transfer(4_000)];
  const [first, second] = ids as [Id, Id];
  const set = await of.make(received, ids);
  const spent = await issueOne(of);
  const paid = await of.make({ deed: 'pay-invoices-from-credit' }, [spent]);
  expect(await of.whys(set)).toEqual(['receipt-spent', 'receipt-spent']);
  await expect(of.undo(set)).rejects.toThrow('receipt-spent');
  expect(await of.undo(paid)).toEqual({ undone: 1, stayed: 0 });
  const { lines } = statementOf(book, bankAccount(book), [{ amount: 4_000 }]);
  const tied = [{ kind: 'payment' as const, id: second }];
  await call(matchingHandlers.match, { request: book.newId(), lines, tied, booked: [] }, { context: of.context });
  const refund: PaymentRefunded = {
    ...{ gateway: 'bank-transfer', externalId: 're_1', refund: book.newId(), customer: of.customer },
    ...{ amount: 100, currency: 'EUR', status: 'completed', split: { credit: 100, receivable: 0 } },
  };
  record(book, act(book), () => [
    { kind: 'payment.refunded', subject: first, occurredAt: book.clock.now(), payload: refund },
  ]);
  expect(await of.whys(set)).toEqual(['receipt-matched', 'receipt-returned']);
  await expect(of.undo(set)).rejects.toThrow('receipt-matched');
});

test('invoices paid from credit are due again, each lot has back what it gave, and the set goes back once', async () => {
  const of = world();
  const invoices = [await issueOne(of), await issueOne(of)];
  topUp(of, 20_000);
  const before = balances(of.book.db);
  const set = await of.make({ deed: 'pay-invoices-from-credit' }, invoices);
  expect(invoices.map((id) => of.invoice(id)?.open)).toEqual([0, 4_200]);
  expect(await of.whys(set)).toEqual(['goes back', 'goes back']);
  expect(await of.undo(set)).toEqual({ undone: 2, stayed: 0 });
  expect(balances(of.book.db)).toEqual(before);
  expect(invoices.map((id) => of.invoice(id))).toEqual(invoices.map(() => ({ open: 12_100, paid: 0 })));
  await expect(of.undo(set)).rejects.toThrow('change-set-undone');
  // As if it had never been: void, and paid anew.
  await of.make({ deed: 'void-invoices', reason: 'Sent twice' }, [invoices[0] as Id]);
  await of.make({ deed: 'pay-invoices-from-credit' }, [invoices[1] as Id]);
  expect(of.invoice(invoices[1] as Id)).toEqual({ open: 0, paid: 12_100 });
});

test('of invoices paid from credit, what a credit note gave back or a merge moved stays, and says why; the others go back', async () => {
  const of = world();
  const invoices = [await issueOne(of), await issueOne(of)];
  topUp(of, 30_000);
  const set = await of.make({ deed: 'pay-invoices-from-credit' }, invoices);
  await credited(of.context, { request: of.book.newId(), id: invoices[0] as Id, amount: '21.00', reason: 'Half' });
  expect(await of.whys(set)).toEqual(['goes back', 'applied-credited']);
  // And which: who reads the reason must know of what.
  const number = one<{ number: string }>(
    of.book.db,
    'SELECT number FROM invoice WHERE uuid = ?',
    idToBytes(invoices[0] as Id),
  );
  expect((await of.labels(set)).at(-1)).toMatch(`${number?.number} · `);
  const other = addCustomer(of.book, 'Other');
  const theirs = await issueOne(of, { customer: other });
  topUp(of, 20_000, 'EUR', other);
  const moved = await of.make({ deed: 'pay-invoices-from-credit' }, [theirs]);
  const today = of.book.dayOf(of.clock.now());
  const { seen } = mergePreview.run(of.book.db, { customer: other, survivor: of.customer, today });
  const merging = { request: of.book.newId(), customer: other, survivor: of.customer, seen };
  await mergeCustomers(of.context, merging);
  expect(await of.whys(moved)).toEqual(['customer-merged']);
  expect(await of.undo(set)).toEqual({ undone: 1, stayed: 1 });
  expect(invoices.map((id) => of.invoice(id)?.paid)).toEqual([10_000, 0]);
});

test('granted credit that would have expired meanwhile is not given back without an end', async () => {
  const of = world();
  const { book, customer, clock } = of;
  const grant = { customer, currency: 'EUR', amount: '200.00', reason: 'goodwill' as const, note: 'Sorry' };
  record(book, act(book), (facts) => adjustDrafts(book, facts, { ...grant, expiresOn: '2026-03-10' }));
  const set = await of.make({ deed: 'pay-invoices-from-credit' }, [await issueOne(of)]);
  expect(await of.whys(set)).toEqual(['goes back']);
  clock.at += 30 * 86_400_000;
  expect(expireCredits({ book, operator: 'ada', changed: () => {} })).toBe(1);
  expect(await of.whys(set)).toEqual(['applied-expired']);
});

test('approved adjustments are reversed once, by one operator only up to the limit', async () => {
  const { ada, bo, cy, customer, newId, book } = staffedBook({ 'adjustment EUR': 10_000 });
  const ask = async (amount: string) =>
    (
      await ada.credits.adjust({
        ...{ request: newId(), customer, currency: 'EUR', reason: 'goodwill', amount },
        note: 'Sorry',
      })
    ).id;
  const ids = [await ask('150.00'), await ask('200.00')];
  const end = async <Result>(steps: Promise<AsyncIterator<unknown, Result>>) => resultOf(await steps);
  const wish = { deed: { deed: 'approve-requests' as const }, ids };
  const { plan } = await end(bo.changes.preview(wish));
  const { id } = await end(bo.changes.make({ request: newId(), ...wish, plan }));
  const shown: UndoPreview = await end(cy.changes.undoable({ id }));
  expect(shown.items.map(({ problem }) => problem?.code)).toEqual(['approval-needed', 'approval-needed']);
  await expect(end(cy.changes.undo({ request: newId(), id }))).rejects.toThrow('approval-needed');
  expect(balances(book.db)).toMatchObject({ 'goodwill EUR': 35_000 });
  await ada.approvals.setLimit({ request: newId(), act: 'adjustment', currency: 'EUR', amount: '170.00' });
  expect(await end(cy.changes.undo({ request: newId(), id }))).toEqual({ undone: 1, stayed: 1 });
  expect(balances(book.db)).toMatchObject({ 'goodwill EUR': 20_000 });
  await expect(end(cy.changes.undo({ request: newId(), id }))).rejects.toThrow('change-set-undone');
});

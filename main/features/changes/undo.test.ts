import { call } from '@orpc/server';
import { expect, onTestFinished, test } from 'vitest';
import { undoable, undone } from '../../../test/support/changing';
import { balances, replayed, verified } from '../../../test/support/checks';
import { resultOf } from '../../../test/support/importing';
import { type InvoiceWorld, invoiceWorld, issueOne, recordPayment, topUp } from '../../../test/support/invoices';
import { staffedBook } from '../../../test/support/staff';
import { issue } from '../../../test/support/vouchers';
import { one, run } from '../../db/sql';
import { type Id, idToBytes } from '../../kernel/id';
import type { Deed, UndoPreview } from './contract';
import { type ChangesContext, changesHandlers } from './handlers';

function world() {
  const made: InvoiceWorld = invoiceWorld();
  const { book, customer } = made;
  onTestFinished(() => {
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
  });
  const context = made.context as unknown as ChangesContext;
  const transfer = (amount: number, more: object = {}) =>
    recordPayment(book, {
      ...{ gateway: 'bank-transfer', method: 'bank-transfer', status: 'Pending', reason: 'waiting-bank' },
      ...{ externalId: undefined, customer, amount, ...more },
    });
  return {
    ...{ ...made, transfer },
    async make(deed: Deed, ids: Id[]) {
      const { plan } = await call(changesHandlers.preview, { deed, ids }, { context });
      return (await call(changesHandlers.make, { request: book.newId(), deed, ids, plan }, { context })).id;
    },
    undo: (id: string) => undone(context, id),
    whys: async (id: string) => (await undoable(context, id)).items.map(({ problem }) => problem?.code ?? 'goes back'),
    status: (id: Id) => one<{ status: string }>(book.db, 'SELECT status FROM payment WHERE uuid = ?', idToBytes(id)),
  };
}

const received: Deed = { deed: 'receive-payments', day: '2026-02-27', note: 'Statement 9' };

test('a set of voided invoices stays void, and each says why', async () => {
  const of = world();
  const set = await of.make({ deed: 'void-invoices', reason: 'Sent twice' }, [await issueOne(of), await issueOne(of)]);
  expect(await of.whys(set)).toEqual(['invoice-void-stands', 'invoice-void-stands']);
  const before = balances(of.book.db);
  await expect(of.undo(set)).rejects.toThrow('not-undoable');
  expect(balances(of.book.db)).toEqual(before);
});

test('a set of voided vouchers stays void, and each says why', async () => {
  const of = world();
  const { vouchers } = issue(of.book);
  const set = await of.make({ deed: 'void-vouchers', way: 'kept', reason: 'Lost' }, vouchers);
  expect(await of.whys(set)).toEqual(vouchers.map(() => 'voucher-void-stands'));
  await expect(of.undo(set)).rejects.toThrow('not-undoable');
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

test('of transfers marked as received, what paid an invoice, was spent or is matched stays, and says why', async () => {
  const of = world();
  const [paying, plain] = [of.transfer(500), of.transfer(4_000)];
  const set = await of.make(received, [paying, plain]);
  run(
    of.book.db,
    'INSERT INTO invoice_application (invoice, payment, granted, voucher, paid, at) SELECT i.id, ?, 0, 0, 0, 0 FROM invoice i WHERE i.uuid = ?',
    ...[idToBytes(paying), idToBytes(await issueOne(of))],
  );
  expect(await of.whys(set)).toEqual(['goes back', 'receipt-paid-invoice']);
  run(of.book.db, 'DELETE FROM invoice_application');
  const invoice = await issueOne(of);
  await of.make({ deed: 'pay-invoices-from-credit' }, [invoice]);
  expect(await of.whys(set)).toEqual(['receipt-spent', 'receipt-spent']);
  await expect(of.undo(set)).rejects.toThrow('not-undoable');
  topUp(of, 20_000);
  expect(await of.undo(set)).toEqual({ undone: 2, stayed: 0 });
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
  const { plan } = await bo.changes.preview({ deed: { deed: 'approve-requests' }, ids });
  const { id } = await bo.changes.make({ request: newId(), deed: { deed: 'approve-requests' }, ids, plan });
  const end = async <Result>(steps: Promise<AsyncIterator<unknown, Result>>) => resultOf(await steps);
  const shown: UndoPreview = await end(cy.changes.undoable({ id }));
  expect(shown.items.map(({ problem }) => problem?.code)).toEqual(['approval-needed', 'approval-needed']);
  await expect(end(cy.changes.undo({ request: newId(), id }))).rejects.toThrow('not-undoable');
  expect(balances(book.db)).toMatchObject({ 'goodwill EUR': 35_000 });
  await ada.approvals.setLimit({ request: newId(), act: 'adjustment', currency: 'EUR', amount: '170.00' });
  expect(await end(cy.changes.undo({ request: newId(), id }))).toEqual({ undone: 1, stayed: 1 });
  expect(balances(book.db)).toMatchObject({ 'goodwill EUR': 20_000 });
  await expect(end(cy.changes.undo({ request: newId(), id }))).rejects.toThrow('change-set-undone');
});

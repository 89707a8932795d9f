/** What can be done to many at once: money and requests. Each is looked at first, and says item by item why it cannot take part. */
import { expect, onTestFinished, test } from 'vitest';
import { preview as looked, made } from '../../../test/support/changing';
import { balances, replayed, verified } from '../../../test/support/checks';
import { resultOf } from '../../../test/support/importing';
import {
  addCustomer,
  type InvoiceWorld,
  invoiceWorld,
  issueOne,
  line,
  recordPayment,
  topUp,
} from '../../../test/support/invoices';
import { staffedBook } from '../../../test/support/staff';
import { issue, redeem } from '../../../test/support/vouchers';
import { one } from '../../db/sql';
import { type Id, idToBytes } from '../../kernel/id';
import { invoiceInputSchema } from '../invoices/contract';
import { credit, save, writeOff } from '../invoices/deeds';
import type { ChangePreview, Deed } from './contract';
import type { ChangesContext } from './handlers';

function world() {
  const of: InvoiceWorld = invoiceWorld();
  const { book } = of;
  onTestFinished(() => {
    expect(verified(book.db).findings).toEqual([]);
    expect(replayed(book.db).differences).toEqual([]);
  });
  const context = of.context as unknown as ChangesContext;
  const preview = (deed: Deed, ids: Id[]) => looked(context, deed, ids);
  return {
    ...{ ...of, preview },
    make: (deed: Deed, ids: Id[]) => made(context, deed, ids),
    codes: async (deed: Deed, ids: Id[]) =>
      (await preview(deed, ids)).items.map(({ after, problem }) => problem?.code ?? after),
    invoice: (id: Id) =>
      one<{ open: number; state: string }>(book.db, 'SELECT open, state FROM invoice WHERE uuid = ?', idToBytes(id)),
  };
}

test('chosen invoices are voided in one act; what was paid on, or is void, stays and says why', async () => {
  const of = world();
  const [first, second, paid] = [await issueOne(of), await issueOne(of), await issueOne(of)];
  topUp(of, 100);
  await of.make({ deed: 'pay-invoices-from-credit' }, [paid]);
  const deed: Deed = { deed: 'void-invoices', reason: 'Sent twice' };
  expect(await of.codes(deed, [first, paid, second])).toEqual(['Void', 'invoice-has-payments', 'Void']);
  expect(await of.preview(deed, [first, paid, second])).toMatchObject({
    totals: [{ amount: '242.00', currency: 'EUR' }],
  });
  await of.make(deed, [first, paid, second]);
  expect([first, paid, second].map((id) => of.invoice(id)?.state)).toEqual(['void', 'issued', 'void']);
  expect(await of.codes(deed, [first])).toEqual(['invoice-not-open']);
});

test('credit pays chosen invoices oldest first, each with what those before it left, and never more than is held', async () => {
  const of = world();
  const late = await issueOne(of, { dueDay: '2026-04-15' });
  const early = await issueOne(of, { dueDay: '2026-03-02' });
  const other = addCustomer(of.book, 'Other');
  const theirs = await issueOne(of, { customer: other });
  topUp(of, 15_000);
  const deed: Deed = { deed: 'pay-invoices-from-credit' };
  const shown = await of.preview(deed, [late, theirs, early]);
  expect(shown.items.map(({ id, after, problem }) => [id, problem?.code ?? after])).toEqual([
    [early, '0.00 EUR'],
    [theirs, 'credit-short'],
    [late, '92.00 EUR'],
  ]);
  expect(shown.totals).toEqual([{ amount: '150.00', currency: 'EUR' }]);
  await of.make(deed, [late, theirs, early]);
  expect([early, late, theirs].map((id) => of.invoice(id)?.open)).toEqual([0, 9_200, 12_100]);
  expect(balances(of.book.db)[`credit:${of.customer}:paid EUR`]).toBeUndefined();
});

test('an add-funds invoice is never paid from credit, nor a draft paid or voided, and each says what it is', async () => {
  const of = world();
  topUp(of, 50_000);
  const { tax: _, ...plain } = line();
  const funds = await issueOne(of, { kind: 'add-funds', lines: [plain] });
  const content = invoiceInputSchema.parse({
    ...{ customer: of.customer, currency: 'EUR', dueDay: '2026-03-15', lines: [line()] },
  });
  const { id: draft } = await save(of.context, { request: of.book.newId(), content, issue: false });
  const pays: Deed = { deed: 'pay-invoices-from-credit' };
  expect(new Set(await of.codes(pays, [funds, draft]))).toEqual(new Set(['invoice-adds-funds', 'invoice-still-draft']));
  expect(await of.codes({ deed: 'void-invoices', reason: 'x' }, [draft])).toEqual(['invoice-still-draft']);
  const part = { request: of.book.newId(), id: funds, reason: 'x' };
  await expect(writeOff(of.context, part)).rejects.toThrow('invoice-adds-funds');
  await expect(credit(of.context, part)).rejects.toThrow('invoice-adds-funds');
});

test('Pending transfers are marked as received together; one above its limit takes a second operator, alone', async () => {
  const of = world();
  const { customer, book } = of;
  const waiting = {
    gateway: 'bank-transfer',
    method: 'bank-transfer',
    status: 'Pending',
    reason: 'waiting-bank',
  } as const;
  const transfer = (amount: number) => recordPayment(book, { ...waiting, externalId: undefined, customer, amount });
  const [first, second, done] = [transfer(4_000), transfer(500), recordPayment(book, { customer, amount: 10 })];
  const deed: Deed = { deed: 'receive-payments', day: '2026-02-27', note: 'Statement 9' };
  expect(await of.codes(deed, [first, done, second])).toEqual(['Completed', 'payment-not-pending', 'Completed']);
  const tomorrow: Deed = { ...deed, day: '2026-03-09' };
  expect(await of.codes(tomorrow, [first])).toEqual(['day-to-come']);
  await of.make(deed, [first, second]);
  expect(balances(book.db)).toMatchObject({ 'clearing:bank-transfer EUR': 4_500 });
  const row = one<{ booked_on: string }>(book.db, 'SELECT booked_on FROM payment WHERE uuid = ?', idToBytes(first));
  expect(row?.booked_on).toBe('2026-02-27');
});

test('chosen vouchers of several batches are voided together, the sold ones’ money as it is said', async () => {
  const of = world();
  const gift = issue(of.book);
  const sold = issue(of.book, {
    ...{ name: 'Cards', kind: 'sold', uses: 2, count: 2 },
    paid: { at: 'bank-transfer', note: 'Statement 14', day: '2026-03-01' },
  });
  const [used = '', code = ''] = [gift.codes[0], sold.codes[0]];
  redeem(of.book, of.customer, used);
  redeem(of.book, of.customer, code);
  const ids = [...gift.vouchers, ...sold.vouchers];
  const deed: Deed = { deed: 'void-vouchers', way: 'kept', reason: 'Lost' };
  expect(await of.codes(deed, ids)).toEqual(['voucher-used-up', 'Void', 'Void', 'Void']);
  expect((await of.preview(deed, ids)).totals).toEqual([{ amount: '80.00', currency: 'EUR' }]);
  await of.make(deed, ids);
  expect(balances(of.book.db)).toMatchObject({ 'breakage EUR': -6_000 });
  expect(await of.codes(deed, ids)).toEqual(['voucher-used-up', 'voucher-voided', 'voucher-voided', 'voucher-voided']);
});

test('requests are approved together, but nobody approves their own, also among many', async () => {
  const { ada, bo, cy, customer, newId, book } = staffedBook({ 'adjustment EUR': 10_000 });
  const ask = async (by: typeof ada, amount: string) =>
    (
      await by.credits.adjust({
        request: newId(),
        customer,
        currency: 'EUR',
        reason: 'goodwill',
        amount,
        note: 'Sorry',
      })
    ).id;
  const ids = [await ask(ada, '150.00'), await ask(bo, '200.00'), await ask(bo, '300.00')];
  const deed: Deed = { deed: 'approve-requests' };
  const shown: ChangePreview = await resultOf(await bo.changes.preview({ deed, ids }));
  expect(shown.items.map(({ after, problem }) => problem?.code ?? after)).toEqual([
    'Approved',
    'approval-own',
    'approval-own',
  ]);
  await resultOf(await bo.changes.make({ request: newId(), deed, ids, plan: shown.plan }));
  expect(balances(book.db)).toMatchObject({ 'goodwill EUR': 15_000 });
  const rest = await resultOf(await cy.changes.preview({ deed, ids }));
  expect(rest).toMatchObject({ fits: 2, refused: 1, totals: [{ amount: '500.00', currency: 'EUR' }] });
  await resultOf(await cy.changes.make({ request: newId(), deed, ids, plan: rest.plan }));
  expect(balances(book.db)).toMatchObject({ 'goodwill EUR': 65_000 });
});

/** What each event of an invoice moves, by the rows of docs/architecture.md, What moves; and the rules of invoices. */
import { expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { verified } from '../../../test/support/checks';
import {
  balances,
  detailOf,
  invoicesInEveryState,
  invoiceWorld,
  issueOne,
  line,
  moved,
  recordPayment,
  topUp,
} from '../../../test/support/invoices';
import { all, run } from '../../db/sql';
import { record } from '../../journal/record';
import { replayCheck } from '../../journal/replay';
import type { Id } from '../../kernel/id';
import { credit, pay, recover, save, settleShort, writeOff } from './deeds';
import { awaitPayment, issue, voidInvoice } from './issuing-events';
import { payPreview } from './preview';

type World = ReturnType<typeof invoiceWorld>;
const rowOf = (world: World, id: Id) => detailOf(world, id).row;
const ask = ({ book }: World, id: Id) => ({ request: book.newId(), id });

function payFrom(world: World, invoices?: Id[], amount?: string) {
  const { book, context, customer } = world;
  return pay(context, {
    ...{ request: book.newId(), customer, currency: 'EUR' },
    ...(invoices ? { invoices } : {}),
    ...(amount ? { amount } : {}),
  });
}

/** A Pending payment that was asked for because of an invoice, and then becomes Completed. */
function payment(world: World, invoice: Id, amount: number) {
  const { book, customer } = world;
  const id = recordPayment(book, { customer, amount, status: 'Pending', purpose: 'invoice' });
  record(book, act(book), (read) => awaitPayment(read, invoice, id, { customer, currency: 'EUR' }, book.clock.now()));
  const change = { gateway: 'stripe', customer, amount, currency: 'EUR', providerStatus: '' };
  const happens = (payload: object) =>
    record(book, act(book), () => [
      { kind: 'payment.status-changed', subject: id, occurredAt: book.clock.now(), payload: { ...change, ...payload } },
    ]);
  return {
    id,
    complete: () => happens({ was: 'Pending', status: 'Completed', completedAt: book.clock.now() }),
    takenBack: (split: { credit: number; receivable: number }) =>
      happens({ was: 'Completed', status: 'Cancelled', reason: 'declined', split }),
  };
}

test('service invoice issued: sales -> receivable net, tax:output -> receivable', async () => {
  const world = invoiceWorld();
  const id = await issueOne(world);
  expect(moved(world, id, 'invoice.issued')).toEqual([
    'sales:hosting -> receivable 100.00',
    'tax:output:ES-21 -> receivable 21.00',
  ]);
  expect(rowOf(world, id)).toMatchObject({ status: 'Unpaid', number: 'INV-2026-00001', open: '121.00' });
});

test('add-funds invoice issued: nothing moves, its numbers are a series of their own; paid: as a top-up', async () => {
  const world = invoiceWorld();
  const { tax: _, ...plain } = line({ description: 'Add funds', price: '50.00' });
  const id = await issueOne(world, { kind: 'add-funds', lines: [plain] });
  expect(balances(world)).toEqual({});
  expect(rowOf(world, id).number).toBe('AF-2026-00001');
  payment(world, id, 5_000).complete();
  expect(balances(world)).toEqual({ 'clearing:stripe': '50.00 EUR', 'credit:paid': '-50.00 EUR' });
  expect(rowOf(world, id)).toMatchObject({ status: 'Paid', paid: '50.00', open: '0.00' });
});

test('payment completed, for an invoice: the two steps come to receivable -> clearing; more than due stays paid credit', async () => {
  const world = invoiceWorld();
  const id = await issueOne(world);
  const paid = payment(world, id, 15_000);
  expect(rowOf(world, id).status).toBe('Unpaid');
  paid.complete();
  expect(rowOf(world, id)).toMatchObject({ status: 'Paid', open: '0.00' });
  expect(balances(world)).toEqual({
    ...{ 'clearing:stripe': '150.00 EUR', 'credit:paid': '-29.00 EUR', 'sales:hosting': '-100.00 EUR' },
    'tax:output:ES-21': '-21.00 EUR',
  });
});

test('a payment that names the number of an open invoice of its customer pays it, whoever recorded it', async () => {
  const world = invoiceWorld();
  const id = await issueOne(world);
  const { customer } = world;
  recordPayment(world.book, { customer, amount: 12_100, purpose: 'invoice', reference: 'INV-2026-00001' });
  expect(rowOf(world, id).status).toBe('Paid');
});

test('paid from credit: granted, then voucher, then paid; chosen, or the oldest due day first; partly', async () => {
  const world = invoiceWorld();
  const late = await issueOne(world, { dueDay: '2026-03-20' });
  const early = await issueOne(world, { dueDay: '2026-03-10' });
  topUp(world, 20_000);
  const { customer } = world;
  expect(payPreview(world.book.db, { customer, currency: 'EUR' })).toMatchObject({
    ...{ available: '200.00', left: '0.00', taken: { paid: '200.00' } },
    invoices: [
      { id: early, applied: '121.00' },
      { id: late, applied: '79.00' },
    ],
  });
  await payFrom(world);
  expect(moved(world, early, 'credit.applied')).toEqual(['receivable -> credit:paid 121.00']);
  expect([rowOf(world, early).status, rowOf(world, late).open]).toEqual(['Paid', '42.00']);
  topUp(world, 1_000);
  await payFrom(world, [late], '5.00');
  expect(rowOf(world, late).open).toBe('37.00');
  await expect(payFrom(world, [late], '20.00')).rejects.toMatchObject({ code: 'credit-short' });
  await expect(payFrom(world, [late], '99.00')).rejects.toMatchObject({ code: 'invoice-over-open' });
});

test('paid short by bank costs or withheld tax: the rest stays due, or goes where it is said, with the reason', async () => {
  const world = invoiceWorld();
  const id = await issueOne(world);
  payment(world, id, 10_000).complete();
  expect(rowOf(world, id).open).toBe('21.00');
  const short = (way: 'bank-costs' | 'withheld-tax', amount?: string) =>
    settleShort(world.context, { ...ask(world, id), way, reason: 'Said so', ...(amount ? { amount } : {}) });
  await short('bank-costs', '1.00');
  expect(moved(world, id, 'invoice.short')).toEqual(['receivable -> fees:bank 1.00']);
  await short('withheld-tax');
  expect(moved(world, id, 'invoice.short')).toEqual(['receivable -> tax:input 20.00']);
  expect(rowOf(world, id)).toMatchObject({ status: 'Paid', short: '21.00' });
});

test('credit note: receivable -> sales and tax; what was paid goes back to the same lots; its numbers are a series of their own', async () => {
  const world = invoiceWorld();
  const id = await issueOne(world);
  topUp(world, 10_000);
  await payFrom(world, [id]);
  const half = await credit(world.context, { ...ask(world, id), amount: '60.50', reason: 'Half a month' });
  expect(half.number).toBe('CN-2026-00001');
  expect(moved(world, id, 'invoice.credited')).toEqual([
    'receivable -> tax:output:ES-21 10.50',
    'receivable -> sales:hosting 50.00',
    'credit:paid -> receivable 39.50',
  ]);
  expect(rowOf(world, id)).toMatchObject({ open: '0.00', paid: '60.50', credited: '60.50' });
  expect(detailOf(world, id).notes).toMatchObject([{ total: '60.50', back: '39.50' }]);
  await credit(world.context, { ...ask(world, id), reason: 'The rest' });
  expect(balances(world)).toEqual({ 'clearing:stripe': '100.00 EUR', 'credit:paid': '-100.00 EUR' });
  await expect(credit(world.context, { ...ask(world, id), reason: 'More' })).rejects.toMatchObject({
    code: 'credit-note-too-much',
  });
});

test('credit notes of any sums come to exactly what the invoice said, line by line and tax by tax', async () => {
  const world = invoiceWorld();
  const lines = [
    line({ price: '33.33', quantity: '3' }),
    line({ price: '0.335', product: 'traffic', quantity: '7' }),
    line({ price: '10.01', product: 'domains', tax: { code: 'ES-10', rate: '10' } }),
  ];
  const id = await issueOne(world, { lines });
  for (const amount of ['0.01', '17.77', '50.03'])
    await credit(world.context, { ...ask(world, id), amount, reason: 'Part' });
  await credit(world.context, { ...ask(world, id), reason: 'Rest' });
  expect(balances(world)).toEqual({});
  expect(detailOf(world, id).lines.every(({ net, credited }) => net === credited)).toBe(true);
});

test('void: exact reversal, only with nothing applied; the number stays used', async () => {
  const world = invoiceWorld();
  const { book } = world;
  const id = await issueOne(world);
  const gone = (of: Id) => record(book, act(book), (read) => voidInvoice(read, of, 'Twice', book.clock.now()));
  gone(id);
  expect(balances(world)).toEqual({});
  expect(rowOf(world, id)).toMatchObject({ status: 'Void', number: 'INV-2026-00001', open: '0.00' });
  const next = await issueOne(world);
  expect(rowOf(world, next).number).toBe('INV-2026-00002');
  topUp(world, 100);
  await payFrom(world, [next]);
  expect(() => gone(next)).toThrow('invoice-has-payments');
});

test('write-off: receivable -> bad-debt; recovered: reversed, then paid', async () => {
  const world = invoiceWorld();
  const id = await issueOne(world);
  await writeOff(world.context, { ...ask(world, id), reason: 'Insolvent' });
  expect(moved(world, id, 'invoice.written-off')).toEqual(['receivable -> bad-debt 121.00']);
  expect(rowOf(world, id)).toMatchObject({ status: 'Paid', writtenOff: '121.00' });
  await recover(world.context, { ...ask(world, id), reason: 'They paid' });
  expect(moved(world, id, 'invoice.recovered')).toEqual(['bad-debt -> receivable 121.00']);
  payment(world, id, 12_100).complete();
  expect(rowOf(world, id)).toMatchObject({ status: 'Paid', writtenOff: '0.00', paid: '121.00' });
});

test('direct-debit return: an invoice it had paid is due again', async () => {
  const world = invoiceWorld();
  const id = await issueOne(world);
  const paid = payment(world, id, 12_100);
  paid.complete();
  paid.takenBack({ credit: 0, receivable: 12_100 });
  expect(rowOf(world, id)).toMatchObject({ status: 'Unpaid', open: '121.00', paid: '0.00' });
  expect(balances(world).receivable).toBe('121.00 EUR');
});

test('numbers are without gaps, also when issuing is refused, and rise with their days', async () => {
  const world = invoiceWorld();
  const { book, clock, context } = world;
  await issueOne(world);
  await expect(issueOne(world, { lines: [line({ price: '0' })] })).rejects.toMatchObject({ code: 'invoice-empty' });
  clock.at += 86_400_000;
  const second = await issueOne(world);
  const draft = await save(context, {
    ...{ request: book.newId(), issue: false },
    content: { ...detailContent(world), lines: [{ ...line(), product: 'hosting' }] },
  });
  const back = () => record(book, act(book), (read) => issue(read, draft.id, '2026-03-01' as never, clock.now()));
  expect(back).toThrow('invoice-day');
  expect(rowOf(world, second).number).toBe('INV-2026-00002');
  const third = await issueOne(world);
  expect(rowOf(world, third).number).toBe('INV-2026-00003');
});

function detailContent({ customer }: World) {
  return { kind: 'service' as const, customer, currency: 'EUR', dueDay: '2026-04-01', note: '' };
}

test('the same request twice issues one invoice', async () => {
  const world = invoiceWorld();
  const request = world.book.newId();
  const content = { ...detailContent(world), lines: [{ ...line(), product: 'hosting' }] };
  const first = await save(world.context, { request, content, issue: true });
  expect(await save(world.context, { request, content, issue: true })).toEqual(first);
  expect(all(world.book.db, 'SELECT 1 FROM invoice')).toHaveLength(1);
});

test('overdue is the day after the due day, in the book’s time zone', async () => {
  const world = invoiceWorld();
  const id = await issueOne(world, { dueDay: '2026-03-01' });
  expect(rowOf(world, id).status).toBe('Unpaid');
  world.clock.at = Date.UTC(2026, 2, 1, 23, 30);
  expect(rowOf(world, id)).toMatchObject({ status: 'Overdue', daysOverdue: 1 });
});

test('replay gives the same rows, whatever happened to invoices', async () => {
  const world = invoiceWorld();
  await invoicesInEveryState(world.book);
  const steps = replayCheck(world.book.db, world.book.kinds);
  let step = steps.next();
  while (!step.done) step = steps.next();
  expect(step.value).toMatchObject({ differences: [] });
  expect(verified(world.book.db)).toMatchObject({ ok: true, findings: [] });
  run(world.book.db, "UPDATE invoice SET paid = paid + 1, open = open - 1 WHERE number = 'INV-2026-00001'");
  const wrong = verified(world.book.db).findings.filter(({ check }) => check === 'rollup');
  expect(wrong.map(({ where }) => where)).toEqual(['invoice INV-2026-00001']);
});

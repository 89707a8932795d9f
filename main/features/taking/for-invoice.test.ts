/** A payment that is taken because of an invoice: by invoice, by transfer, by a gateway; its parts, its return and its refund. */
import { expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { deskWorld } from '../../../test/support/desk';
import { balances, detailOf, issueOne, recordPayment } from '../../../test/support/invoices';
import { all, one } from '../../db/sql';
import { record } from '../../journal/record';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { readRfReference } from '../../kernel/rf-reference';
import { awaitPayment } from '../invoices/issuing-events';
import { paymentDetail } from '../payments/detail';
import { takeInputSchema } from './contract';
import { type Receiving, receivePart } from './received-events';
import { refund, type TakingContext, take } from './taking';

function open() {
  const world = deskWorld();
  const { book, clock, customer, desk } = world;
  const rest = { operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {}, outbox: desk };
  const context = { book, clock, ...rest } as unknown as TakingContext;
  const ask = (more: object) =>
    take(
      context,
      takeInputSchema.parse({
        ...{ request: book.newId(), customer, currency: 'EUR', amount: '121.00', description: 'Invoice' },
        ...more,
      }),
    );
  const came = (payment: Id, amount: number) => {
    const evidence = { day: book.dayOf(clock.now()), note: 'Statement 7' };
    const of: Receiving = { newId: book.newId, currency: 'EUR', at: clock.now(), nowMs: clock.now(), evidence };
    record(book, act(book), (read) => receivePart(read, of, { payment, customer: null, amount, restPending: true }));
  };
  return { ...world, context, ask, came };
}

const invoiceOf = ({ book }: ReturnType<typeof open>, payment: string) =>
  idFromBytes(
    one<{ uuid: Buffer }>(
      book.db,
      'SELECT i.uuid FROM invoice_payment p JOIN invoice i ON i.id = p.invoice WHERE p.payment = ?',
      idToBytes(payment),
    )?.uuid ?? Buffer.alloc(16),
  );

test('invoice: issues an invoice with a payment reference, Pending until it is paid', async () => {
  const world = open();
  const taken = await world.ask({ via: { by: 'invoice' }, amount: '50.00', purpose: 'top-up' });
  expect(taken).toMatchObject({ status: 'Pending', reason: 'waiting-bank', attempt: null });
  expect(readRfReference(taken.reference)).toBe(taken.reference);
  expect(world.payment(taken.payment as Id)).toMatchObject({ method: 'invoice', gateway: 'bank-transfer' });
  const invoice = invoiceOf(world, taken.payment);
  expect(detailOf(world, invoice).row).toMatchObject({ kind: 'add-funds', status: 'Unpaid', open: '50.00' });
  expect(balances(world)).toEqual({});
  world.came(taken.payment as Id, 5_000);
  expect(detailOf(world, invoice).row.status).toBe('Paid');
  expect(balances(world)).toEqual({ 'clearing:bank-transfer': '50.00 EUR', 'credit:paid': '-50.00 EUR' });
});

test('a transfer that pays a part: the rest is awaited for the same invoice, under the same reference and method', async () => {
  const world = open();
  const invoice = await issueOne(world);
  const taken = await world.ask({ via: { by: 'invoice' }, invoice });
  world.came(taken.payment as Id, 10_000);
  expect(detailOf(world, invoice).row).toMatchObject({ open: '21.00', paid: '100.00' });
  const rest = all<{ uuid: Buffer; method: string; amount: number; reference: string }>(
    world.book.db,
    "SELECT uuid, method, amount, reference FROM payment WHERE status = 'Pending'",
  )[0];
  expect(rest).toMatchObject({ method: 'invoice', amount: 2_100, reference: taken.reference });
  world.came(idFromBytes(rest?.uuid ?? Buffer.alloc(16)), 3_000);
  expect(detailOf(world, invoice).row).toMatchObject({ status: 'Paid', paid: '121.00' });
  expect(balances(world)['credit:paid']).toBe('-9.00 EUR');
});

test('a gateway’s payment for an invoice pays it in the act that learns that it is Completed', async () => {
  const world = open();
  const invoice = await issueOne(world);
  const { payment } = await world.ask({
    ...{ via: { by: 'page', gateway: 'stripe' }, invoice },
  });
  expect(world.payment(payment as Id)).toMatchObject({ purpose: 'invoice', status: 'Pending' });
  const change = {
    gateway: 'stripe',
    customer: world.customer,
    amount: 12_100,
    currency: 'EUR',
    providerStatus: 'paid',
  };
  const { clock, book } = world;
  const payload = { ...change, was: 'Pending', status: 'Completed', completedAt: clock.now() };
  const recorded = record(book, act(book), () => [
    { kind: 'payment.status-changed', subject: payment as Id, occurredAt: clock.now(), payload },
  ]);
  expect(recorded.count).toBe(2);
  expect(detailOf(world, invoice).row.status).toBe('Paid');
});

test('another customer’s invoice is refused, and nothing is created', async () => {
  const world = open();
  const invoice = await issueOne(world);
  const other = all<{ uuid: Buffer }>(world.book.db, 'SELECT uuid FROM customer ORDER BY id')[1];
  const before = world.book.db.prepare('SELECT count(*) AS n FROM event').get();
  const customer = idFromBytes(other?.uuid ?? Buffer.alloc(16));
  await expect(world.ask({ via: { by: 'invoice' }, invoice, customer })).rejects.toMatchObject({
    code: 'input-invalid',
  });
  expect(world.book.db.prepare('SELECT count(*) AS n FROM event').get()).toEqual(before);
});

function paidInvoice(world: ReturnType<typeof open>, invoice: Id, amount: number): Id {
  const { book, customer, clock } = world;
  const payment = recordPayment(book, { customer, amount, status: 'Pending', purpose: 'invoice' });
  record(book, act(book), (read) => awaitPayment(read, invoice, payment, { customer, currency: 'EUR' }, clock.now()));
  const change = { gateway: 'stripe', customer, amount, currency: 'EUR', providerStatus: 'paid' };
  const payload = { ...change, was: 'Pending', status: 'Completed', completedAt: clock.now() };
  record(book, act(book), () => [
    { kind: 'payment.status-changed', subject: payment, occurredAt: clock.now(), payload },
  ]);
  return payment;
}

test('refund of an invoice payment: credit note first; to credit it is the credit note, in one act', async () => {
  const world = open();
  const { context, book } = world;
  const invoice = await issueOne(world);
  const payment = paidInvoice(world, invoice, 10_000);
  const asked = (to: 'method' | 'credit', amount?: string) =>
    refund(context, { request: book.newId(), payment, to, draft: true, ...(amount ? { amount } : {}) });
  await expect(asked('method')).rejects.toMatchObject({ code: 'refund-needs-credit-note' });
  expect(await asked('credit', '60.00')).toEqual({ attempt: null, approval: null });
  expect(detailOf(world, invoice).row).toMatchObject({ paid: '40.00', open: '21.00', credited: '60.00' });
  expect(balances(world)['credit:paid']).toBe('-60.00 EUR');
  await asked('credit');
  expect(detailOf(world, invoice).row).toMatchObject({ paid: '0.00', open: '21.00', credited: '100.00' });
  // Now it is a top-up like any other.
  await expect(asked('credit')).rejects.toMatchObject({ code: 'refund-already-credit' });
  expect((await asked('method')).attempt).not.toBeNull();
});

test('refunded at the gateway without a credit note: what is not covered by credit is due on the invoice again', async () => {
  const world = open();
  const { book, customer, clock } = world;
  const invoice = await issueOne(world);
  const payment = paidInvoice(world, invoice, 12_100);
  const refunded = book.newId();
  const money = { gateway: 'stripe', customer, amount: 12_100, currency: 'EUR', refund: refunded };
  const split = { credit: 0, receivable: 12_100 };
  const happens = (kind: string, payload: object) =>
    record(book, act(book), () => [{ kind, subject: payment, occurredAt: clock.now(), payload }]);
  happens('payment.refunded', { ...money, externalId: 're_1', status: 'completed', split });
  expect(detailOf(world, invoice).row).toMatchObject({ open: '121.00', paid: '0.00' });
  expect(balances(world).receivable).toBe('121.00 EUR');
  happens('payment.refund-changed', { ...money, was: 'completed', status: 'failed', split });
  expect(detailOf(world, invoice).row).toMatchObject({ status: 'Paid', paid: '121.00' });
  expect(balances(world).receivable).toBeUndefined();
});

test('more than is open: the payment tells which invoice it pays, by how much, and by what it was shown', async () => {
  const world = open();
  const invoice = await issueOne(world);
  const taken = await world.ask({ via: { by: 'bank-transfer' }, invoice, amount: '150.00' });
  const told = () => paymentDetail.run(world.book.db, taken.payment);
  const number = detailOf(world, invoice).row.number ?? '';
  expect(told().invoices).toEqual([{ id: invoice, number, kind: 'service', paid: '0.00' }]);
  world.came(taken.payment as Id, 15_000);
  expect(told().invoices).toEqual([{ id: invoice, number, kind: 'service', paid: '121.00' }]);
  expect(told().events.find(({ kind }) => kind === 'payment.status-changed')?.params.evidence).toBe('Statement 7');
  const paying = detailOf(world, invoice).events.filter(({ kind }) => kind === 'credit.applied');
  expect(paying).toMatchObject([{ amount: '121.00', payment: taken.payment }]);
  expect(balances(world)['credit:paid']).toBe('-29.00 EUR');
});

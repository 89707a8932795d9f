/** Invoices for tests: drafted and issued through what the handlers do, in a book in memory. */
import { onTestFinished } from 'vitest';
import type { Context } from '../../main/context';
import { putPerson } from '../../main/db/person';
import { all, one } from '../../main/db/sql';
import { type InvoiceInput, invoiceInputSchema, type LineInput } from '../../main/features/invoices/contract';
import { credit, pay, promise, recover, save, settleShort, writeOff } from '../../main/features/invoices/deeds';
import { invoiceDetail } from '../../main/features/invoices/detail';
import { voidInvoice } from '../../main/features/invoices/issuing-events';
import { setTaxRelief } from '../../main/features/invoices/tax-relief';
import type { PaymentRecorded } from '../../main/features/payments/events';
import { type Book, record } from '../../main/journal/record';
import { type Id, idFromBytes, idToBytes } from '../../main/kernel/id';
import { toDecimal } from '../../main/kernel/money';
import { act, memoryBook, type TestClock, testClock } from './book';

export interface InvoiceWorld {
  book: Book;
  clock: TestClock;
  context: Context;
  customer: Id;
}

export function addCustomer(book: Book, name: string): Id {
  const customer = book.newId();
  record(book, act(book), function* ({ db }) {
    const person = { name, email: null, phone: null, address: [], country: null, language: null };
    const payload = { personHash: putPerson(db, customer, person) ?? '' };
    yield { kind: 'customer.added', subject: customer, occurredAt: book.clock.now(), payload };
  });
  return customer;
}

export function invoiceWorld(): InvoiceWorld {
  const clock = testClock();
  const book = memoryBook(clock);
  onTestFinished(() => {
    book.db.close();
  });
  const context = {
    ...{ book, clock, operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {} },
  } as unknown as Context;
  return { book, clock, context, customer: addCustomer(book, 'Nova Hosting') };
}

/** 100.00 net at 21 %: 121.00. */
export const line = (more: Partial<LineInput> = {}): LineInput => ({
  ...{ description: 'Web hosting', product: 'hosting', quantity: '1', price: '100.00' },
  tax: { code: 'ES-21', rate: '21' },
  ...more,
});

/** An issued invoice, due in two weeks; a test states only what it is about. */
export async function issueOne(
  { context, book, customer }: InvoiceWorld,
  more: Partial<InvoiceInput> = {},
): Promise<Id> {
  const content = invoiceInputSchema.parse({
    customer,
    currency: 'EUR',
    dueDay: '2026-03-15',
    lines: [line()],
    ...more,
  });
  return (await save(context, { request: book.newId(), content, issue: true })).id;
}

/** A Completed top-up: paid credit. */
export function topUp({ book, customer }: InvoiceWorld, minor: number, currency = 'EUR', of: Id = customer): Id {
  return recordPayment(book, { customer: of, amount: minor, currency });
}

export function recordPayment(book: Book, more: Partial<PaymentRecorded>): Id {
  const id = book.newId();
  const at = book.clock.now();
  const payload: PaymentRecorded = {
    ...{ gateway: 'stripe', externalId: `ch_${id}`, amount: 0, currency: 'EUR', status: 'Completed', method: 'card' },
    ...{ providerStatus: 'succeeded', description: 'Top-up', reference: '', createdAt: at },
    ...(more.status === undefined || more.status === 'Completed' ? { completedAt: at } : {}),
    ...more,
  };
  record(book, act(book), () => [{ kind: 'payment.recorded', subject: id, occurredAt: at, payload }]);
  return id;
}

export const detailOf = ({ book }: Pick<InvoiceWorld, 'book'>, id: Id) =>
  invoiceDetail.run(book.db, { id, today: book.dayOf(book.clock.now()) });

/** The kept balances of all accounts that are not zero, as decimal text by name; the customer's id is left out. */
export function balances({ book, customer }: InvoiceWorld): Record<string, string> {
  const rows = all<{ name: string; currency: string; minor: number }>(
    book.db,
    'SELECT a.name, b.currency, b.minor FROM balance b JOIN account a ON a.id = b.account WHERE b.minor <> 0 ORDER BY a.name',
  );
  return Object.fromEntries(
    rows.map(({ name, currency, minor }) => [
      name.replace(`:${customer}`, ''),
      `${toDecimal(minor, currency)} ${currency}`,
    ]),
  );
}

/** The transfers of a subject's last event of a kind, as `from -> to amount`. */
export function moved({ book, customer }: InvoiceWorld, id: Id, kind: string): string[] {
  const seq = one<{ seq: number }>(
    book.db,
    'SELECT seq FROM event WHERE subject = ? AND kind = ? ORDER BY seq DESC LIMIT 1',
    idToBytes(id),
    kind,
  )?.seq;
  return all<{ f: string; t: string; minor: number; currency: string }>(
    book.db,
    `SELECT f.name AS f, t.name AS t, g.minor, g.currency FROM posting g JOIN account f ON f.id = g.from_account
     JOIN account t ON t.id = g.to_account WHERE g.event = ? ORDER BY g.n`,
    seq ?? 0,
  ).map(({ f, t, minor, currency }) => `${f} -> ${t} ${toDecimal(minor, currency)}`.replaceAll(`:${customer}`, ''));
}

/** Everything that can happen to an invoice. The book must hold a customer. */
export async function invoicesInEveryState(book: Book): Promise<void> {
  const uuid = one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM customer ORDER BY id')?.uuid ?? Buffer.alloc(16);
  const customer = idFromBytes(uuid);
  const context = {
    ...{ book, clock: book.clock, operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {} },
  } as unknown as Context;
  const world: InvoiceWorld = { book, clock: book.clock as TestClock, context, customer };
  const due = { dueDay: book.dayOf(book.clock.now()) };
  const asked = (id: Id) => ({ request: book.newId(), id });
  const content = invoiceInputSchema.parse({ customer, currency: 'EUR', ...due, lines: [line()] });
  const draft = (await save(context, { request: book.newId(), content, issue: false })).id;
  await save(context, { request: book.newId(), id: draft, content, issue: false });
  const dropped = (await save(context, { request: book.newId(), content, issue: false })).id;
  record(book, act(book), () => [
    { kind: 'invoice.dropped', subject: dropped, occurredAt: book.clock.now(), payload: {} },
  ]);
  const [open, paid, short, lost, gone] = await Promise.all([1, 2, 3, 4, 5].map(() => issueOne(world, due)));
  if (!open || !paid || !short || !lost || !gone) throw new Error('five were issued');
  await promise(context, { ...asked(open), day: due.dueDay, note: 'Called' });
  topUp(world, 20_000);
  await pay(context, { request: book.newId(), customer, currency: 'EUR', invoices: [paid] });
  await credit(context, { ...asked(paid), amount: '60.50', reason: 'Cancelled in the middle of the month' });
  await settleShort(context, { ...asked(short), amount: '1.00', way: 'bank-costs', reason: 'Costs of their bank' });
  await settleShort(context, { ...asked(short), way: 'withheld-tax', reason: 'Certificate 12' });
  setTaxRelief(book.db, true);
  await writeOff(context, { ...asked(lost), reason: 'Insolvent' });
  await recover(context, { ...asked(lost), amount: '21.00', reason: 'Paid by the administrator' });
  record(book, act(book), (read) => voidInvoice(read, gone, 'Issued twice', book.clock.now()));
  const funds = await issueOne(world, {
    ...due,
    kind: 'add-funds',
    lines: [{ description: 'Add funds', quantity: '1', price: '50' }],
  });
  const payment = recordPayment(book, {
    customer: world.customer,
    amount: 5_000,
    status: 'Pending',
    reason: 'waiting-bank',
  });
  record(book, act(book), () => [
    { kind: 'invoice.awaited', subject: funds, occurredAt: book.clock.now(), payload: { payment } },
  ]);
  const change = { gateway: 'stripe', customer: world.customer, amount: 5_000, currency: 'EUR', providerStatus: '' };
  const happens = (payload: object) =>
    record(book, act(book), () => [
      { kind: 'payment.status-changed', subject: payment, occurredAt: book.clock.now(), payload },
    ]);
  happens({ ...change, was: 'Pending', status: 'Completed', completedAt: book.clock.now() });
  happens({
    ...change,
    was: 'Completed',
    status: 'Cancelled',
    reason: 'declined',
    split: { credit: 5_000, receivable: 0 },
  });
}

/** What can happen to invoices: the world counts what each deed must change for the customer, and what the book may refuse. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { one } from '../../main/db/sql';
import { applyCredit } from '../../main/features/invoices/applying-events';
import { creditInvoice } from '../../main/features/invoices/crediting-events';
import { deferredStill, deferredSums, setSpreadsRevenue } from '../../main/features/invoices/deferring';
import { type InvoiceFacts, invoiceFacts, openInvoices } from '../../main/features/invoices/facts';
import { awaitPayment, contentFrom, issue, voidInvoice } from '../../main/features/invoices/issuing-events';
import type { InvoiceShort, InvoiceWrittenOff } from '../../main/features/invoices/money-events';
import { releaseMonths } from '../../main/features/invoices/releasing';
import type { EventDraft } from '../../main/journal/event';
import { type Facts, record } from '../../main/journal/record';
import { Failure } from '../../main/kernel/failure';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { shortWays } from '../../main/kernel/invoice';
import { toDecimal } from '../../main/kernel/money';
import { addDays } from '../../main/kernel/time';
import { act } from '../support/book';
import * as told from '../support/told';
import { amount, currencies, customerOf, nth, steps } from './step';
import type { World } from './world';

const owner = fc.constantFrom('cus_1', 'cus_2', 'cus_3');

/** Does it, or is refused with words for people; then nothing was recorded. Gives whether it was done. */
function tries(world: World, decide: (read: Facts, at: number) => Iterable<EventDraft>): boolean {
  try {
    record(world.book, act(world.book, world.invoices.length), (read) => decide(read, world.clock.now()));
    return true;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'expected') return false;
    throw error;
  }
}

const newInvoice = fc.record({
  customer: owner,
  currency: fc.constantFrom(...currencies),
  amount,
  quantity: fc.constantFrom('1', '3', '0.5', '1.25'),
  rate: fc.constantFrom('21', '10', '0', '7.75'),
  second: fc.option(amount),
  dueIn: fc.integer({ min: 0, max: 30 }),
  /** Days of service from the day of issue on, and whether the book spreads its revenue over them. */
  serves: fc.option(fc.integer({ min: 0, max: 400 })),
  spread: fc.boolean(),
});

export const issuesInvoice = steps('issuesInvoice', newInvoice, (world, wish) => {
  const customer = customerOf(world, wish.customer);
  if (!customer) return;
  const { book } = world;
  const id = book.newId();
  const { currency, rate, quantity } = wish;
  const day = book.dayOf(world.clock.now());
  const tax = { code: 'T', rate };
  const line = (minor: number, more: object) => ({
    ...{ description: 'Hosting', product: 'hosting', quantity, price: toDecimal(minor, currency), tax, ...more },
  });
  setSpreadsRevenue(book.db, wish.spread);
  const period = wish.serves === null ? {} : { from: day, to: addDays(day, wish.serves) };
  const lines = [
    line(wish.amount, period),
    ...(wish.second ? [line(wish.second, { product: 'traffic', quantity: '1' })] : []),
  ];
  let total = 0;
  const done = tries(world, function* (read, at) {
    const due = addDays(day, wish.dueIn);
    const content = contentFrom({ kind: 'service', customer, currency, note: '', dueDay: due, lines });
    total = content.total;
    yield { kind: 'invoice.drafted', subject: id, occurredAt: at, payload: content };
    yield* issue(read, id, day, at);
  });
  if (done) world.invoices.push({ id, customer: world.ownerNow(wish.customer), currency });
  if (done) world.owed.push({ customer: world.ownerNow(wish.customer), currency, amount: total });
});

const share = fc.integer({ min: 1, max: 100 });
const partOf = (sum: number, percent: number) => Math.max(1, Math.floor((sum / 100) * percent));

/** Of a customer who has an invoice; mostly one who was paid for just before, for chance alone hardly ever brings both together. */
export const paysFromCredit = steps(
  'paysFromCredit',
  fc.record({ nth, amount, funds: fc.boolean(), isAll: fc.boolean(), part: fc.option(share) }),
  (world, { nth: wanted, amount: sum, funds, isAll, part }) => {
    const known = world.invoices[wanted % Math.max(1, world.invoices.length)];
    const customer = known && customerOf(world, known.customer);
    if (!known || !customer) return;
    const { currency } = known;
    const name = `pi_${world.now.payments.size}`;
    if (funds) {
      const paid = { amount: sum, currency, customer: known.customer, settlement: null, createdAt: world.clock.now() };
      world.now.payments.set(name, told.payment(name, { status: 'Completed', ...paid }));
      world.tell([name]);
    }
    tries(world, (read, at) => {
      const invoices = isAll ? openInvoices(read.db, customer, currency) : [invoiceFacts(read.db, known.id)];
      const open = invoices.reduce((all, one) => all + one.open, 0);
      const limit = part === null ? null : Math.min(partOf(open, part), sum);
      return applyCredit(read, customer, currency, invoices, limit, at);
    });
  },
);

/** An invoice of the world, and what its customer owes less for by a deed. */
function onInvoice(
  world: World,
  wanted: number,
  decide: (read: Facts, of: InvoiceFacts, at: number) => { less: number; drafts: Iterable<EventDraft> } | null,
): void {
  const known = world.invoices[wanted % Math.max(1, world.invoices.length)];
  if (!known) return;
  let less = 0;
  const done = tries(world, (read, at) => {
    const decided = decide(read, invoiceFacts(read.db, known.id), at);
    less = decided?.less ?? 0;
    return decided?.drafts ?? [];
  });
  if (done && less !== 0) world.owed.push({ customer: known.customer, currency: known.currency, amount: -less });
}

export const creditsInvoice = steps('creditsInvoice', fc.record({ nth, share }), (world, wish) => {
  const { book } = world;
  onInvoice(world, wish.nth, (read, of, at) => {
    const sum = partOf(of.total, wish.share);
    const credit = { note: book.newId(), amount: sum, reason: 'Test', day: book.dayOf(at), payment: null };
    return { less: sum, drafts: creditInvoice(read, of.id, credit, at) };
  });
});

export const voidsInvoice = steps('voidsInvoice', nth, (world, wanted) => {
  onInvoice(world, wanted, (read, of, at) => ({ less: of.total, drafts: voidInvoice(read, of.id, 'Test', at) }));
});

export const settlesShort = steps(
  'settlesShort',
  fc.record({ nth, share, way: fc.constantFrom(...shortWays) }),
  (world, wish) => {
    onInvoice(world, wish.nth, (_read, { id, open, customer, currency }, at) => {
      if (open === 0) return null;
      const sum = partOf(open, wish.share);
      const payload: InvoiceShort = { customer, currency, amount: sum, way: wish.way, reason: 'Test' };
      return { less: sum, drafts: [{ kind: 'invoice.short', subject: id, occurredAt: at, payload }] };
    });
  },
);

export const writesOff = steps('writesOff', fc.record({ nth, share, back: fc.boolean() }), (world, wish) => {
  onInvoice(world, wish.nth, (_read, { id, open, writtenOff, customer, currency }, at) => {
    const of = wish.back ? writtenOff : open;
    if (of === 0) return null;
    const sum = partOf(of, wish.share);
    const payload: InvoiceWrittenOff = { customer, currency, amount: sum, reason: 'Test' };
    const kind = wish.back ? 'invoice.recovered' : 'invoice.written-off';
    return { less: wish.back ? -sum : sum, drafts: [{ kind, subject: id, occurredAt: at, payload }] };
  });
});

/** A payment is asked for because of an invoice; what becomes of it is told later, as of any other. */
export const asksForInvoice = steps('asksForInvoice', fc.record({ nth, amount }), (world, wish) => {
  const known = world.invoices[wish.nth % Math.max(1, world.invoices.length)];
  if (!known) return;
  const { currency } = known;
  const name = `pi_${world.now.payments.size}`;
  const more = {
    status: 'Pending',
    amount: wish.amount,
    currency,
    customer: known.customer,
    settlement: null,
  } as const;
  world.now.payments.set(name, told.payment(name, { ...more, createdAt: world.clock.now() }));
  world.tell([name]);
  const payment = paymentNamed(world, name);
  const customer = customerOf(world, known.customer);
  if (payment && customer)
    tries(world, (read, at) => awaitPayment(read, known.id, payment, { customer, currency }, at));
});

function paymentNamed({ book }: World, name: string): Id | null {
  const row = one<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM payment WHERE external_id = ?', name);
  return row ? idFromBytes(row.uuid) : null;
}

/** Months pass, and what was invoiced for them is sold: what stands deferred then is what invoices say of later months, no more and no less. */
export const releases = steps('releases', fc.integer({ min: 0, max: 40 }), ({ book, clock, invoices }, days) => {
  clock.at += days * 86_400_000;
  releaseMonths({ book, operator: 'schedule', changed: () => {} });
  const month = book.dayOf(clock.now()).slice(0, 7);
  // A clock that was set back over the end of a month finds that month released already.
  const last = one<{ month: string | null }>(
    book.db,
    "SELECT max(payload ->> '$.month') AS month FROM event WHERE kind = 'revenue.released'",
  )?.month;
  const upTo = last && last > month ? last : month;
  const said = new Map<string, number>();
  for (const { id, currency } of invoices)
    for (const part of deferredStill(book.db, id).deferred ?? []) {
      const key = `${part.month} ${part.product} ${currency}`;
      if (part.month > upTo) said.set(key, (said.get(key) ?? 0) + part.net);
    }
  const held = deferredSums(book.db, null)
    .filter((sum) => sum.month > upTo || sum.month <= month)
    .map((sum) => [`${sum.month} ${sum.product} ${sum.currency}`, sum.net]);
  expect(Object.fromEntries(held)).toEqual(Object.fromEntries([...said].filter(([, net]) => net !== 0)));
});

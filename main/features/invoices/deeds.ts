/** What people do with invoices: checked, decided and recorded in one act each. */
import type { z } from 'zod';
import type { Context } from '../../context';
import { knownCustomer } from '../../db/known-customer';
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { type Act, type Facts, record } from '../../journal/record';
import { positiveAmount } from '../../kernel/amount';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import { applyCredit } from './applying-events';
import { isBeingCharged, refuseWhileCharged } from './charging-events';
import type { invoiceInputSchema, invoicesContract } from './contract';
import { creditInvoice } from './crediting-events';
import type { InvoicePromised } from './events';
import { type InvoiceFacts, invoiceFacts, openInvoice, openInvoices, refuseAddFunds } from './facts';
import { contentFrom, issue } from './issuing-events';
import type { InvoiceShort, InvoiceWrittenOff } from './money-events';
import type { InvoiceContent } from './shapes';
import { givesTaxRelief, reliefBackOf, reliefIn, type TaxRelief } from './tax-relief';

type Inputs = {
  [Name in keyof typeof invoicesContract]: z.output<
    NonNullable<(typeof invoicesContract)[Name]['~orpc']['inputSchema']>
  >;
};
export type InputOf<Name extends keyof Inputs> = Inputs[Name];

export const idOf = (text: string) => text as Id; // from outside: checked by the contract
export const dayOf = (text: string) => text as Day; // from outside: checked by the contract

export const todayOf = ({ book, clock }: Context): Day => book.dayOf(clock.now());

function actOf(context: Context, what: string, { request, ...input }: { request: string }): Act {
  const { operator, source } = context;
  return { request: idOf(request), operator, source, input: { what, ...input } };
}

/** One act on invoices. Gives the subjects of its events. */
export async function act(
  context: Context,
  what: string,
  input: { request: string },
  decide: (read: Facts, at: number) => Iterable<EventDraft>,
): Promise<Id[]> {
  await context.healthy;
  const recorded = record(context.book, actOf(context, what, input), (read) => decide(read, context.clock.now()));
  context.changed(['invoices', 'customers', 'payments']);
  return recorded.subjects;
}

export function numberOf(db: Db, id: Id): string | null {
  return one<{ number: string | null }>(db, 'SELECT number FROM invoice WHERE uuid = ?', idToBytes(id))?.number ?? null;
}

function contentOf(db: Db, input: z.output<typeof invoiceInputSchema>): InvoiceContent {
  const customer = idOf(input.customer);
  const payer = input.payer === undefined ? undefined : idOf(input.payer);
  knownCustomer(db, customer);
  const isOurs = 'SELECT 1 FROM payer y JOIN customer c ON c.id = y.customer WHERE y.uuid = ? AND c.uuid = ?';
  if (payer !== undefined && !one(db, isOurs, idToBytes(payer), idToBytes(customer)))
    throw new Failure('customer-unknown', { id: payer });
  const { kind, currency, dueDay, note, lines } = input;
  for (const { from, to } of lines) if (from && to && to < from) throw new Failure('days-reversed', { from, to });
  if (kind === 'add-funds' && lines.some(({ tax }) => tax))
    throw new Failure('input-invalid', { detail: 'adding funds is outside tax' });
  return contentFrom({
    ...{ kind, customer, currency, dueDay, note },
    ...(payer ? { payer } : {}),
    lines: lines.map(({ tax, from, to, ...line }) => ({
      ...line,
      ...(tax ? { tax } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
    })),
  });
}

/** Throws Failure invoice-unknown, invoice-not-draft, invoice-empty, customer-unknown, days-reversed, input-invalid. */
export async function save(context: Context, input: InputOf<'save'>): Promise<{ id: Id; number: string | null }> {
  const subjects = await act(context, 'save', input, function* (read, at) {
    const content = contentOf(read.db, input.content);
    const known = input.id === undefined ? null : invoiceFacts(read.db, input.id);
    if (known && known.state !== 'draft') throw new Failure('invoice-not-draft', { number: known.number });
    const id = known?.id ?? context.book.newId();
    const kind = known ? 'invoice.changed' : 'invoice.drafted';
    yield { kind, subject: id, occurredAt: at, payload: content };
    if (input.issue) yield* issue(read, id, todayOf(context), at);
  });
  const id = subjects[0];
  if (!id) throw new Error('an invoice without an event');
  return { id, number: numberOf(context.book.db, id) };
}

/** Throws Failure invoice-day for a day that is yet to come. */
export function issueDay(context: Context, day: string | undefined): Day {
  const today = todayOf(context);
  if (day !== undefined && day > today) throw new Failure('invoice-day', { last: today });
  return day === undefined ? today : dayOf(day);
}

interface PayWish {
  customer: string;
  currency: string;
  invoices?: string[] | undefined;
  amount?: string | undefined;
}

/**
 * The invoices that are meant, in order; where none are named, those that are not being charged. Throws Failure invoice-unknown,
 * invoice-still-draft, invoice-adds-funds, invoice-not-open, invoice-being-charged, input-invalid.
 */
export function chosen(db: Db, wish: PayWish): InvoiceFacts[] {
  const customer = idOf(wish.customer);
  if (!wish.invoices)
    return openInvoices(db, customer, wish.currency).filter((invoice) => !isBeingCharged(db, invoice));
  return wish.invoices.map((id) => {
    const invoice = openInvoice(db, id);
    refuseAddFunds(invoice);
    if (invoice.customer !== customer || invoice.currency !== wish.currency)
      throw new Failure('input-invalid', { detail: `${invoice.number} cannot be paid from this credit` });
    refuseWhileCharged(db, invoice);
    return invoice;
  });
}

/** Throws Failure invoice-over-open for more than the invoices have open. */
export function limitOf(invoices: readonly InvoiceFacts[], { amount, currency }: PayWish): number | null {
  if (amount === undefined) return null;
  const limit = positiveAmount(amount, currency);
  const open = invoices.reduce((sum, invoice) => sum + invoice.open, 0);
  if (limit > open) throw new Failure('invoice-over-open', { open: toDecimal(open, currency), currency });
  return limit;
}

export async function pay(context: Context, input: InputOf<'pay'>): Promise<{ invoices: Id[] }> {
  const subjects = await act(context, 'pay', input, function* (read, at) {
    const invoices = chosen(read.db, input);
    yield* applyCredit(read, idOf(input.customer), input.currency, invoices, limitOf(invoices, input), at);
  });
  return { invoices: subjects };
}

/** Throws Failure invoice-unknown, credit-note-too-much, invoice-not-open. */
export async function credit(context: Context, input: InputOf<'credit'>): Promise<{ number: string }> {
  const { book } = context;
  await act(context, 'credit', input, function* (read, at) {
    const invoice = invoiceFacts(read.db, input.id);
    const { currency } = invoice;
    refuseWhileCharged(read.db, invoice);
    const amount = input.amount === undefined ? null : positiveAmount(input.amount, currency);
    const wish = { note: book.newId(), amount, reason: input.reason, day: todayOf(context), payment: null };
    yield* creditInvoice(read, idOf(input.id), wish, at);
  });
  const text =
    'SELECT k.number FROM credit_note k JOIN invoice i ON i.id = k.invoice WHERE i.uuid = ? ORDER BY k.id DESC LIMIT 1';
  return { number: one<{ number: string }>(book.db, text, idToBytes(input.id))?.number ?? '' };
}

/** What of an open service invoice is meant. Throws Failure invoice-*, amount-*. */
function partOf(db: Db, id: string, amount: string | undefined): { invoice: InvoiceFacts; amount: number } {
  const invoice = openInvoice(db, id);
  const { open, currency } = invoice;
  refuseAddFunds(invoice);
  refuseWhileCharged(db, invoice);
  const part = amount === undefined ? open : positiveAmount(amount, currency);
  if (part > open) throw new Failure('invoice-over-open', { open: toDecimal(open, currency), currency });
  return { invoice, amount: part };
}

export async function settleShort(context: Context, input: InputOf<'settleShort'>): Promise<Record<string, never>> {
  await act(context, 'settle-short', input, function* ({ db }, at) {
    const { invoice, amount } = partOf(db, input.id, input.amount);
    const { way, reason } = input;
    const payload: InvoiceShort = { customer: invoice.customer, currency: invoice.currency, amount, way, reason };
    yield { kind: 'invoice.short', subject: invoice.id, occurredAt: at, payload };
  });
  return {};
}

const given = (relief: TaxRelief) => (relief.length === 0 ? {} : { relief });

/** The tax in it goes back where the book's setting says so. */
export async function writeOff(context: Context, input: InputOf<'writeOff'>): Promise<Record<string, never>> {
  await act(context, 'write-off', input, function* ({ db }, at) {
    const { invoice, amount } = partOf(db, input.id, input.amount);
    const { customer, currency } = invoice;
    const relief = givesTaxRelief(db) ? reliefIn(db, invoice, amount) : [];
    const payload: InvoiceWrittenOff = { customer, currency, amount, reason: input.reason, ...given(relief) };
    yield { kind: 'invoice.written-off', subject: invoice.id, occurredAt: at, payload };
  });
  return {};
}

/** Throws Failure invoice-over-open for more than was written off. */
export async function recover(context: Context, input: InputOf<'recover'>): Promise<Record<string, never>> {
  await act(context, 'recover', input, function* ({ db }, at) {
    const invoice = invoiceFacts(db, input.id);
    const { id, customer, currency, writtenOff, number } = invoice;
    if (writtenOff === 0) throw new Failure('invoice-not-open', { number });
    const amount = input.amount === undefined ? writtenOff : positiveAmount(input.amount, currency);
    if (amount > writtenOff)
      throw new Failure('invoice-over-open', { open: toDecimal(writtenOff, currency), currency });
    const relief = reliefBackOf(db, invoice, amount);
    const payload: InvoiceWrittenOff = { customer, currency, amount, reason: input.reason, ...given(relief) };
    yield { kind: 'invoice.recovered', subject: id, occurredAt: at, payload };
  });
  return {};
}

/** A promise is for a day that is yet to come. Throws Failure invoice-not-open, day-over. */
export async function promise(context: Context, input: InputOf<'promise'>): Promise<Record<string, never>> {
  if (input.day !== null && input.day < todayOf(context)) throw new Failure('day-over', { day: input.day });
  await act(context, 'promise', input, function* ({ db }, at) {
    const { id } = openInvoice(db, input.id);
    const payload: InvoicePromised = { day: input.day, note: input.note };
    yield { kind: 'invoice.promised', subject: id, occurredAt: at, payload };
  });
  return {};
}

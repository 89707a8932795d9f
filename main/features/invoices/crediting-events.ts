/** A credit note: what of an invoice is taken back, with its exact tax; what of that was paid goes back to the lots it came from. */
import { all } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { sharesOf, taxWithin } from '../../kernel/invoice-sums';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import { lotOrder } from '../../ledger/credit-order';
import { deferredTakenBack } from './deferring';
import { type InvoiceFacts, invoiceFacts, linesOf, refuseAddFunds, refuseDraft, taxesOf } from './facts';
import type { InvoiceCredited } from './money-events';
import { nextNumber } from './numbers';
import { type LotSums, salesOf } from './shapes';
import { isRelieved } from './tax-relief';

export interface CreditWish {
  note: Id;
  /** Minor units, tax included; null: all that is left. */
  amount: number | null;
  reason: string;
  day: Day;
  /** Its money goes back, whatever is open; null: what is open is credited first. */
  payment: Id | null;
}

/** Throws Failure invoice-unknown, invoice-still-draft, invoice-adds-funds, invoice-not-open for a void one, credit-note-too-much, invoice-day. */
export function* creditInvoice(read: Facts, id: Id, wish: CreditWish, at: number): Generator<EventDraft> {
  const invoice = invoiceFacts(read.db, id);
  refuseDraft(invoice);
  refuseAddFunds(invoice);
  if (invoice.state !== 'issued') throw new Failure('invoice-not-open', { number: invoice.number });
  // Its tax was given back with what was written off: a credit note would give it back again.
  if (isRelieved(read.db, invoice)) throw new Failure('invoice-relieved', { number: invoice.number });
  // What was written off or settled short is no sale that can be credited.
  const left = invoice.total - invoice.credited - invoice.writtenOff - invoice.short;
  const total = wish.amount ?? left;
  const { currency, customer } = invoice;
  if (total <= 0 || total > left)
    throw new Failure('credit-note-too-much', { left: toDecimal(left, currency), currency });
  const { lines, taxes } = creditedParts(read, invoice, total);
  // What is open is credited first, unless it is the money of a payment that goes back.
  const paidPart = wish.payment ? total : Math.max(0, total - invoice.open);
  const { back, from } = backOf(read, invoice, paidPart, wish.payment);
  const tax = taxes.reduce((sum, one) => sum + one.tax, 0);
  const billed = linesOf(read.db, invoice.key);
  const payload: InvoiceCredited = {
    ...{ customer, currency, note: wish.note, day: wish.day, reason: wish.reason },
    ...nextNumber(read.db, 'credit-note', wish.day),
    sales: salesOf(lines.map(({ n, net }) => ({ product: billed[n]?.product ?? 'general', net }))),
    ...{ lines, taxes, net: total - tax, tax, total, back, from },
    ...deferredTakenBack(read.db, id, lines),
  };
  yield { kind: 'invoice.credited', subject: id, occurredAt: at, bookedOn: wish.day, payload };
}

/** The lines of one tax code and rate, and what is left to be credited of them. */
interface Group {
  code: string | null;
  rate: string;
  lines: { n: number; left: number }[];
  net: number;
  tax: number;
}

function groupsOf(read: Facts, invoice: InvoiceFacts): Group[] {
  const taxes = taxesOf(read.db, invoice.key);
  const groups = new Map<string, Group>();
  for (const [n, { tax, net, credited }] of linesOf(read.db, invoice.key).entries()) {
    const key = tax ? `${tax.code} ${tax.rate}` : '';
    let group = groups.get(key);
    if (!group) {
      const sum = taxes.find(({ code, rate }) => code === tax?.code && rate === tax.rate);
      const left = sum ? sum.tax - sum.credited_tax : 0;
      group = { code: tax?.code ?? null, rate: tax?.rate ?? '0', lines: [], net: 0, tax: left };
      groups.set(key, group);
    }
    group.lines.push({ n, left: net - credited });
    group.net += net - credited;
  }
  return [...groups.values()];
}

/** `total` shared over the tax codes by what is left of each, then over their lines; the last credit note takes what is left exactly. */
function creditedParts(read: Facts, invoice: InvoiceFacts, total: number): Pick<InvoiceCredited, 'lines' | 'taxes'> {
  const groups = groupsOf(read, invoice);
  const shares = sharesOf(
    total,
    groups.map(({ net, tax }) => net + tax),
  );
  const lines: InvoiceCredited['lines'] = [];
  const taxes: InvoiceCredited['taxes'] = [];
  for (const [k, group] of groups.entries()) {
    const gross = shares[k] ?? 0;
    if (gross === 0) continue;
    const isAll = gross === group.net + group.tax;
    const tax =
      isAll || group.code === null ? (isAll ? group.tax : 0) : Math.min(taxWithin(gross, group.rate), group.tax);
    const nets = sharesOf(
      gross - tax,
      group.lines.map(({ left }) => left),
    );
    for (const [j, { n }] of group.lines.entries()) if (nets[j]) lines.push({ n, net: nets[j] });
    if (group.code !== null) taxes.push({ code: group.code, rate: group.rate, net: gross - tax, tax });
  }
  return { lines, taxes };
}

interface Application extends LotSums {
  id: number;
  payment: Buffer | null;
}

/** The latest first (the money of `payment` before that), and in each the lot that is used last. */
function backOf(
  read: Facts,
  invoice: InvoiceFacts,
  amount: number,
  payment: Id | null,
): Pick<InvoiceCredited, 'back' | 'from'> {
  const back = { granted: 0, voucher: 0, paid: 0 };
  const from: InvoiceCredited['from'] = [];
  let left = amount;
  const usedLast = [...lotOrder(read.db)].reverse();
  const applications = all<Application>(
    read.db,
    'SELECT id, payment, granted, voucher, paid FROM invoice_application WHERE invoice = ? ORDER BY payment IS ? DESC, id DESC',
    invoice.key,
    payment ? idToBytes(payment) : null,
  );
  for (const { id, ...sums } of applications) {
    if (left === 0) break;
    const of = { application: id, granted: 0, voucher: 0, paid: 0 };
    for (const lot of usedLast) {
      of[lot] = Math.min(left, sums[lot]);
      back[lot] += of[lot];
      left -= of[lot];
    }
    if (of.granted + of.voucher + of.paid > 0) from.push(of);
  }
  if (left > 0) throw new Error(`invoice ${invoice.number} is paid by less than it says`);
  return { back, from };
}

/** Invoices that a payment's money pays, and how much of it, the latest first. */
export function paidBy(read: Pick<Facts, 'db'>, payment: Id): { invoice: Id; number: string; amount: number }[] {
  return all<{ uuid: Buffer; number: string; amount: number }>(
    read.db,
    `SELECT i.uuid, i.number, sum(a.paid) AS amount FROM invoice_application a JOIN invoice i ON i.id = a.invoice
     WHERE a.payment = ? AND i.kind = 'service' GROUP BY i.id HAVING amount > 0 ORDER BY max(a.id) DESC`,
    idToBytes(payment),
  ).map(({ uuid, number, amount }) => ({ invoice: idFromBytes(uuid), number, amount }));
}

/** Refund to credit: credit notes for what the payment paid, so that it is credit again. Throws Failure refund-already-credit. */
export function* refundToCredit(
  read: Facts,
  payment: Id,
  wish: { newId(): Id; amount: number | null; reason: string; day: Day },
  at: number,
): Generator<EventDraft> {
  const paid = paidBy(read, payment);
  if (paid.length === 0) throw new Failure('refund-already-credit');
  let left = wish.amount ?? paid.reduce((sum, { amount }) => sum + amount, 0);
  for (const { invoice, amount } of paid) {
    const part = Math.min(left, amount);
    if (part === 0) continue;
    yield* creditInvoice(
      read,
      invoice,
      { note: wish.newId(), amount: part, reason: wish.reason, day: wish.day, payment },
      at,
    );
    left -= part;
  }
  if (left > 0) throw new Failure('refund-already-credit');
}

/** Invoices as a decision reads them, inside the act that decides. */
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { InvoiceKind } from '../../kernel/invoice';
import type { BilledLine, InvoiceContent } from './shapes';

export interface InvoiceFacts {
  id: Id;
  key: number;
  kind: InvoiceKind;
  state: 'draft' | 'issued' | 'void';
  customer: Id;
  payer: Id | null;
  number: string;
  reference: string;
  currency: string;
  note: string;
  net: number;
  tax: number;
  total: number;
  credited: number;
  paid: number;
  writtenOff: number;
  short: number;
  open: number;
  dueDay: string;
}

interface Row {
  id: number;
  uuid: Buffer;
  kind: InvoiceKind;
  state: 'draft' | 'issued' | 'void';
  customer: Buffer;
  payer: Buffer | null;
  number: string | null;
  reference: string | null;
  currency: string;
  note: string;
  net: number;
  tax: number;
  total: number;
  credited: number;
  paid: number;
  written_off: number;
  short: number;
  open: number;
  due_day: string;
}

const rowSql = `SELECT i.id, i.uuid, i.kind, i.state, c.uuid AS customer, y.uuid AS payer, i.number, i.reference, i.currency, i.note, i.net,
  i.tax, i.total, i.credited, i.paid, i.written_off, i.short, i.open, i.due_day
  FROM invoice i JOIN customer c ON c.id = i.customer LEFT JOIN payer y ON y.id = i.payer`;

function factsOf(row: Row): InvoiceFacts {
  const { kind, state, currency, note, net, tax, total, credited, paid, short, open } = row;
  return {
    ...{ id: idFromBytes(row.uuid), key: row.id, kind, state, customer: idFromBytes(row.customer) },
    payer: row.payer ? idFromBytes(row.payer) : null,
    ...{ number: row.number ?? '', reference: row.reference ?? '', currency, note, net, tax, total, credited, paid },
    ...{ writtenOff: row.written_off, short, open, dueDay: row.due_day },
  };
}

/** Throws Failure invoice-unknown. */
export function invoiceFacts(db: Db, id: string): InvoiceFacts {
  const row = one<Row>(db, `${rowSql} WHERE i.uuid = +?`, idToBytes(id));
  if (!row) throw new Failure('invoice-unknown', { id });
  return factsOf(row);
}

/** Throws Failure invoice-still-draft: what is not issued has no number by which anything else could name it. */
export function refuseDraft({ state }: Pick<InvoiceFacts, 'state'>): void {
  if (state === 'draft') throw new Failure('invoice-still-draft');
}

/** Throws Failure invoice-adds-funds: nobody owes it. */
export function refuseAddFunds({ kind, number }: Pick<InvoiceFacts, 'kind' | 'number'>): void {
  if (kind !== 'service') throw new Failure('invoice-adds-funds', { number });
}

/** Issued, and something of it still open. Throws Failure invoice-unknown, invoice-still-draft, invoice-not-open. */
export function openInvoice(db: Db, id: string): InvoiceFacts {
  const invoice = invoiceFacts(db, id);
  refuseDraft(invoice);
  if (invoice.open === 0) throw new Failure('invoice-not-open', { number: invoice.number });
  return invoice;
}

/** More than anybody pays at once. */
const MOST_OPEN = 1_000;

/** A customer's open service invoices in a currency, the oldest due day first. */
export function openInvoices(db: Db, customer: Id, currency: string): InvoiceFacts[] {
  return all<Row>(
    db,
    `${rowSql} WHERE c.uuid = +? AND i.currency = +? AND i.open > 0 AND i.kind = 'service' ORDER BY i.due_day, i.id LIMIT ${MOST_OPEN}`,
    idToBytes(customer),
    currency,
  ).map(factsOf);
}

/** The invoice that a payment was asked for; null: none. */
export function invoiceAwaiting(db: Db, payment: Id): InvoiceFacts | null {
  const row = one<Row>(
    db,
    `${rowSql} WHERE i.id = (SELECT invoice FROM invoice_payment WHERE payment = +?)`,
    idToBytes(payment),
  );
  return row ? factsOf(row) : null;
}

/** The open invoice that a payment names by its number or its reference, of this customer; null: none, or it names none. */
export function invoiceNamed(db: Db, customer: Id, currency: string, name: string): InvoiceFacts | null {
  if (name === '') return null;
  const row = one<Row>(
    db,
    `${rowSql} WHERE c.uuid = +? AND i.currency = +? AND i.open > 0 AND (i.number = +? OR i.reference = +?)`,
    idToBytes(customer),
    currency,
    name,
    name,
  );
  return row ? factsOf(row) : null;
}

interface LineRow {
  description: string;
  product: string;
  quantity: string;
  price: string;
  tax_code: string | null;
  tax_rate: string | null;
  from_day: string | null;
  to_day: string | null;
  net: number;
  credited: number;
}

/** `credited`: what credit notes took back of its net sum. */
export type LineFacts = BilledLine & { credited: number };

export function linesOf(db: Db, key: number): LineFacts[] {
  return all<LineRow>(
    db,
    `SELECT description, product, quantity, price, tax_code, tax_rate, from_day, to_day, net, credited
     FROM invoice_line WHERE invoice = ? ORDER BY n`,
    key,
  ).map((row) => ({
    ...{ description: row.description, product: row.product, quantity: row.quantity, price: row.price, net: row.net },
    ...(row.tax_code !== null && row.tax_rate !== null ? { tax: { code: row.tax_code, rate: row.tax_rate } } : {}),
    ...(row.from_day ? { from: row.from_day } : {}),
    ...(row.to_day ? { to: row.to_day } : {}),
    credited: row.credited,
  }));
}

export interface TaxFacts {
  code: string;
  rate: string;
  net: number;
  tax: number;
  credited_tax: number;
}

export function taxesOf(db: Db, key: number): TaxFacts[] {
  return all<TaxFacts>(
    db,
    'SELECT code, rate, net, tax, credited_tax FROM invoice_tax WHERE invoice = ? ORDER BY code, rate',
    key,
  );
}

/** As its events carry it. */
export function contentOf(db: Db, invoice: InvoiceFacts): InvoiceContent {
  const { kind, customer, payer, currency, note, dueDay, net, tax, total } = invoice;
  return {
    ...{ kind, customer, currency, note, dueDay, net, tax, total },
    ...(payer ? { payer } : {}),
    lines: linesOf(db, invoice.key).map(({ credited: _, ...line }) => line),
    taxes: taxesOf(db, invoice.key).map(({ credited_tax: _, ...sum }) => sum),
  };
}

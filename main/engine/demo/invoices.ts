/** The sample company's invoices: one of every state, recorded once, in the order of their days. */
import { createHash } from 'node:crypto';
import { all } from '../../db/sql';
import { applyCredit } from '../../features/invoices/applying-events';
import { creditInvoice } from '../../features/invoices/crediting-events';
import type { InvoicePromised } from '../../features/invoices/events';
import { invoiceFacts } from '../../features/invoices/facts';
import { contentFrom, issue, issueFunds, voidInvoice } from '../../features/invoices/issuing-events';
import type { InvoiceWrittenOff } from '../../features/invoices/money-events';
import type { EventDraft } from '../../journal/event';
import { type Act, type Book, type Facts, record } from '../../journal/record';
import { type Id, idFromBytes } from '../../kernel/id';
import { addDays, DAY_MS } from '../../kernel/time';
import { heldCredit } from '../../ledger/balance';

/** `paid` and `partly` from credit. `ago`: days before the company's history ends; it is due two weeks after that. */
interface Planned {
  ago: number;
  end: 'paid' | 'partly' | 'open' | 'promised' | 'void' | 'credited' | 'lost' | 'draft' | 'funds';
  lines: readonly (readonly [description: string, product: string, quantity: string, price: string])[];
}

const hosting = ['Managed hosting, business', 'hosting', '1', '89.00'] as const;
const traffic = ['Traffic above the plan, TB', 'traffic', '3.5', '4.9'] as const;
const domain = ['Domain renewal', 'domains', '2', '14.50'] as const;
const backup = ['Backup storage, GB', 'backup', '250', '0.035'] as const;
const support = ['Support by the hour', 'support', '1.25', '95.00'] as const;

const plan: readonly Planned[] = [
  { ago: 118, end: 'paid', lines: [hosting, domain] },
  { ago: 112, end: 'lost', lines: [hosting] },
  { ago: 110, end: 'open', lines: [hosting, traffic] },
  { ago: 88, end: 'paid', lines: [hosting, backup] },
  { ago: 84, end: 'credited', lines: [hosting, support] },
  { ago: 80, end: 'partly', lines: [hosting, traffic, domain] },
  { ago: 61, end: 'void', lines: [domain] },
  { ago: 58, end: 'paid', lines: [hosting, traffic] },
  { ago: 52, end: 'open', lines: [support, backup] },
  { ago: 31, end: 'paid', lines: [hosting] },
  { ago: 29, end: 'promised', lines: [hosting, support] },
  { ago: 22, end: 'open', lines: [domain, backup] },
  { ago: 9, end: 'paid', lines: [hosting, domain] },
  { ago: 6, end: 'funds', lines: [] },
  { ago: 5, end: 'open', lines: [hosting, traffic, backup] },
  { ago: 3, end: 'open', lines: [support] },
  { ago: 1, end: 'draft', lines: [hosting, domain, support] },
];

const DUE_DAYS = 14;
const TAX = { code: 'VAT-20', rate: '20' };

interface Billed {
  id: Id;
  currency: string;
}

/** Customers that hold credit, the same each time: invoices are spread over them in turn. */
function customersOf({ db, balance }: Facts): Billed[] {
  const rows = all<{ uuid: Buffer; currency: string }>(
    db,
    `SELECT c.uuid, (SELECT p.currency FROM payment p WHERE p.customer = c.id ORDER BY p.id LIMIT 1) AS currency
     FROM customer c WHERE EXISTS (SELECT 1 FROM payment p WHERE p.customer = c.id) ORDER BY c.id`,
  );
  return rows
    .map(({ uuid, currency }) => ({ id: idFromBytes(uuid), currency }))
    .filter(({ id, currency }) => (currency === 'EUR' || currency === 'USD') && rich(balance, id, currency))
    .slice(8, 20);
}

const rich = (balance: Facts['balance'], id: Id, currency: string) =>
  heldCredit(balance, id, 'paid', currency) > 60_000;

/** Once, however often the demo is opened: the request's id is made from the book's. */
export function recordInvoices(book: Book, act: Omit<Act, 'request' | 'input'>, createdAt: number): boolean {
  const digest = createHash('sha256').update(`invoices of ${book.replica}`).digest().subarray(0, 16);
  const request = { ...act, request: idFromBytes(digest), input: { createdAt } };
  return !record(book, request, (read) => drafts(book, read, createdAt)).repeated;
}

function* drafts(book: Book, read: Facts, createdAt: number): Generator<EventDraft> {
  const customers = customersOf(read);
  for (const [n, planned] of plan.entries()) {
    const billed = customers[n % Math.max(1, customers.length)];
    if (billed) yield* life(book, read, planned, billed, createdAt - planned.ago * DAY_MS);
  }
}

function* life(book: Book, read: Facts, planned: Planned, billed: Billed, at: number): Generator<EventDraft> {
  const { end, lines } = planned;
  const { id: customer, currency } = billed;
  const id = book.newId();
  const day = book.dayOf(at);
  const dueDay = addDays(day, DUE_DAYS);
  if (end === 'funds') {
    const funds = { customer, payer: null, amount: 20_000, price: '200.00', currency, description: 'Add funds' };
    yield* issueFunds(read, id, { ...funds, day, dueDay }, at);
    return;
  }
  const billedLines = lines.map(([description, product, quantity, price]) => ({
    ...{ description, product, quantity, price, tax: TAX },
    ...(product === 'hosting' ? { from: `${day.slice(0, 7)}-01` as const, to: addDays(day, 27) } : {}),
  }));
  const content = contentFrom({ kind: 'service', customer, currency, note: '', dueDay, lines: billedLines });
  yield { kind: 'invoice.drafted', subject: id, occurredAt: at, payload: content };
  if (end === 'draft') return;
  yield* issue(read, id, day, at);
  yield* afterwards(book, read, end, id, at + 2 * DAY_MS);
}

function* afterwards(book: Book, read: Facts, end: Planned['end'], id: Id, at: number): Generator<EventDraft> {
  const invoice = invoiceFacts(read.db, id);
  const { customer, currency, total } = invoice;
  const pay = (limit: number) => applyCredit(read, customer, currency, [invoice], limit, at);
  if (end === 'void') yield* voidInvoice(read, id, 'Issued for the wrong customer', at);
  if (end === 'paid' || end === 'credited') yield* pay(total);
  if (end === 'partly') yield* pay(Math.floor(total / 2));
  if (end === 'credited') {
    const note = { note: book.newId(), amount: 4_800, reason: 'Two days without service', payment: null };
    yield* creditInvoice(read, id, { ...note, day: book.dayOf(at) }, at);
  }
  if (end === 'lost') {
    const payload: InvoiceWrittenOff = { customer, currency, amount: total, reason: 'The company was dissolved' };
    yield { kind: 'invoice.written-off', subject: id, occurredAt: at + 60 * DAY_MS, payload };
  }
  if (end === 'promised') {
    const day = addDays(book.dayOf(at), 40);
    const payload: InvoicePromised = { day, note: 'Will pay with the next invoice' };
    yield { kind: 'invoice.promised', subject: id, occurredAt: at + 18 * DAY_MS, payload };
  }
}

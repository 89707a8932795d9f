/**
 * The sample company's failed charges: due invoices that were charged through the simulated Stripe two days before the company's
 * history ends, and declined there: for want of funds, because the card expired, because it was lost. Done once, each step under a request made from the book's id.
 */
import { createHash } from 'node:crypto';
import { one } from '../../db/sql';
import type { Company } from '../../demo/company';
import { chargeNow } from '../../features/charges/begin';
import { contentFrom, issue } from '../../features/invoices/issuing-events';
import { MethodSync } from '../../features/methods/syncing';
import { Desk } from '../../features/outbox/desk';
import { Sending } from '../../features/outbox/sending';
import { type Act, type Book, record } from '../../journal/record';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { DAY_MS } from '../../kernel/time';
import type { DemoOptions } from './company-book';

/** How each ends, whose card it is (which of those that end so), and what was billed. */
const plan = [
  { like: 'pm_card_chargeDeclinedInsufficientFunds', of: 0, description: 'Managed hosting, business', price: '89.00' },
  { like: 'pm_card_chargeDeclinedInsufficientFunds', of: 1, description: 'Cloud VPS L, 1 month', price: '34.50' },
  { like: 'pm_card_chargeDeclinedExpiredCard', of: 0, description: 'Backup storage, 500 GB', price: '17.50' },
  { like: 'pm_card_chargeDeclinedLostCard', of: 0, description: 'SIP trunk, 30 channels', price: '149.00' },
] as const;

const TAX = { code: 'VAT-20', rate: '20' };
const AGO_MS = 2 * DAY_MS;
/** Its invoice came the day before, with those of the other customers of that day. */
const ISSUED_AGO_MS = 3 * DAY_MS;

/** `turnBack` sets the simulators' clocks back by so many milliseconds while this goes on. Throws what charging throws. */
export async function recordFailedCharges(
  options: DemoOptions,
  company: Company,
  turnBack: (byMs: number) => void,
): Promise<boolean> {
  const { book, createdAt } = options;
  if (one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(requestOf(book, `charge ${plan.length - 1}`))))
    return false;
  turnBack(book.clock.now() - createdAt + AGO_MS);
  try {
    for (const [n, { like, of }] of plan.entries()) {
      const card = company.secondCards.filter((one) => one.like === like)[of];
      if (card) await chargeOne(options, n, card.customer);
    }
  } finally {
    turnBack(0);
  }
  return true;
}

async function chargeOne(options: DemoOptions, n: number, externalId: string): Promise<void> {
  const { book, healthy, operator, syncing, createdAt, changed } = options;
  const then: Book = { ...book, clock: { now: () => createdAt - AGO_MS } };
  const of = { book: then, healthy, operator, changed, unexpected: () => {} };
  const customer = customerAt(book, externalId);
  if (!customer) return;
  await new MethodSync({ ...of, gateways: syncing }).sync(customer.id);
  const method = secondCardOf(book, customer.key);
  if (!method) return;
  const act = (deed: string): Act => ({
    ...{ request: requestOf(book, `${deed} ${n}`), operator, source: 'demo', input: { deed, n } },
  });
  const invoice = billed(then, act('bill'), { ...customer, n, method, at: createdAt - ISSUED_AGO_MS });
  const desk = new Desk(then, new Sending({ ...of, providers: syncing }), syncing);
  await chargeNow(then, desk, act('charge'), invoice);
}

interface Billing {
  id: Id;
  currency: string;
  n: number;
  method: Id;
  at: number;
}

/** Due at once, and to be charged to that card. */
function billed(book: Book, act: Act, { id: customer, currency, n, method, at }: Billing): Id {
  const { subjects } = record(book, act, function* (read) {
    const invoice = book.newId();
    const dueDay = book.dayOf(at);
    const { description = '', price = '0' } = plan[n] ?? {};
    const lines = [{ description, product: 'hosting', quantity: '1', price, tax: TAX }];
    const payload = contentFrom({ kind: 'service', customer, currency, note: '', dueDay, lines });
    yield { kind: 'invoice.drafted', subject: invoice, occurredAt: at, payload };
    yield* issue(read, invoice, dueDay, at);
    yield { kind: 'charge.switched', subject: invoice, occurredAt: at, payload: { method } };
  });
  const [invoice] = subjects;
  if (!invoice) throw new Error('an invoice without an event');
  return invoice;
}

function customerAt(book: Book, externalId: string): { id: Id; key: number; currency: string } | null {
  const row = one<{ id: number; uuid: Buffer; currency: string }>(
    book.db,
    `SELECT c.id, c.uuid, (SELECT p.currency FROM payment p WHERE p.customer = c.id ORDER BY p.id LIMIT 1) AS currency
     FROM customer_link l JOIN customer c ON c.id = l.customer WHERE l.gateway = 'stripe' AND l.external_id = ?`,
    externalId,
  );
  return row ? { id: idFromBytes(row.uuid), key: row.id, currency: row.currency ?? 'EUR' } : null;
}

/** The one that was saved last. */
function secondCardOf(book: Book, customer: number): Id | null {
  const row = one<{ uuid: Buffer }>(
    book.db,
    `SELECT uuid FROM saved_method WHERE customer = ? AND gateway = 'stripe' AND status = 'Confirmed' AND removed_at IS NULL
       AND last4 = '4444' ORDER BY id DESC LIMIT 1`,
    customer,
  );
  return row ? idFromBytes(row.uuid) : null;
}

function requestOf(book: Book, deed: string): Id {
  return idFromBytes(
    createHash('sha256').update(`failed charges of ${book.replica}: ${deed}`).digest().subarray(0, 16),
  );
}

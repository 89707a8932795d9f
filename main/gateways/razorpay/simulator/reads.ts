/** What the simulated account answers to a look: its objects and lists, with Razorpay's limits on how they are asked for. */
import { indianDay } from '../map-aftermath';
import type { Bank } from './bank';
import type { PaymentObject } from './objects';
import { RazorpayProblem, unknownId } from './problem';
import type { PageWish } from './shelf';

const FIRST_S = 946_684_800;
const LAST_S = 4_765_046_400;

function numberOf(query: URLSearchParams, name: string, otherwise: number, low: number, high: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const value = /^\d{1,12}$/.test(text) ? Number.parseInt(text, 10) : -1;
  if (value < low || value > high) {
    throw new RazorpayProblem(400, `${name} must be between ${low} and ${high}`, { field: name });
  }
  return value;
}

function wishOf(query: URLSearchParams, most = 100): PageWish {
  return {
    from: numberOf(query, 'from', 0, FIRST_S, LAST_S),
    to: numberOf(query, 'to', LAST_S, FIRST_S, LAST_S),
    skip: numberOf(query, 'skip', 0, 0, 100_000_000),
    count: numberOf(query, 'count', 10, 1, most),
  };
}

function collection(items: readonly unknown[]) {
  return { entity: 'collection', count: items.length, items };
}

/** The card stands inside only where it was asked for. */
function shown(bank: Bank, payment: PaymentObject, query: URLSearchParams): unknown {
  const card = payment.card_id === null ? undefined : bank.cards.get(payment.card_id);
  return card && query.getAll('expand[]').includes('card') ? { ...payment, card } : payment;
}

/** Gives the object that is answered. Throws RazorpayProblem. `parts`: the path behind `/v1`. */
export function answerGet(bank: Bank, parts: readonly string[], query: URLSearchParams): unknown {
  const [kind = '', id, below] = parts;
  if (kind === 'settlements' && id === 'recon') return reconciliation(bank, query);
  if (id === undefined) return listOf(bank, kind, query);
  if (below !== undefined) return listBelow(bank, kind, id, below, query);
  const found = oneOf(bank, kind, id, query);
  if (found === undefined) throw unknownId();
  return found;
}

function oneOf(bank: Bank, kind: string, id: string, query: URLSearchParams): unknown {
  switch (kind) {
    case 'customers':
      return bank.customers.get(id);
    case 'payments': {
      const payment = bank.payments.get(id);
      return payment && shown(bank, payment, query);
    }
    case 'refunds':
      return bank.refunds.get(id);
    case 'disputes':
      return bank.disputes.get(id);
    case 'settlements':
      return bank.settlements.get(id);
    case 'orders':
      return bank.orders.get(id);
    case 'payment_links':
      return bank.links.get(id);
    case 'invoices':
      return bank.invoices.get(id);
    default:
      throw notThere();
  }
}

function listOf(bank: Bank, kind: string, query: URLSearchParams): unknown {
  const wish = wishOf(query);
  const everything = { ...wish, from: 0, to: LAST_S };
  switch (kind) {
    case 'customers':
      return collection(bank.customers.page(everything));
    case 'payments':
      return collection(bank.payments.page(wish).map((payment) => shown(bank, payment, query)));
    case 'refunds':
      return collection(bank.refunds.page(wish));
    case 'disputes':
      return collection(bank.disputes.page(everything));
    case 'settlements':
      return collection(bank.settlements.page(wish));
    case 'orders':
      return collection(bank.orders.page(wish, (order) => isAsked(query, 'receipt', order.receipt)));
    case 'invoices':
      return collection(bank.invoices.page(wish, (invoice) => isAsked(query, 'receipt', invoice.receipt)));
    case 'payment_links': {
      const links = bank.links.page(wish, (link) => isAsked(query, 'reference_id', link.reference_id));
      return { payment_links: links };
    }
    default:
      throw notThere();
  }
}

function isAsked(query: URLSearchParams, name: string, value: string | null): boolean {
  const asked = query.get(name);
  return asked === null || asked === value;
}

function listBelow(bank: Bank, kind: string, id: string, below: string, query: URLSearchParams): unknown {
  const wish = wishOf(query);
  if (kind === 'payments' && below === 'refunds') {
    if (!bank.payments.get(id)) throw unknownId();
    return collection(bank.refunds.page(wish, (refund) => refund.payment_id === id));
  }
  if (kind === 'orders' && below === 'payments') {
    if (!bank.orders.get(id)) throw unknownId();
    const payments = bank.payments.page({ ...wish, count: 100 }, (payment) => payment.order_id === id);
    return collection(payments.map((payment) => shown(bank, payment, query)));
  }
  if (kind === 'customers' && below === 'tokens') {
    if (!bank.customers.get(id)) throw unknownId();
    return collection(bank.tokens.get(id) ?? []);
  }
  throw notThere();
}

function reconciliation(bank: Bank, query: URLSearchParams): unknown {
  const { skip, count } = wishOf(query, 1000);
  const year = numberOf(query, 'year', 0, 2000, 9999);
  const month = numberOf(query, 'month', 0, 1, 12);
  if (year === 0 || month === 0) throw new RazorpayProblem(400, 'The year and month fields are required.');
  const day = numberOf(query, 'day', 0, 1, 31);
  const wanted = `${year}-${two(month)}${day === 0 ? '' : `-${two(day)}`}`;
  const rows = bank.movements.filter(
    ({ settled_at }) => settled_at !== null && indianDay(settled_at).startsWith(wanted),
  );
  return collection(rows.slice(skip, skip + count));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

export function notThere(): RazorpayProblem {
  return new RazorpayProblem(404, 'The requested URL was not found on the server.');
}

/** What `GET` answers that is no list: single objects, and the balance. */
import { disputeObject, listedRefund } from './aftermath-objects';
import { fetchedCustomer, fetchedTransaction, verifiedTransaction } from './objects';
import { PaystackProblem } from './problem';
import type { Store } from './store';

/** JSON text of `GET path`; null when there is no such path. Throws PaystackProblem. */
export function answerOne(store: Store, path: string): string | null {
  if (path === '/balance') return told('Balances retrieved', balances(store));
  const reference = /^\/transaction\/verify\/([^/]+)$/.exec(path)?.[1];
  if (reference !== undefined) return verify(store, decodeURIComponent(reference));
  const [, kind, id = '', ...more] = path.split('/');
  if (id === '' || more.length > 0) return null;
  switch (kind) {
    case 'transaction':
      return fetched(numbered(store.transactions, id), 'Transaction', (row) => fetchedTransaction(store, row));
    case 'refund':
      return fetched(numbered(store.refunds, id), 'Refund', (row) => listedRefund(store, row));
    case 'dispute':
      return fetched(numbered(store.disputes, id), 'Dispute', (row) => disputeObject(store, row));
    case 'customer':
      return fetched(store.customer(decodeURIComponent(id)), 'Customer', (row) => fetchedCustomer(store, row));
    default:
      return null;
  }
}

function verify(store: Store, reference: string): string {
  const id = store.byReference.get(reference);
  const found = id === undefined ? undefined : store.transactions.get(id);
  if (!found) throw new PaystackProblem(400, 'Transaction reference not found.', 'transaction_not_found');
  return told('Verification successful', verifiedTransaction(store, found));
}

function numbered<T>(shelf: { get(id: number): T | undefined }, text: string): T | undefined {
  return /^\d{1,15}$/.test(text) ? shelf.get(Number.parseInt(text, 10)) : undefined;
}

function fetched<T>(row: T | undefined, what: string, show: (row: T) => object): string {
  if (row === undefined) throw new PaystackProblem(404, `${what} not found`, 'not_found');
  return told(`${what} retrieved`, show(row));
}

/** What has been paid and not been paid out, less fees and refunds. */
function balances(store: Store): object[] {
  const held = new Map<string, number>();
  const count = (currency: string, amount: number) => held.set(currency, (held.get(currency) ?? 0) + amount);
  for (const { status, settlement, currency, amount, fees } of store.transactions.all()) {
    if (status === 'success' && settlement === null) count(currency, amount - (fees ?? 0));
  }
  for (const { status, settlement, currency, amount } of store.refunds.all()) {
    if (status === 'processed' && settlement === null) count(currency, -amount);
  }
  return [...held].map(([currency, balance]) => ({ currency, balance }));
}

function told(message: string, data: unknown): string {
  return JSON.stringify({ status: true, message, data });
}

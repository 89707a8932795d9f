/** The money side of invoices, as pure transfers (the table in docs/architecture.md, What moves). */
import type { Id } from '../kernel/id';
import type { ShortWay } from '../kernel/invoice';
import { accounts, type Lot, lots } from './chart';
import { move, reverse, type Transfer } from './entry';

/** What of the sales is service of later months, by month (`YYYY-MM`) and product. */
export type Deferred = readonly { month: string; product: string; net: number }[];

/** What an invoice or a credit note says, in minor units of `currency`: its sales by product, its tax by code. */
export interface Billed {
  customer: Id;
  currency: string;
  sales: readonly { product: string; net: number }[];
  taxes: readonly { code: string; tax: number }[];
  /** Part of the sales; left out: none. */
  deferred?: Deferred | undefined;
}

export type ByLot = Readonly<Record<Lot, number>>;

/**
 * Service invoice issued: what is sold and its tax become due. Service of a month after that of `bookedOn` is owed to the customer until
 * then; service of a month that has begun is sold, whoever books it when.
 */
export function issuedEntry({ customer, currency, sales, taxes, deferred = [] }: Billed, bookedOn: string): Transfer[] {
  const due = accounts.receivable(customer);
  const later = deferred.filter(({ month }) => month > bookedOn.slice(0, 7));
  const laterOf = (product: string) =>
    later.reduce((sum, part) => (part.product === product ? sum + part.net : sum), 0);
  return [
    ...sales.flatMap(({ product, net }) => move(accounts.sales(product), due, net - laterOf(product), currency)),
    ...later.flatMap(({ month, product, net }) => move(accounts.deferred(month, product), due, net, currency)),
    ...taxes.flatMap(({ code, tax }) => move(accounts.taxOutput(code), due, tax, currency)),
  ];
}

/** A month that has begun: what was invoiced for it before is sold. */
export function releasedEntry(
  month: string,
  parts: readonly { product: string; net: number }[],
  currency: string,
): Transfer[] {
  return parts.flatMap(({ product, net }) =>
    move(accounts.sales(product), accounts.deferred(month, product), net, currency),
  );
}

/** Paid from credit: granted, then voucher, then paid. */
export function appliedEntry(customer: Id, taken: ByLot, currency: string): Transfer[] {
  const due = accounts.receivable(customer);
  return lots.flatMap((lot) => move(due, accounts.credit(customer, lot), taken[lot], currency));
}

/** Credit note: the sale and its tax are taken back; what of it was paid goes back to the same lots. */
export function creditedEntry(credited: Billed & { back: ByLot }, bookedOn: string): Transfer[] {
  return [
    ...reverse(issuedEntry(credited, bookedOn)),
    ...reverse(appliedEntry(credited.customer, credited.back, credited.currency)),
  ];
}

/** Paid short by bank costs or withheld tax, and the rest is not asked for. */
export function shortEntry(customer: Id, amount: number, way: ShortWay, currency: string): Transfer[] {
  const to = way === 'bank-costs' ? accounts.fees('bank') : accounts.taxInput();
  return move(accounts.receivable(customer), to, amount, currency);
}

/** Written off: bad debt, but for the tax in it that is given back. `relief` is part of `amount`. */
export function writtenOffEntry(
  customer: Id,
  amount: number,
  currency: string,
  relief: readonly { code: string; tax: number }[] = [],
): Transfer[] {
  const due = accounts.receivable(customer);
  const lost = relief.reduce((rest, { tax }) => rest - tax, amount);
  return [
    ...move(due, accounts.badDebt(), lost, currency),
    ...relief.flatMap(({ code, tax }) => move(due, accounts.taxOutput(code), tax, currency)),
  ];
}

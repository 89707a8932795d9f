/** Where the invoices screen stands, as the address says it. What is not understood is left out, never guessed. */
import { type InvoiceColumnId, invoiceColumns } from '../../../main/features/invoices/columns';
import type { InvoiceFilter } from '../../../main/features/invoices/contract';
import { isCurrency } from '../../../main/kernel/currency';
import { isId } from '../../../main/kernel/id';
import { invoiceKinds, invoiceStatuses } from '../../../main/kernel/invoice';
import type { Sort } from '../../../main/kernel/table';
import { readDay } from '../../../main/kernel/time';

export type Query = Readonly<Record<string, string>>;
export type InvoiceSort = Sort<InvoiceColumnId>;

const newestFirst: InvoiceSort = { column: 'created', direction: 'desc' };

export function readInvoiceFilter(query: Query): InvoiceFilter {
  const day = (text: string | undefined) => (text === undefined ? null : readDay(text));
  const status = invoiceStatuses.find((one) => one === query.status);
  const kind = invoiceKinds.find((one) => one === query.kind);
  const currencies = (query.currency ?? '').split(',').filter(isCurrency).slice(0, 20);
  const [from, to] = [day(query.from), day(query.to)];
  return {
    ...(status ? { status } : {}),
    ...(kind ? { kind } : {}),
    ...(query.text?.trim() ? { text: query.text.slice(0, 200) } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(currencies.length > 0 ? { currencies } : {}),
    ...(query.customer && isId(query.customer) ? { customer: query.customer } : {}),
  };
}

export function readInvoiceSort(query: Query): InvoiceSort {
  const [name, direction] = (query.sort ?? '').split('.');
  const column = invoiceColumns.find(({ id }) => id === name)?.id;
  return column && (direction === 'asc' || direction === 'desc') ? { column, direction } : newestFirst;
}

export function writeInvoiceQuery(filter: InvoiceFilter, sort: InvoiceSort): Query {
  const isPlain = sort.column === newestFirst.column && sort.direction === newestFirst.direction;
  const parts: Record<string, string | undefined> = {
    status: filter.status,
    kind: filter.kind,
    text: filter.text,
    from: filter.from,
    to: filter.to,
    currency: filter.currencies?.join(','),
    customer: filter.customer,
    sort: isPlain ? undefined : `${sort.column}.${sort.direction}`,
  };
  return Object.fromEntries(
    Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined && part[1] !== ''),
  );
}

/** Whether anything but the status narrows the list. */
export function isNarrowed({ status: _, ...rest }: InvoiceFilter): boolean {
  return Object.values(rest).some((part) => part !== undefined);
}

/** Where the customers screen stands, as the address says it. What is not understood is left out, never guessed. */
import { type CustomerColumnId, customerColumns } from '../../../main/features/customers/columns';
import type { CustomerFilter } from '../../../main/features/customers/contract';
import { isCurrency } from '../../../main/kernel/currency';
import type { Sort } from '../../../main/kernel/table';
import { readDay } from '../../../main/kernel/time';

export type Query = Readonly<Record<string, string>>;
export type CustomerSort = Sort<CustomerColumnId>;

export const byName: CustomerSort = { column: 'name', direction: 'asc' };

export function readCustomerFilter(query: Query): CustomerFilter {
  return {
    ...(query.text?.trim() ? { text: query.text.slice(0, 200) } : {}),
    ...(query.owing === 'yes' ? { owing: true } : {}),
    ...(query.archived === 'yes' ? { archived: true } : {}),
  };
}

export function readCustomerSort(query: Query): CustomerSort {
  const [name, direction] = (query.sort ?? '').split('.');
  const column = customerColumns.find(({ id, sortable }) => id === name && sortable)?.id;
  return column && (direction === 'asc' || direction === 'desc') ? { column, direction } : byName;
}

export function writeCustomerQuery(filter: CustomerFilter, sort: CustomerSort): Query {
  const isPlain = sort.column === byName.column && sort.direction === byName.direction;
  return {
    ...(filter.text ? { text: filter.text } : {}),
    ...(filter.owing ? { owing: 'yes' } : {}),
    ...(filter.archived ? { archived: 'yes' } : {}),
    ...(isPlain ? {} : { sort: `${sort.column}.${sort.direction}` }),
  };
}

/** Which balance is explained on a customer's page, and as of which day; null: none. */
export interface WhyPlace {
  currency: string;
  asOf: string | null;
}

export function readWhy(query: Query): WhyPlace | null {
  const { why, asOf } = query;
  if (why === undefined || !isCurrency(why)) return null;
  return { currency: why, asOf: readDay(asOf ?? '') };
}

export function writeWhy(why: WhyPlace | null): Query {
  if (!why) return {};
  return { why: why.currency, ...(why.asOf ? { asOf: why.asOf } : {}) };
}

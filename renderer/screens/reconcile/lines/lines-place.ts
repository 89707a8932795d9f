/** Which bank lines are shown, as the address says it. What is not understood is left out, never guessed. */
import { type BankLineColumnId, bankLineColumns } from '../../../../main/features/statements/columns';
import type { BankLineFilter } from '../../../../main/features/statements/contract';
import { isId } from '../../../../main/kernel/id';
import { bankLineStates } from '../../../../main/kernel/statement';
import type { Sort } from '../../../../main/kernel/table';
import { readDay } from '../../../../main/kernel/time';

export type Query = Readonly<Record<string, string>>;
export type LineSort = Sort<BankLineColumnId>;
const newestFirst: LineSort = { column: 'day', direction: 'desc' };

export function readLineFilter(query: Query): BankLineFilter {
  const day = (text: string | undefined) => (text === undefined ? null : readDay(text));
  const decimal = (text: string | undefined) => (text && /^\d{1,15}(\.\d{1,4})?$/.test(text) ? text : null);
  const [from, to, least, most] = [day(query.from), day(query.to), decimal(query.least), decimal(query.most)];
  const state = bankLineStates.find((one) => one === query.state);
  const direction = query.direction === 'in' || query.direction === 'out' ? query.direction : null;
  return {
    ...(query.bank && isId(query.bank) ? { bank: query.bank } : {}),
    ...(query.statement && isId(query.statement) ? { statement: query.statement } : {}),
    ...(state ? { state } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(least ? { least } : {}),
    ...(most ? { most } : {}),
    ...(direction ? { direction } : {}),
    ...(query.text?.trim() ? { text: query.text.slice(0, 100) } : {}),
  };
}

export function readLineSort(query: Query): LineSort {
  const [name, direction] = (query.sort ?? '').split('.');
  const column = bankLineColumns.find(({ id, sortable }) => sortable && id === name)?.id;
  return column && (direction === 'asc' || direction === 'desc') ? { column, direction } : newestFirst;
}

export function writeLineQuery(filter: BankLineFilter, sort: LineSort): Query {
  const isPlain = sort.column === newestFirst.column && sort.direction === newestFirst.direction;
  const query: Record<string, string> = {
    part: 'lines',
    ...(isPlain ? {} : { sort: `${sort.column}.${sort.direction}` }),
  };
  for (const [name, value] of Object.entries(filter)) if (value) query[name] = value;
  return query;
}

/** Whether anything but the state narrows the list. */
export function isNarrowed({ state: _, ...rest }: BankLineFilter): boolean {
  return Object.values(rest).some((part) => part !== undefined);
}

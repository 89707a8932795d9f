/** The payments filter as it stands in the address, and back. What is not understood is left out, never guessed. */
import { type PaymentColumnId, paymentColumnIds } from '../../../main/features/payments/columns';
import type { PaymentFilter } from '../../../main/features/payments/contract';
import { isCurrency } from '../../../main/kernel/currency';
import { isId } from '../../../main/kernel/id';
import { methods, purposes, reversals, statuses } from '../../../main/kernel/payment';
import type { Sort } from '../../../main/kernel/table';
import { readDay } from '../../../main/kernel/time';

export type Query = Readonly<Record<string, string>>;
export type PaymentSort = Sort<PaymentColumnId>;

export const newestFirst: PaymentSort = { column: 'date', direction: 'desc' };
const MOST_CHOICES = 20;

function oneOf<Value extends string>(values: readonly Value[], text: string | undefined): Value | undefined {
  return values.find((value) => value === text);
}

function someOf(text: string | undefined, isOne: (value: string) => boolean): string[] | undefined {
  const found = (text ?? '').split(',').filter((value) => value !== '' && isOne(value));
  return found.length === 0 ? undefined : [...new Set(found)].slice(0, MOST_CHOICES);
}

function choicesOf<Value extends string>(values: readonly Value[], text: string | undefined): Value[] | undefined {
  const asked = new Set((text ?? '').split(','));
  const found = values.filter((value) => asked.has(value));
  return found.length === 0 ? undefined : found;
}

function matching(text: string | undefined, pattern: RegExp): string | undefined {
  return text !== undefined && pattern.test(text) ? text : undefined;
}

const decimal = /^-?\d{1,19}(\.\d{1,18})?$/;

/** Leaves out what is undefined, so that two equal filters are the same text. */
function compact(filter: PaymentFilter): PaymentFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** Its days and its currency say nothing without it. */
function reversedOf(query: Query): PaymentFilter {
  const reversedBy = oneOf(reversals, query.reversed);
  if (!reversedBy) return {};
  return {
    reversedBy,
    reversedFrom: readDay(query.reversedFrom ?? '') ?? undefined,
    reversedTo: readDay(query.reversedTo ?? '') ?? undefined,
    reversedIn: query.reversedIn !== undefined && isCurrency(query.reversedIn) ? query.reversedIn : undefined,
  };
}

export function readFilter(query: Query): PaymentFilter {
  const day = (text: string | undefined) => (text === undefined ? undefined : (readDay(text) ?? undefined));
  const id = (text: string | undefined) => (text !== undefined && isId(text) ? text : undefined);
  return compact({
    status: oneOf(statuses, query.status),
    text: query.text?.trim() ? query.text.slice(0, 200) : undefined,
    from: day(query.from),
    to: day(query.to),
    gateways: someOf(query.gateway, (value) => /^[\w-]{1,40}$/.test(value)),
    methods: choicesOf(methods, query.method),
    currencies: someOf(query.currency, isCurrency),
    purposes: choicesOf(purposes, query.purpose),
    minAmount: matching(query.min, decimal),
    maxAmount: matching(query.max, decimal),
    customer: id(query.customer),
    payout: id(query.payout),
    flagged: query.flagged === 'yes' ? true : undefined,
    ...reversedOf(query),
  });
}

export function readSort(query: Query): PaymentSort {
  const [name, direction] = (query.sort ?? '').split('.');
  const column = oneOf(paymentColumnIds, name);
  return column && (direction === 'asc' || direction === 'desc') ? { column, direction } : newestFirst;
}

export function writeQuery(filter: PaymentFilter, sort: PaymentSort): Query {
  const isPlain = sort.column === newestFirst.column && sort.direction === newestFirst.direction;
  const parts: Record<string, string | undefined> = {
    status: filter.status,
    text: filter.text,
    from: filter.from,
    to: filter.to,
    gateway: filter.gateways?.join(','),
    method: filter.methods?.join(','),
    currency: filter.currencies?.join(','),
    purpose: filter.purposes?.join(','),
    min: filter.minAmount,
    max: filter.maxAmount,
    customer: filter.customer,
    payout: filter.payout,
    flagged: filter.flagged ? 'yes' : undefined,
    reversed: filter.reversedBy,
    reversedFrom: filter.reversedFrom,
    reversedTo: filter.reversedTo,
    reversedIn: filter.reversedIn,
    sort: isPlain ? undefined : `${sort.column}.${sort.direction}`,
  };
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(parts)) if (value) query[name] = value;
  return query;
}

/** True when something but the status is filtered. */
export function isFiltered(filter: PaymentFilter): boolean {
  return Object.keys(filter).some((name) => name !== 'status');
}

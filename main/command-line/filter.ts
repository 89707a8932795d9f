/** The payment filter, as options of a command. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { type PaymentFilter, paymentFilterSchema } from '../features/payments/contract';
import { methods, purposes, statuses } from '../kernel/payment';
import type { Use } from './command';
import { UsageError } from './exit';

export const filterOptions: ParseArgsOptionsConfig = {
  status: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  text: { type: 'string' },
  gateway: { type: 'string' },
  method: { type: 'string' },
  currency: { type: 'string' },
  purpose: { type: 'string' },
  min: { type: 'string' },
  max: { type: 'string' },
  customer: { type: 'string' },
  payout: { type: 'string' },
  flagged: { type: 'boolean' },
  reversed: { type: 'string' },
  'reversed-from': { type: 'string' },
  'reversed-to': { type: 'string' },
  'reversed-in': { type: 'string' },
};

export const filterTells: Readonly<Record<string, string>> = {
  status: statuses.join(', '),
  from: 'the first day, YYYY-MM-DD in the book’s time zone; or today, yesterday, month-start, last-month-start, last-month-end',
  to: 'the last day',
  text: 'words of description, reference, ids, customer, payer',
  gateway: 'such as stripe; several with commas',
  method: methods.join(', '),
  currency: 'such as EUR; several with commas',
  purpose: purposes.join(', '),
  min: 'the least amount, in major units of each currency',
  max: 'the largest amount',
  customer: 'id of a customer',
  payout: 'id of a payout',
  flagged: 'only what needs a person’s look',
  reversed: 'refund or dispute: whose refunds or disputes moved what its gateway holds',
  'reversed-from': 'with --reversed, the first business day on which that counts',
  'reversed-to': 'the last one',
  'reversed-in': 'with --reversed, the currency in which the gateway settled it',
};

/** Lists are written with commas: `--currency USD,EUR`; words for days are days already. Throws UsageError that names the option. */
export function filterOf(use: Pick<Use, 'option' | 'flag'>): PaymentFilter {
  const list = (name: string) => use.option(name)?.split(',');
  const words = {
    status: use.option('status'),
    from: use.option('from'),
    to: use.option('to'),
    text: use.option('text'),
    gateways: list('gateway'),
    methods: list('method'),
    currencies: list('currency'),
    purposes: list('purpose'),
    minAmount: use.option('min'),
    maxAmount: use.option('max'),
    customer: use.option('customer'),
    payout: use.option('payout'),
    flagged: use.flag('flagged') || undefined,
    reversedBy: use.option('reversed'),
    reversedFrom: use.option('reversed-from'),
    reversedTo: use.option('reversed-to'),
    reversedIn: use.option('reversed-in'),
  };
  const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
  const read = paymentFilterSchema.safeParse(given);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new UsageError(`The filter’s ${String(issue?.path[0] ?? 'words')} is not understood: ${issue?.message ?? ''}.`);
}

export function gatewayFields(use: Use): { gateway?: string } {
  const gateway = use.option('gateway');
  return gateway === undefined ? {} : { gateway };
}

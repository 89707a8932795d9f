/** The payment filter, as options of a command. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { type PaymentFilter, paymentFilterSchema } from '../features/payments/contract';
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
  flagged: { type: 'boolean' },
};

/** Lists are written with commas: `--currency USD,EUR`. Throws UsageError that names the option. */
export function filterOf(use: Use): PaymentFilter {
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
    flagged: use.flag('flagged') || undefined,
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

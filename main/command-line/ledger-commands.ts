/** Commands that look things up, and syncing. */

import { readDay } from '../kernel/time';
import { type Command, follow, type Use, wholeNumber } from './command';
import { UsageError } from './exit';
import { filterOf, filterOptions, filterTells, gatewayFields } from './filter';
import { table } from './output';

const MOST_PAYMENTS = 1_000_000;
const PAGE = 500;

const payments: Command = {
  name: 'payments',
  usage: 'payments [--status S] [--from DAY] [--to DAY] [--text T] [--limit N] …',
  about: 'Lists payments, newest first (50 unless told otherwise).',
  options: { ...filterOptions, limit: { type: 'string' }, 'as-known': { type: 'string' } },
  tells: { ...filterTells, limit: 'at most so many (50)', 'as-known': 'as the book knew them at that day’s end' },
  async run(use) {
    const filter = filterOf(use);
    const { asKnown } = daysOf(use);
    const limit = wholeNumber(use.option('limit') ?? '50', 'limit', 1, MOST_PAYMENTS);
    const api = await use.api();
    const rows: Awaited<ReturnType<typeof api.payments.page>>['rows'] = [];
    let after: string | undefined;
    do {
      const size = Math.min(PAGE, limit - rows.length);
      const page = await api.payments.page(
        {
          filter,
          sort: { column: 'date', direction: 'desc' },
          limit: size,
          ...(after === undefined ? {} : { after }),
          ...(asKnown === undefined ? {} : { asKnown }),
        },
        { signal: use.signal },
      );
      rows.push(...page.rows);
      after = page.next ?? undefined;
    } while (after !== undefined && rows.length < limit);
    const lines = rows.map((row) => [
      new Date(row.at).toISOString().slice(0, 16).replace('T', ' '),
      row.customer?.name ?? '',
      row.amount.amount,
      row.amount.currency,
      row.status + (row.reason === null ? '' : ` (${row.reason})`),
      row.gateway,
      row.reference,
      row.description,
    ]);
    const headers = ['date (UTC)', 'customer', 'amount', '', 'status', 'gateway', 'reference', 'description'];
    use.output.tell(rows, table(headers, lines, [2]));
  },
};

/** Throws UsageError for what is no day. */
function daysOf(use: Use): { asOf?: string; asKnown?: string } {
  const days = { asOf: use.option('as-of'), asKnown: use.option('as-known') };
  for (const [name, day] of [
    ['as-of', days.asOf],
    ['as-known', days.asKnown],
  ])
    if (day !== undefined && readDay(day) === null) throw new UsageError(`--${name} takes a day such as 2026-10-31.`);
  const { asOf, asKnown } = days;
  return { ...(asOf === undefined ? {} : { asOf }), ...(asKnown === undefined ? {} : { asKnown }) };
}

const balances: Command = {
  name: 'balances',
  usage: 'balances [--customer ID] [--as-of DAY] [--as-known DAY]',
  about: 'Each customer’s balance per currency: credit lots less receivable.',
  options: { customer: { type: 'string' }, 'as-of': { type: 'string' }, 'as-known': { type: 'string' } },
  tells: {
    customer: 'id of a customer',
    'as-of': 'by what counts up to that day',
    'as-known': 'as the book knew it at that day’s end; rebuilt the first time, which takes a while',
  },
  async run(use) {
    const customer = use.option('customer');
    const api = await use.api();
    const of = { ...(customer === undefined ? {} : { customer }), ...daysOf(use) };
    const found = await api.customers.balances(of, { signal: use.signal });
    const data = found.map(({ customer: id, currency, balance, paid, granted, voucher, receivable, due }) => ({
      customer: id,
      currency,
      balance,
      paid,
      granted,
      voucher,
      receivable,
      due,
    }));
    const lines = found.map((row) => [
      row.name,
      row.currency,
      row.balance,
      row.paid,
      row.granted,
      row.voucher,
      row.receivable,
      row.due,
    ]);
    const headers = ['customer', '', 'balance', 'paid', 'granted', 'voucher', 'receivable', 'due'];
    use.output.tell(data, table(headers, lines, [2, 3, 4, 5, 6, 7]));
  },
};

const sync: Command = {
  name: 'sync',
  usage: 'sync [--gateway G]',
  about: 'Fetches what is new from the gateways.',
  options: { gateway: { type: 'string' } },
  tells: { gateway: 'an account’s key, such as stripe or stripe-2; all when left out' },
  async run(use) {
    const api = await use.api();
    const passphrase = process.env.COUNTERFOIL_PASSPHRASE;
    if (passphrase) await api.sync.unlock({ passphrase });
    const result = await follow(use, api.sync.now(gatewayFields(use), { signal: use.signal }));
    const { fetched, added, changed, parked } = result;
    use.output.tell(result, `${fetched} fetched: ${added} added, ${changed} changed, ${parked} put aside.`);
  },
};

export const ledgerCommands: readonly Command[] = [payments, balances, sync];

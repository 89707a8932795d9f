/** Commands that look things up, and syncing. */

import { balanceCommand } from './balance-command';
import { type Command, follow, wholeNumber } from './command';
import { withDays } from './day-words';
import { filterOf, filterOptions, filterTells, gatewayFields } from './filter';
import { apiThen, pastOptions, pastTells } from './looking-back';
import { table } from './output';

const MOST_PAYMENTS = 1_000_000;
const PAGE = 500;

const payments: Command = {
  name: 'payments',
  usage: 'payments [--status S] [--from DAY] [--to DAY] [--text T] [--limit N] [--as-of DAY] [--as-known DAY] …',
  about: 'Lists payments, newest first (50 unless told otherwise).',
  options: { ...filterOptions, ...pastOptions, limit: { type: 'string' } },
  tells: { ...filterTells, ...pastTells, limit: 'at most so many (50)' },
  async run(asked) {
    const use = await withDays(asked);
    const filter = filterOf(use);
    const limit = wholeNumber(use.option('limit') ?? '50', 'limit', 1, MOST_PAYMENTS);
    const api = await apiThen(use);
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

export const ledgerCommands: readonly Command[] = [payments, balanceCommand, sync];

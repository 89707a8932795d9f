/** What customers hold and owe; of one of them also why, line by line down to the figure. */
import type { Why } from '../features/customers/contract';
import { isId } from '../kernel/id';
import type { Command, Use } from './command';
import type { Api } from './engine';
import { UsageError } from './exit';
import { apiThen, pastDays, pastOptions, pastTells } from './looking-back';
import { table } from './output';

/** Throws UsageError where nobody, or more than one, goes by that name. */
async function customerNamed(api: Api, use: Use, name: string): Promise<string> {
  if (isId(name)) return name;
  const order = { sort: { column: 'name', direction: 'asc' }, limit: 20 } as const;
  const { rows } = await api.customers.page({ filter: { text: name }, ...order }, { signal: use.signal });
  const whole = rows.filter((row) => row.name === name || row.email === name);
  const found = whole.length > 0 ? whole : rows;
  const [first, second] = found;
  if (!first) throw new UsageError(`There is no customer “${name}”.`);
  if (second) throw new UsageError(`“${name}” is more than one customer: ${found.map((row) => row.name).join(', ')}.`);
  return first.id;
}

/** Throws UsageError for --explain without a customer. */
async function explain(use: Use, customer: string | undefined): Promise<void> {
  if (customer === undefined) throw new UsageError('--explain is about one customer: --customer is missing.');
  const { knownOn, asOf } = pastDays(use);
  const api = await apiThen(use, knownOn === undefined ? {} : { knownOn });
  const id = await customerNamed(api, use, customer);
  const day = asOf === undefined ? {} : { asOf };
  const found = await api.customers.balances({ customer: id, ...day }, { signal: use.signal });
  const currencies = found.map(({ currency }) => currency);
  const told: Why[] = [];
  for (const currency of currencies)
    told.push(await api.customers.why({ id, currency, ...day }, { signal: use.signal }));
  const name = found[0]?.name ?? customer;
  const text = told.map((why) => explained(name, why)).join('\n\n');
  use.output.tell(told, text === '' ? `${name} holds nothing and owes nothing.` : text);
}

/** `completed-payments` as `completed payments`. */
const words = (kind: string) => kind.replaceAll('-', ' ');

function explained(name: string, { currency, lines, leftOut, balance, proven, lots }: Why): string {
  const moved = lines.map((line) => [words(line.kind), String(line.count), line.amount, line.running]);
  const left = leftOut.map((line) => [words(line.rule), String(line.count), line.amount, line.currency]);
  const { paid, granted, voucher, receivable, due } = lots;
  return [
    `${name}: ${balance} ${currency}`,
    table(['what moved it', 'rows', 'amount', 'so far'], moved, [1, 2, 3]),
    proven
      ? 'The lines add up to the balance that the book keeps.'
      : 'The lines do not add up to the balance that the book keeps: run “verify”.',
    `Paid credit ${paid}, granted ${granted}, voucher ${voucher}; owed ${receivable}${due === null ? '' : `, due ${due}`}.`,
    left.length === 0 ? 'Nothing is left out.' : table(['left out', 'rows', 'amount', ''], left, [1, 2]),
  ].join('\n');
}

export const balanceCommand: Command = {
  name: 'balances',
  usage: 'balances [--customer C] [--explain] [--as-of DAY] [--as-known DAY]',
  about: 'Each customer’s balance per currency: credit lots less receivable; --explain tells how one came to be.',
  options: { customer: { type: 'string' }, explain: { type: 'boolean' }, ...pastOptions },
  tells: {
    customer: 'id of a customer, or the name or e-mail of one',
    explain: 'what moved it, line by line, and what is left out by which rule',
    ...pastTells,
  },
  async run(use) {
    const customer = use.option('customer');
    if (use.flag('explain')) return explain(use, customer);
    const { knownOn, asOf } = pastDays(use);
    // What counts up to a day is told by the postings alone.
    const api = await apiThen(use, knownOn === undefined ? {} : { knownOn });
    const only = customer === undefined ? {} : { customer: await customerNamed(api, use, customer) };
    const found = await api.customers.balances(
      { ...only, ...(asOf === undefined ? {} : { asOf }) },
      { signal: use.signal },
    );
    const data = found.map(({ customer: id, currency, balance, paid, granted, voucher, receivable, due }) => ({
      ...{ customer: id, currency, balance, paid, granted, voucher, receivable, due },
    }));
    const lines = found.map(({ customer: id, name, currency, balance, paid, granted, voucher, receivable, due }) => [
      ...[name, currency, balance, paid, granted, voucher, receivable, due ?? '', id],
    ]);
    const headers = ['customer', '', 'balance', 'paid', 'granted', 'voucher', 'receivable', 'due', 'id'];
    use.output.tell(data, table(headers, lines, [2, 3, 4, 5, 6, 7]));
  },
};

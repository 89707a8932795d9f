/** Commands about invoices: found, issued, paid from credit, credited, voided, and written as paper. An invoice goes by number or id. */
import { resolve } from 'node:path';
import { isCurrency } from '../kernel/currency';
import { idMaker, isId } from '../kernel/id';
import { invoiceStatuses } from '../kernel/invoice';
import { systemClock } from '../kernel/time';
import { type Command, follow, languageOf, needed, type Use, wholeNumber } from './command';
import { UsageError } from './exit';
import { facts, table } from './output';

const request = { request: 'an id (UUIDv7): sent again, it is the same deed and not a second one' };

function requestOf(use: Use): string {
  const given = use.option('request');
  if (given !== undefined && !isId(given)) throw new UsageError(`--request takes an id, not “${given}”.`);
  return given ?? idMaker(systemClock)();
}

/** Throws UsageError where no invoice, or more than one, goes by that name. */
async function invoiceOf(use: Use, name: string | undefined): Promise<string> {
  if (name === undefined || name === '') throw new UsageError('Which invoice: its number or its id is missing.');
  if (isId(name)) return name;
  const api = await use.api();
  const page = { sort: { column: 'created', direction: 'desc' }, limit: 50 } as const;
  const { rows } = await api.invoices.page({ filter: { text: name }, ...page }, { signal: use.signal });
  const found = rows.find(({ number }) => number === name);
  if (!found) throw new UsageError(`There is no invoice “${name}”.`);
  return found.id;
}

const list: Command = {
  name: 'invoices',
  usage: 'invoices [--status S] [--customer ID] [--text T] [--limit N]',
  about: 'Lists invoices, newest first: total, what is open, and until when it is due.',
  options: {
    status: { type: 'string' },
    customer: { type: 'string' },
    text: { type: 'string' },
    limit: { type: 'string' },
  },
  tells: {
    status: invoiceStatuses.join(', '),
    customer: 'id of the customer',
    text: 'words in the number, the reference, a line or the customer’s name',
    limit: 'at most so many (50)',
  },
  async run(use) {
    const given = use.option('status');
    const status = invoiceStatuses.find((one) => one.toLowerCase() === given?.toLowerCase());
    if (given !== undefined && !status) throw new UsageError(`--status is one of ${invoiceStatuses.join(', ')}.`);
    const customer = use.option('customer');
    if (customer !== undefined && !isId(customer)) throw new UsageError(`--customer takes an id, not “${customer}”.`);
    const text = use.option('text');
    const filter = { ...(status ? { status } : {}), ...(customer ? { customer } : {}), ...(text ? { text } : {}) };
    const limit = wholeNumber(use.option('limit') ?? '50', 'limit', 1, 500);
    const sort = { column: 'created', direction: 'desc' } as const;
    const { rows } = await (await use.api()).invoices.page({ filter, sort, limit }, { signal: use.signal });
    const lines = rows.map((row) => [
      ...[row.number ?? '(draft)', row.status, row.customer.name, row.total, row.open, row.currency, row.dueDay],
      ...[row.kind, row.id],
    ]);
    const headers = ['number', 'status', 'customer', 'total', 'open', '', 'due', 'kind', 'id'];
    use.output.tell(rows, table(headers, lines, [3, 4]));
  },
};

const issue: Command = {
  name: 'invoices issue',
  usage: 'invoices issue <draft’s id> [--day D]',
  about: 'Issues a draft: it gets the next number of its series. Drafts are made with “call invoices.save”.',
  options: { day: { type: 'string' }, request: { type: 'string' } },
  tells: { day: 'day of issue, YYYY-MM-DD (today)', ...request },
  words: 1,
  async run(use) {
    const id = await invoiceOf(use, use.words[0]);
    const day = use.option('day');
    const wish = { request: requestOf(use), id, ...(day === undefined ? {} : { day }) };
    const { number } = await (await use.api()).invoices.issue(wish, { signal: use.signal });
    use.output.tell({ id, number }, facts(Object.entries({ id, number })));
  },
};

const pay: Command = {
  name: 'invoices pay',
  usage: 'invoices pay [<number>] --customer ID --currency C [--amount A]',
  about: 'Pays from the customer’s credit: that invoice, or all that are open, the oldest due day first.',
  options: {
    customer: { type: 'string' },
    currency: { type: 'string' },
    amount: { type: 'string' },
    request: { type: 'string' },
  },
  tells: {
    customer: 'id of the customer; not needed with a number',
    currency: 'such as EUR; not needed with a number',
    amount: 'in major units; left out: all that is open, as far as there is credit',
    ...request,
  },
  words: 1,
  async run(use) {
    const api = await use.api();
    const amount = use.option('amount');
    const id = use.words[0] === undefined ? null : await invoiceOf(use, use.words[0]);
    const row = id === null ? null : (await api.invoices.get({ id }, { signal: use.signal })).row;
    const customer = row?.customer.id ?? needed(use, 'customer');
    const currency = row?.currency ?? needed(use, 'currency');
    if (!isCurrency(currency)) throw new UsageError(`--currency takes an ISO 4217 code, not “${currency}”.`);
    const wish = {
      ...{ request: requestOf(use), customer, currency },
      ...(id === null ? {} : { invoices: [id] }),
      ...(amount === undefined ? {} : { amount }),
    };
    const { invoices } = await api.invoices.pay(wish, { signal: use.signal });
    const told = [...new Set(invoices)];
    // What another request took of them meanwhile stands there too: it is how they are now.
    const rows = await Promise.all(told.map(async (one) => (await api.invoices.get({ id: one })).row));
    const lines = rows.map((one) => [one.number ?? '', one.status, one.paid, one.open, one.currency]);
    const shown = table(['number', 'status', 'paid', 'open', ''], lines, [2, 3]);
    use.output.tell({ invoices: told, request: wish.request }, shown);
  },
};

const credit: Command = {
  name: 'invoices credit',
  usage: 'invoices credit <number> --reason T [--amount A]',
  about: 'Issues a credit note; what of it was paid is credit of the customer again.',
  options: { reason: { type: 'string' }, amount: { type: 'string' }, request: { type: 'string' } },
  tells: { reason: 'why; stands on the paper', amount: 'tax included; left out: all that is left', ...request },
  words: 1,
  async run(use) {
    const id = await invoiceOf(use, use.words[0]);
    const amount = use.option('amount');
    const wish = { request: requestOf(use), id, reason: needed(use, 'reason') };
    const api = await use.api();
    const { number } = await api.invoices.credit(amount === undefined ? wish : { ...wish, amount });
    use.output.tell({ id, creditNote: number }, facts(Object.entries({ id, 'credit note': number })));
  },
};

const voids: Command = {
  name: 'invoices void',
  usage: 'invoices void <number> --reason T',
  about: 'Takes an invoice back whole, while nothing of it is paid; its number stays used.',
  options: { reason: { type: 'string' }, request: { type: 'string' } },
  tells: { reason: 'why', ...request },
  words: 1,
  async run(use) {
    const id = await invoiceOf(use, use.words[0]);
    const wish = { request: requestOf(use), id, reason: needed(use, 'reason') };
    const { invoices } = await use.api();
    await invoices.void(wish, { signal: use.signal });
    const { number } = (await invoices.get({ id })).row;
    use.output.tell({ id, status: 'Void' }, `${number ?? id} is void. Its number stays used.`);
  },
};

const pdf: Command = {
  name: 'invoices pdf',
  usage: 'invoices pdf <number> --out <file.pdf> [--language en|es] [--overwrite]',
  about: 'Writes the paper of an invoice as it stands now.',
  options: { out: { type: 'string' }, language: { type: 'string' }, overwrite: { type: 'boolean' } },
  tells: {
    out: 'the file to write',
    language: 'en or es; left out: the language of who gets it',
    overwrite: 'also when there is a file of that name',
  },
  words: 1,
  async run(use) {
    const id = await invoiceOf(use, use.words[0]);
    const order = {
      id,
      language: languageOf(use),
      file: resolve(needed(use, 'out')),
      overwrite: use.flag('overwrite'),
    };
    const made = await follow(use, (await use.api()).invoices.pdf(order, { signal: use.signal }));
    use.output.tell(made, `${made.file}\n${made.bytes} bytes\nSHA-256 ${made.sha256}`);
  },
};

export const invoiceCommands: readonly Command[] = [list, issue, pay, credit, voids, pdf];

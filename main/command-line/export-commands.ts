/** Commands that write files for others. */
import { resolve } from 'node:path';
import {
  type ExportReceipt,
  type GlFormat,
  glFormats,
  type ListName,
  listNames,
  type SheetFormat,
  sheetFormats,
} from '../features/export/contract';
import { isCurrency } from '../kernel/currency';
import { readDay } from '../kernel/time';
import { type Command, follow, needed, type Use } from './command';
import { withDays } from './day-words';
import { UsageError } from './exit';
import { exportPlain } from './export-again';
import { glAccounts } from './gl-accounts';
import { listFilters } from './list-filters';
import { apiThen, pastOptions, pastTells } from './looking-back';
import { readWords } from './words';

const written = { out: { type: 'string' }, overwrite: { type: 'boolean' } } as const;
const writtenTells = {
  out: 'the file to write; {day} in its name is the book’s day today',
  overwrite: 'also when there is a file of that name',
};

/** `export payments`, `export customers`… : one for each list of the book. */
function exportList(list: ListName): Command {
  const { rows, options, tells, read } = listFilters[list];
  const isFiltered = Object.keys(options).length > 0;
  return {
    name: `export ${list}`,
    usage: `export ${list} --out <file>${isFiltered ? ' [filters]' : ''} [--format csv|xlsx] [--bom] [--overwrite] [--as-of DAY] [--as-known DAY]`,
    about: `Writes every ${rows}${isFiltered ? ' of the filter' : ''}, never a page of them.`,
    options: { ...options, ...written, ...pastOptions, format: { type: 'string' }, bom: { type: 'boolean' } },
    tells: {
      ...tells,
      ...pastTells,
      ...writtenTells,
      format: 'csv or xlsx; left out: what the name of the file ends in, else csv',
      bom: 'of a CSV: begin with a byte order mark, for Excel',
    },
    async run(asked) {
      const use = await withDays(asked);
      const input = { list, filter: read(use), format: formatOf(use), bom: use.flag('bom'), ...destination(use) };
      const api = await apiThen(use);
      tellReceipt(use, await follow(use, api.exports.rows(input, { signal: use.signal })));
    },
  };
}

function formatOf(use: Use): SheetFormat {
  const given = use.option('format') ?? (/\.xlsx$/i.test(use.option('out') ?? '') ? 'xlsx' : 'csv');
  const format = sheetFormats.find((each) => each === given);
  if (format === undefined) throw new UsageError(`--format is csv or xlsx, not “${given}”.`);
  return format;
}

const exportJournal: Command = {
  name: 'export journal',
  usage:
    'export journal --format hledger|beancount|gl|xero|datev --out <file> [--from DAY] [--to DAY] [--currency C] [--as-of DAY] [--as-known DAY] [--overwrite]',
  about: 'Writes the ledger for another accounting tool.',
  options: {
    ...written,
    ...pastOptions,
    ...{ format: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, currency: { type: 'string' } },
  },
  tells: {
    ...writtenTells,
    ...pastTells,
    format: 'hledger or beancount; gl, xero or datev with the account codes of gl-accounts',
    from: 'of gl, xero, datev: the first day booked',
    to: 'of gl, xero, datev: the last day booked',
    currency: 'of gl, xero, datev: one currency',
  },
  async run(asked) {
    const use = await withDays(asked);
    const format = needed(use, 'format');
    const glFormat = glFormats.find((each) => each === format);
    if (glFormat !== undefined) return exportGl(use, glFormat);
    if (format !== 'hledger' && format !== 'beancount') {
      throw new UsageError(`--format is hledger or beancount, gl, xero or datev, not “${format}”.`);
    }
    for (const name of ['from', 'to', 'currency'])
      if (use.option(name) !== undefined) throw new UsageError(`--${name} is for gl, xero and datev only.`);
    const input = { format, ...destination(use) } as const;
    const api = await apiThen(use);
    tellReceipt(use, await follow(use, api.exports.journal(input, { signal: use.signal })));
  },
};

async function exportGl(use: Use, format: GlFormat): Promise<void> {
  const [from, to, currency] = [use.option('from'), use.option('to'), use.option('currency')];
  for (const day of [from, to])
    if (day !== undefined && readDay(day) === null) throw new UsageError(`A day is such as 2026-10-31, not “${day}”.`);
  if (currency !== undefined && !isCurrency(currency))
    throw new UsageError(`--currency takes a currency such as EUR, not “${currency}”.`);
  if (format !== 'gl') for (const name of ['from', 'to', 'currency']) needed(use, name);
  const of = { ...(from && { from }), ...(to && { to }), ...(currency && { currency }) };
  const input = { format, ...of, ...destination(use) };
  const api = await apiThen(use);
  tellReceipt(use, await follow(use, api.exports.gl(input, { signal: use.signal })));
}

const exportArchive: Command = {
  name: 'export archive',
  usage: 'export archive --out <file.zip> [--overwrite]',
  about:
    'Writes everything of the book as one zip, for leaving Counterfoil: lists, tables, journal, people, attached files.',
  options: { ...written },
  tells: writtenTells,
  async run(asked) {
    const use = await withDays(asked);
    const api = await use.api();
    tellReceipt(use, await follow(use, api.exports.archive(destination(use), { signal: use.signal })));
  },
};

function destination(use: Use): { file: string; overwrite: boolean } {
  return { file: resolve(needed(use, 'out')), overwrite: use.flag('overwrite') };
}

function tellReceipt(use: Use, receipt: ExportReceipt): void {
  const totals = receipt.totals.map((each) => `${each.currency} ${each.amount} (${each.count})\n`).join('');
  use.output.tell(
    receipt,
    `${receipt.file}\n${receipt.rows} rows, ${receipt.bytes} bytes\n${totals}${tiedText(receipt)}SHA-256 ${receipt.sha256}`,
  );
}

function tiedText({ tied }: ExportReceipt): string {
  if (tied === undefined) return '';
  return `Debits and credits come to the ${tied === 'balances' ? 'trial balance' : 'sums kept of these days'}.\n`;
}

export const exportCommands: readonly Command[] = [
  ...listNames.map(exportList),
  exportJournal,
  glAccounts,
  exportArchive,
  exportPlain((words) => void readWords(words, exportCommands)),
];

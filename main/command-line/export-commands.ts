/** Commands that write files for others. */
import { resolve } from 'node:path';
import {
  type ExportReceipt,
  type ListName,
  listNames,
  type SheetFormat,
  sheetFormats,
} from '../features/export/contract';
import { systemClock } from '../kernel/time';
import { type Command, follow, needed, type Use } from './command';
import { datedName } from './day-words';
import { UsageError } from './exit';
import { exportPlain } from './export-again';
import { listFilters } from './list-filters';
import { readWords } from './words';

const written = { out: { type: 'string' }, overwrite: { type: 'boolean' } } as const;
const writtenTells = {
  out: 'the file to write; {day} in its name is today',
  overwrite: 'also when there is a file of that name',
};

/** `export payments`, `export customers`… : one for each list of the book. */
function exportList(list: ListName): Command {
  const { rows, options, tells, read } = listFilters[list];
  const filters = Object.keys(options).length === 0 ? '' : ' [filters]';
  return {
    name: `export ${list}`,
    usage: `export ${list} --out <file>${filters} [--format csv|xlsx] [--bom] [--overwrite]`,
    about: `Writes every ${rows} of the filter, never a page of them.`,
    options: { ...options, ...written, format: { type: 'string' }, bom: { type: 'boolean' } },
    tells: {
      ...tells,
      ...writtenTells,
      format: 'csv or xlsx; left out: what the name of the file ends in, else csv',
      bom: 'of a CSV: begin with a byte order mark, for Excel',
    },
    async run(use) {
      const input = { list, filter: read(use), format: formatOf(use), bom: use.flag('bom'), ...destination(use) };
      const api = await use.api();
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
  usage: 'export journal --format hledger|beancount --out <file> [--overwrite]',
  about: 'Writes the ledger for another accounting tool.',
  options: { ...written, format: { type: 'string' } },
  tells: { ...writtenTells, format: 'hledger or beancount' },
  async run(use) {
    const format = needed(use, 'format');
    if (format !== 'hledger' && format !== 'beancount') {
      throw new UsageError(`--format is hledger or beancount, not “${format}”.`);
    }
    const input = { format, ...destination(use) } as const;
    const api = await use.api();
    tellReceipt(use, await follow(use, api.exports.journal(input, { signal: use.signal })));
  },
};

const exportArchive: Command = {
  name: 'export archive',
  usage: 'export archive --out <file.zip> [--overwrite]',
  about:
    'Writes everything of the book as one zip, for leaving Counterfoil: lists, tables, journal, people, attached files.',
  options: { ...written },
  tells: writtenTells,
  async run(use) {
    const api = await use.api();
    tellReceipt(use, await follow(use, api.exports.archive(destination(use), { signal: use.signal })));
  },
};

function destination(use: Use): { file: string; overwrite: boolean } {
  return { file: resolve(datedName(needed(use, 'out'), systemClock.now())), overwrite: use.flag('overwrite') };
}

function tellReceipt(use: Use, receipt: ExportReceipt): void {
  const totals = receipt.totals.map((each) => `${each.currency} ${each.amount} (${each.count})`).join('\n');
  use.output.tell(
    receipt,
    `${receipt.file}\n${receipt.rows} rows, ${receipt.bytes} bytes\n${totals}\nSHA-256 ${receipt.sha256}`,
  );
}

export const exportCommands: readonly Command[] = [
  ...listNames.map(exportList),
  exportJournal,
  exportArchive,
  exportPlain((words) => void readWords(words, exportCommands)),
];

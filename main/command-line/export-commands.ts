/** Commands that write files for others. */
import { resolve } from 'node:path';
import type { ExportReceipt } from '../features/export/contract';
import { type Command, follow, needed, type Use } from './command';
import { UsageError } from './exit';
import { filterOf, filterOptions, filterTells } from './filter';

const written = { out: { type: 'string' }, overwrite: { type: 'boolean' } } as const;
const writtenTells = { out: 'the file to write', overwrite: 'also when there is a file of that name' };

const exportPayments: Command = {
  name: 'export payments',
  usage: 'export payments --out <file> [filters as for payments] [--bom] [--overwrite]',
  about: 'Writes every payment of the filter as CSV, never a page of it.',
  options: { ...filterOptions, ...written, bom: { type: 'boolean' } },
  tells: { ...filterTells, ...writtenTells, bom: 'begin with a byte order mark, for Excel' },
  async run(use) {
    const input = { filter: filterOf(use), bom: use.flag('bom'), ...destination(use) };
    const api = await use.api();
    tellReceipt(use, await follow(use, api.exports.payments(input, { signal: use.signal })));
  },
};

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

function destination(use: Use): { file: string; overwrite: boolean } {
  return { file: resolve(needed(use, 'out')), overwrite: use.flag('overwrite') };
}

function tellReceipt(use: Use, receipt: ExportReceipt): void {
  const totals = receipt.totals.map((each) => `${each.currency} ${each.amount} (${each.count})`).join('\n');
  use.output.tell(
    receipt,
    `${receipt.file}\n${receipt.rows} rows, ${receipt.bytes} bytes\n${totals}\nSHA-256 ${receipt.sha256}`,
  );
}

export const exportCommands: readonly Command[] = [exportPayments, exportJournal];

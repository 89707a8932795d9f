/** Commands that write papers for customers. */
import { resolve } from 'node:path';
import type { ExportReceipt } from '../features/export/contract';
import { type Command, follow, languageOf, needed, type Use } from './command';
import { UsageError } from './exit';

const written = { out: { type: 'string' }, overwrite: { type: 'boolean' }, language: { type: 'string' } } as const;
const writtenTells = {
  out: 'the file to write',
  overwrite: 'also when there is a file of that name',
  language: 'en or es; left out: the language of who gets it',
};

const statement: Command = {
  name: 'statement',
  usage: 'statement --customer <id> --from <day> --to <day> --out <file.pdf|file.csv> [--language en|es] [--overwrite]',
  about: 'Writes a customer’s statement of account: opening balance, what was booked, closing balance, per currency.',
  options: { ...written, customer: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  tells: {
    customer: 'id of the customer',
    from: 'the first day, YYYY-MM-DD in the book’s time zone',
    to: 'the last day',
    ...writtenTells,
    out: 'the file to write; its ending says whether PDF or CSV',
  },
  async run(use) {
    const order = orderOf(use);
    const format = formats.find((known) => order.file.toLowerCase().endsWith(`.${known}`));
    if (!format) throw new UsageError('--out ends in .pdf or .csv.');
    const period = { id: needed(use, 'customer'), from: needed(use, 'from'), to: needed(use, 'to') };
    const api = await use.api();
    const input = { ...period, format, ...order };
    tellPaper(use, await follow(use, api.customers.statement(input, { signal: use.signal })));
  },
};

const receipt: Command = {
  name: 'receipt',
  usage: 'receipt --payment <id> --out <file.pdf> [--language en|es] [--overwrite]',
  about: 'Writes the receipt of a Completed payment.',
  options: { ...written, payment: { type: 'string' } },
  tells: { payment: 'id of the payment', ...writtenTells },
  async run(use) {
    const input = { payment: needed(use, 'payment'), ...orderOf(use) };
    const api = await use.api();
    tellPaper(use, await follow(use, api.papers.receipt(input, { signal: use.signal })));
  },
};

const instructions: Command = {
  name: 'instructions',
  usage: 'instructions --payment <id> --out <file.pdf> [--language en|es] [--overwrite]',
  about: 'Writes what the payer of a Pending bank transfer needs: account, amount, reference, code.',
  options: { ...written, payment: { type: 'string' } },
  tells: { payment: 'id of the payment', ...writtenTells },
  async run(use) {
    const input = { payment: needed(use, 'payment'), ...orderOf(use) };
    const api = await use.api();
    tellPaper(use, await follow(use, api.papers.transfer(input, { signal: use.signal })));
  },
};

const formats = ['pdf', 'csv'] as const;

function orderOf(use: Use) {
  return { file: resolve(needed(use, 'out')), overwrite: use.flag('overwrite'), language: languageOf(use) };
}

function tellPaper(use: Use, made: ExportReceipt): void {
  const totals = made.totals.map(({ currency, amount }) => `${currency} ${amount}`);
  use.output.tell(made, [made.file, `${made.bytes} bytes`, ...totals, `SHA-256 ${made.sha256}`].join('\n'));
}

export const paperCommands: readonly Command[] = [statement, receipt, instructions];

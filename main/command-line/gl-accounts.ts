/** Under which codes the accounts of the ledger leave for another program: shown, and set from a CSV file. */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { DatevClient } from '../features/export/contract';
import { Failure } from '../kernel/failure';
import { type Command, needed, type Use, wholeNumber } from './command';
import { UsageError } from './exit';
import { facts, table } from './output';
import { unreadFile } from './unread-file';

const MOST_BYTES = 500_000;
const ofDatev = ['consultant', 'client', 'year-start', 'account-length'] as const;

export const glAccounts: Command = {
  name: 'gl-accounts',
  usage: 'gl-accounts [--set <file.csv>] [--consultant N --client N [--year-start MM-01] [--account-length N]]',
  about: 'Shows or sets the account codes of the GL journal, and which accounts have none.',
  options: {
    ...{ set: { type: 'string' }, consultant: { type: 'string' }, client: { type: 'string' } },
    ...{ 'year-start': { type: 'string' }, 'account-length': { type: 'string' } },
  },
  tells: {
    set: 'CSV with the columns account, code, name, tax rate; it replaces the whole mapping',
    consultant: 'for DATEV: the number of the tax adviser',
    client: 'for DATEV: the number of the client there',
    'year-start': 'for DATEV: month and first day of the fiscal year (01-01)',
    'account-length': 'for DATEV: digits of a ledger account (4)',
  },
  async run(use) {
    const file = use.option('set');
    const datev = datevOf(use);
    const accounts = file === undefined ? undefined : await textOf(resolve(file));
    const { exports } = await use.api();
    const change = { ...(accounts !== undefined && { accounts }), ...(datev && { datev }) };
    const shown =
      accounts === undefined && datev === null ? await exports.glAccounts() : await exports.setGlAccounts(change);
    const rows = shown.accounts.map(({ account, code, name, taxRate }) => [account, code, name, taxRate]);
    const said = facts([
      ['DATEV consultant, client', shown.datev ? `${shown.datev.consultant}, ${shown.datev.client}` : 'not set'],
      ['without a code', shown.unmapped.join(', ') || 'none'],
    ]);
    use.output.tell(shown, `${table(['account', 'code', 'name', 'tax rate'], rows)}\n${said}`);
  },
};

/** Null: nothing was said of DATEV. Throws UsageError. */
function datevOf(use: Use): DatevClient | null {
  if (ofDatev.every((name) => use.option(name) === undefined)) return null;
  const consultant = String(wholeNumber(needed(use, 'consultant'), 'consultant', 1001, 9_999_999));
  const client = String(wholeNumber(needed(use, 'client'), 'client', 1, 99_999));
  const yearStart = use.option('year-start') ?? '01-01';
  if (!/^(0[1-9]|1[0-2])-01$/.test(yearStart))
    throw new UsageError('--year-start takes a month’s first day: 01-01, 07-01…');
  const accountLength = wholeNumber(use.option('account-length') ?? '4', 'account-length', 4, 8);
  return { consultant, client, yearStart, accountLength };
}

/** Throws Failure path-invalid, import-file-large. */
async function textOf(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > MOST_BYTES) throw new Failure('import-file-large', { limit: '0.5 MB' });
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadFile(file, error);
  }
}

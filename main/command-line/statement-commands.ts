/** Brings bank statements in from files, and writes those of the demo company to try it with. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StatementFile, StatementLook } from '../features/statements/contract';
import { Failure } from '../kernel/failure';
import { idMaker, isId } from '../kernel/id';
import { systemClock } from '../kernel/time';
import { type Command, follow, type Use } from './command';
import { Findings, sentences, UsageError } from './exit';
import { facts, table } from './output';
import { sentFile } from './sent-file';

const newId = idMaker(systemClock);

/** `--bank` is said once for all files, or once for each in their order; so is `--profile`. */
function saidFor(use: Use, name: 'bank' | 'profile', n: number): string | undefined {
  const said = use.option(name)?.split(',');
  if (!said) return undefined;
  if (said.length !== 1 && said.length !== use.words.length)
    throw new UsageError(`--${name} names one for all files, or one for each, with commas between.`);
  return said.length === 1 ? said[0] : said[n] || undefined;
}

async function send(use: Use, file: string, n: number): Promise<StatementFile> {
  const [bank, profileName] = [saidFor(use, 'bank', n), saidFor(use, 'profile', n)];
  return {
    ...{ upload: await sentFile(use, file), name: path.basename(file).slice(-200) },
    ...(bank === undefined ? {} : { bank }),
    ...(profileName === undefined ? {} : { profileName }),
  };
}

const reasonOf = ({ code, params }: StatementLook['blocks'][number]) => sentences(new Failure(code, params)).what;

function answer(look: StatementLook, stored: { id: string | null; new: number } | null, dryRun: boolean) {
  const files = look.files.map(({ name, sha256, format, csv, statements, refusals, refused, notices }) => ({
    ...{ file: name, sha256, format, profile: csv?.saved ?? null, refused, notices },
    asked: csv?.isAsked ? csv.asks : null,
    statements: statements.map(({ lines: _, ...rest }) => ({ ...rest, bank: rest.bank?.key ?? null })),
    refusals: refusals.map(({ line, column, problem }) => ({
      line,
      column,
      code: problem.code,
      reason: reasonOf(problem),
    })),
  }));
  const problems = look.blocks.map((block) => ({ code: block.code, reason: reasonOf(block) }));
  const counted = { stored: dryRun ? look.new : (stored?.new ?? 0), alreadyThere: look.already, refused: look.refused };
  return { dryRun, changeSet: stored?.id ?? null, ...counted, problems, files };
}

function words(told: ReturnType<typeof answer>): string {
  const lines = facts([
    [told.dryRun ? 'would be stored' : 'stored', String(told.stored)],
    ['already there', String(told.alreadyThere)],
    ['refused', String(told.refused)],
    ['change set', told.changeSet ?? ''],
  ]);
  const found = told.files.flatMap(({ file, format, statements }) =>
    statements.map(({ bank, from, to, isProved, out, ...one }) => [
      ...[file, format ?? '', bank ?? '?', from ?? '', to ?? '', String(one.new), String(one.already)],
      out === null ? (isProved ? 'opening + lines = closing' : '') : `out by ${out} ${one.currency}`,
    ]),
  );
  const refusals = told.files.flatMap(({ file, refusals: of }) =>
    of.map(({ line, column, reason }) => [file, String(line || ''), String(column || ''), reason]),
  );
  return [
    lines,
    ...(found.length > 0 ? [table(['file', 'format', 'bank', 'from', 'to', 'new', 'there', ''], found, [5, 6])] : []),
    ...(refusals.length > 0 ? [table(['file', 'line', 'column', 'refused because'], refusals, [1, 2])] : []),
    ...(told.stored === 0 || told.dryRun ? told.problems.map(({ reason }) => reason) : []),
  ].join('\n\n');
}

/** Why nothing is stored, with what the options allow left out. */
function blocksOf({ blocks, files }: StatementLook, use: Use): StatementLook['blocks'] {
  const isLeavable = use.flag('leave-out-refused') && files.every(({ refused, csv }) => refused === 0 || csv !== null);
  return blocks.filter(
    ({ code }) =>
      !(code === 'import-refused' && isLeavable) &&
      !(code === 'statement-out' && use.option('out-because') !== undefined),
  );
}

async function runImport(use: Use): Promise<void> {
  if (use.words.length === 0) throw new UsageError('Which files: their names are missing.');
  const request = use.option('request') ?? newId();
  if (!isId(request)) throw new UsageError(`--request takes an id, not “${request}”.`);
  const files: StatementFile[] = [];
  for (const [n, file] of use.words.entries()) files.push(await send(use, file, n));
  const { statements } = await use.api();
  const signal = { signal: use.signal };
  const look = await follow(use, statements.look({ files }, signal));
  const [report] = look.reports;
  if (report) throw new UsageError(`${report.name} is a gateway’s report: counterfoil import report.`);
  const isBlocked = blocksOf(look, use).length > 0;
  const dryRun = use.flag('dry-run');
  if (dryRun || isBlocked) {
    const told = answer(look, null, dryRun);
    use.output.tell(told, words(told));
    if (isBlocked) throw new Findings();
    return;
  }
  const outBecause = use.option('out-because');
  const leaveOut = use.flag('leave-out-refused');
  const wish = { request, files, plan: look.plan, leaveOut, ...(outBecause === undefined ? {} : { outBecause }) };
  const stored = await follow(use, statements.store(wish, signal));
  const told = answer(look, stored, false);
  use.output.tell(told, words(told));
}

const importStatements: Command = {
  name: 'import statement',
  usage: 'import statement <file>… [--bank KEY[,KEY…]] [--profile P] [--dry-run] …',
  about:
    'Stores bank statements (CAMT.053, MT940, OFX, CSV, zip) in one act that can be taken back; what is there stays.',
  options: {
    bank: { type: 'string' },
    profile: { type: 'string' },
    'dry-run': { type: 'boolean' },
    'leave-out-refused': { type: 'boolean' },
    'out-because': { type: 'string' },
    request: { type: 'string' },
  },
  tells: {
    bank: 'the key of the bank account, or one for each file with commas between; without it the one whose number the file has, or the only one',
    profile:
      'how the bank’s CSV files are read, as it was saved, or one for each file; without it the one saved for these columns, else as it seems',
    'dry-run': 'only tells what would be stored',
    'leave-out-refused': 'stores the other rows of CSV files; otherwise one refused row keeps everything out',
    'out-because': 'why it is stored although opening + lines are not the closing balance',
    request: 'an id (UUIDv7): sent again, it is the same import and not a second one',
  },
  words: 50,
  run: runImport,
};

const bankAdd: Command = {
  name: 'bank add',
  usage: 'bank add <key> --name N --currency C [--number IBAN]',
  about: 'Adds a bank account; its key is its name in the ledger and never changes.',
  options: {
    name: { type: 'string' },
    currency: { type: 'string' },
    number: { type: 'string' },
    request: { type: 'string' },
  },
  tells: {
    name: 'what it is called on screen',
    currency: 'ISO 4217',
    number: 'IBAN or account number: by it a statement finds its account',
    request: 'an id (UUIDv7): sent again, it is the same account and not a second one',
  },
  words: 1,
  async run(use) {
    const [key] = use.words;
    const { name, currency } = { name: use.option('name'), currency: use.option('currency') };
    if (key === undefined || name === undefined || currency === undefined)
      throw new UsageError('A bank account needs a key, --name and --currency.');
    const request = use.option('request') ?? newId();
    if (!isId(request)) throw new UsageError(`--request takes an id, not “${request}”.`);
    const wish = { request, key, name, currency, number: use.option('number') ?? '' };
    const { id } = await (await use.api()).statements.addAccount(wish, { signal: use.signal });
    use.output.tell(
      { id, key },
      facts([
        ['bank account', `bank:${key}`],
        ['id', id],
      ]),
    );
  },
};

const bankList: Command = {
  name: 'bank list',
  usage: 'bank list',
  about: 'Lists the bank accounts, with what the last statement of each says it holds.',
  options: {},
  async run(use) {
    const accounts = await (await use.api()).statements.accounts(undefined, { signal: use.signal });
    const rows = accounts.map(({ key, name, currency, number, balance, lines, open, closedAt }) => [
      ...[key, name, currency, number ?? '', balance?.amount ?? '', balance?.day ?? '', String(lines), String(open)],
      closedAt === null ? '' : 'closed',
    ]);
    use.output.tell(
      accounts,
      table(['key', 'name', '', 'number', 'balance', 'on', 'lines', 'open', ''], rows, [4, 6, 7]),
    );
  },
};

const demoStatements: Command = {
  name: 'demo statements',
  usage: 'demo statements <folder>',
  about:
    'Writes the demo company’s bank statements, made from its payouts and transfers, in four formats, to try Reconcile.',
  options: {},
  words: 1,
  async run(use) {
    const [folder] = use.words;
    if (folder === undefined) throw new UsageError('Into which folder: its name is missing.');
    const file = use.option('book') === undefined ? use.places.demoBook : use.book.file;
    const { api } = await use.connect({ file, demo: true });
    const files = await api.statements.demoFiles(undefined, { signal: use.signal });
    await mkdir(path.resolve(folder), { recursive: true });
    for (const { name, content } of files) await writeFile(path.join(path.resolve(folder), name), content);
    const rows = files.map(({ name, bank, lines }) => [name, bank, String(lines)]);
    use.output.tell(
      files.map(({ content: _, ...rest }) => rest),
      table(['file', 'bank', 'lines'], rows, [2]),
    );
  },
};

export const statementCommands: readonly Command[] = [importStatements, bankAdd, bankList, demoStatements];

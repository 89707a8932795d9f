/** Brings customers, invoices, purchases and payments of another system in from CSV files. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Choices, ImportCounts, Look } from '../features/imports/contract';
import { isCurrency } from '../kernel/currency';
import { Failure } from '../kernel/failure';
import { idMaker, isId } from '../kernel/id';
import {
  dayOrders,
  decimalSigns,
  delimiters,
  type ImportKind,
  importKinds,
  MOST_IMPORT_BYTES,
  PIECE_BYTES,
} from '../kernel/import-field';
import { systemClock } from '../kernel/time';
import { type Command, follow, type Use, wholeNumber } from './command';
import { Findings, sentences, UsageError } from './exit';
import { facts, table } from './output';
import { unreadFile } from './unread-file';

const newId = idMaker(systemClock);

/** Throws Failure path-invalid, import-file-large. */
async function bytesOf(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).size > MOST_IMPORT_BYTES) throw new Failure('import-file-large', { limit: '32 MB' });
    return await readFile(file);
  } catch (error) {
    throw unreadFile(file, error);
  }
}

async function send(use: Use, bytes: Buffer): Promise<string> {
  const api = await use.api();
  const upload = newId();
  for (let piece = 0; piece === 0 || piece * PIECE_BYTES < bytes.byteLength; piece++) {
    const part = bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
    await api.imports.upload({ upload, piece, content: part.toString('base64') }, { signal: use.signal });
  }
  return upload;
}

function oneOf<Value extends string>(use: Use, name: string, values: readonly Value[]): Value | undefined {
  const given = use.option(name);
  const found = values.find((value) => value === given);
  if (given !== undefined && !found) throw new UsageError(`--${name} is one of ${values.join(' ')}.`);
  return found;
}

/** What the options say of how the file is read. Throws UsageError. */
function saidOf(use: Use): Partial<Choices> {
  const given = use.option('delimiter');
  const delimiter = given === 'tab' ? '\t' : delimiters.find((value) => value === given);
  if (given !== undefined && !delimiter) throw new UsageError('--delimiter is one of , ; | tab.');
  const [decimal, dayOrder] = [oneOf(use, 'decimal', decimalSigns), oneOf(use, 'date-order', dayOrders)];
  const currency = use.option('currency');
  if (currency !== undefined && !isCurrency(currency))
    throw new UsageError(`--currency takes an ISO 4217 code, not “${currency}”.`);
  const days = use.option('due-days');
  return {
    ...(delimiter ? { delimiter } : {}),
    ...(decimal ? { decimal } : {}),
    ...(dayOrder ? { dayOrder } : {}),
    ...(currency === undefined ? {} : { currency }),
    ...(use.option('customer') === undefined ? {} : { customer: use.option('customer') ?? null }),
    ...(days === undefined ? {} : { dueDays: wholeNumber(days, 'due-days', 0, 365) }),
  };
}

/** Throws UsageError for what nobody said and the file does not tell. */
function assertSettled({ asks }: Look): void {
  const { fields, identity, decimal, dayOrder, currency, customer } = asks;
  const missing = [
    ...(fields.length > 0
      ? [`no column was found for ${fields.join(', ')} (save a mapping in the app, then --mapping)`]
      : []),
    ...(identity.length > 0 ? [`it has no column for ${identity.join(' or ')}`] : []),
    ...(decimal ? ['its numbers can be read in two ways: say --decimal . or --decimal ,'] : []),
    ...(dayOrder ? ['its days can be read in two ways: say --date-order dmy or mdy'] : []),
    ...(currency ? ['it has no column for the currency: say --currency'] : []),
    ...(customer ? ['it has no column for the customer: say --customer'] : []),
  ];
  if (missing.length > 0) throw new UsageError(`How this file is read is not certain: ${missing.join('; ')}.`);
}

function answer(look: Look, counts: ImportCounts, changeSet: string | null, dryRun: boolean) {
  const refusals = look.refusals.map(({ line, column, header, problem }) => {
    const reason = sentences(new Failure(problem.code, problem.params)).what;
    return { line, column, header, code: problem.code, reason };
  });
  const { name, sha256, rows } = look.file;
  const { there, differs, refused, linked } = counts;
  return {
    ...{ file: name, sha256, rows, dryRun, changeSet, mapping: look.mapping },
    ...{ stored: counts.new, linked, alreadyThere: there, differs, refused, totals: look.totals, refusals },
  };
}

function words(told: ReturnType<typeof answer>): string {
  const { refusals, totals, dryRun, stored, linked, alreadyThere, differs, refused, changeSet } = told;
  const lines = facts([
    [dryRun ? 'would be stored' : 'stored', String(stored)],
    ['given an external id', String(linked)],
    ['already there', String(alreadyThere)],
    ['there, says something else', String(differs)],
    ['refused', String(refused)],
    ['total', totals.map(({ amount, currency }) => `${amount} ${currency}`).join(', ')],
    ['change set', changeSet ?? ''],
  ]);
  if (refusals.length === 0) return lines;
  const rows = refusals.map(({ line, column, header, reason }) => [String(line), String(column || ''), header, reason]);
  return `${lines}\n\n${table(['line', 'column', '', 'refused because'], rows, [0, 1])}`;
}

async function runImport(use: Use, kind: ImportKind): Promise<void> {
  const file = use.words[0];
  if (file === undefined) throw new UsageError('Which file: its name is missing.');
  const said = saidOf(use);
  const request = use.option('request') ?? newId();
  if (!isId(request)) throw new UsageError(`--request takes an id, not “${request}”.`);
  const bytes = await bytesOf(path.resolve(file));
  const upload = await send(use, bytes);
  const { imports } = await use.api();
  const of = { kind, upload, name: path.basename(file).slice(0, 200) };
  const mapping = use.option('mapping');
  const signal = { signal: use.signal };
  const guessed = await follow(
    use,
    imports.look(
      {
        ...of,
        ...(mapping === undefined ? {} : { mapping }),
        ...(said.delimiter ? { delimiter: said.delimiter } : {}),
      },
      signal,
    ),
  );
  const choices = { ...guessed.choices, ...said };
  const look = Object.keys(said).length === 0 ? guessed : await follow(use, imports.look({ ...of, choices }, signal));
  assertSettled(look);
  const leaveOut = use.flag('leave-out-refused') && !look.damaged;
  const { plan, counts } = look;
  if (use.flag('dry-run') || (counts.refused > 0 && !leaveOut)) {
    const told = answer(
      look,
      use.flag('dry-run') ? counts : { ...counts, new: 0, linked: 0 },
      null,
      use.flag('dry-run'),
    );
    use.output.tell(told, words(told));
    if (counts.refused > 0) throw new Findings();
    return;
  }
  const saveAs = use.option('save-as');
  const wish = { request, ...of, choices: look.choices, plan, leaveOut, ...(saveAs === undefined ? {} : { saveAs }) };
  const stored = await follow(use, imports.store(wish, signal));
  const told = answer(look, stored.counts, stored.id, false);
  use.output.tell(told, words(told));
}

function importCommand(kind: ImportKind): Command {
  return {
    name: `import ${kind}`,
    usage: `import ${kind} <file.csv> [--mapping N] [--dry-run] [--leave-out-refused] …`,
    about: `Stores the ${kind} of a CSV file in one act that can be taken back; what is there already stays.`,
    options: {
      mapping: { type: 'string' },
      'dry-run': { type: 'boolean' },
      'leave-out-refused': { type: 'boolean' },
      decimal: { type: 'string' },
      'date-order': { type: 'string' },
      delimiter: { type: 'string' },
      currency: { type: 'string' },
      'due-days': { type: 'string' },
      ...(kind === 'payments' ? { customer: { type: 'string' as const } } : {}),
      'save-as': { type: 'string' },
      request: { type: 'string' },
    },
    tells: {
      mapping: 'a saved mapping; without it the one saved for these headers, else a guess by their names',
      'dry-run': 'only tells what would be stored',
      'leave-out-refused': 'stores the rest; otherwise one refused row keeps the whole file out',
      decimal: 'the decimal sign: . or ,',
      'date-order': 'ymd, dmy or mdy',
      delimiter: 'between the columns: , ; | or tab',
      currency: 'of every row, where the file has no column for it',
      'due-days': 'days until an invoice is due that does not say (14)',
      ...(kind === 'payments'
        ? { customer: 'whose all rows are, where the file has no column for it: external id, e-mail or id' }
        : {}),
      'save-as': 'keeps how the file was read under this name',
      request: 'an id (UUIDv7): sent again, it is the same import and not a second one',
    },
    words: 1,
    run: (use) => runImport(use, kind),
  };
}

export const importCommands: readonly Command[] = importKinds.map(importCommand);

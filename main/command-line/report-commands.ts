/** Compares gateways' own reports with the book, and keeps them as evidence. */
import path from 'node:path';
import type { FoundReport, ReportFile, ReportLook } from '../features/statements/report-contract';
import { Failure } from '../kernel/failure';
import { idMaker, isId } from '../kernel/id';
import { dayOrders, decimalSigns } from '../kernel/import-field';
import { systemClock } from '../kernel/time';
import { type Command, follow, type Use } from './command';
import { Findings, sentences, UsageError } from './exit';
import { facts, table } from './output';
import { sentFile } from './sent-file';

const newId = idMaker(systemClock);

const reasonOf = ({ code, params }: FoundReport['refusals'][number]['problem']) =>
  sentences(new Failure(code, params)).what;

function answer(look: ReportLook, stored: { id: string | null; reports: number } | null, dryRun: boolean) {
  const files = look.reports.map(({ upload: _, refusals, name, findings, ...rest }) => ({
    ...{ file: name, ...rest },
    findings,
    refusals: refusals.map(({ line, column, problem }) => ({
      line,
      column,
      code: problem.code,
      reason: reasonOf(problem),
    })),
  }));
  return { dryRun, changeSet: stored?.id ?? null, kept: stored?.reports ?? 0, files };
}

function words(told: ReturnType<typeof answer>): string {
  const lines = facts([
    ['kept', told.dryRun ? 'nothing: a dry run' : String(told.kept)],
    ['change set', told.changeSet ?? ''],
  ]);
  const reports = told.files.map(({ file, kind, gateway, from, to, same, counts, refused, isThere }) => [
    ...[file, kind, gateway ?? '?', from ?? '', to ?? '', String(same)],
    Object.entries(counts)
      .map(([type, count]) => `${count} ${type}`)
      .join(', '),
    ...[String(refused), isThere ? 'there already' : ''],
  ]);
  const found = told.files.flatMap(({ file, findings }) =>
    findings.map(({ type, item, line, day, report, book }) => [
      ...[file, String(line || ''), type, item, day, report ? `${report.gross} ${report.currency}` : ''],
      book ? `${book.gross} ${book.currency}` : '',
    ]),
  );
  const refusals = told.files.flatMap(({ file, refusals: of }) =>
    of.map(({ line, column, reason }) => [file, String(line || ''), String(column || ''), reason]),
  );
  return [
    lines,
    table(['report', 'kind', 'gateway', 'from', 'to', 'same', 'differs', 'refused', ''], reports, [5, 7]),
    ...(found.length > 0 ? [table(['report', 'line', 'what', 'item', 'day', 'report', 'book'], found, [1, 5, 6])] : []),
    ...(refusals.length > 0 ? [table(['report', 'line', 'column', 'refused because'], refusals, [1, 2])] : []),
  ].join('\n\n');
}

/** Throws UsageError for what nobody said and the report does not tell. */
function assertSettled({ reports }: ReportLook): void {
  for (const { name, asks, gateways } of reports) {
    const missing = [
      ...(asks.gateway
        ? [gateways.length === 0 ? 'the book has no account of its gateway' : `say --gateway: ${gateways.join(', ')}`]
        : []),
      ...(asks.decimal ? ['its numbers can be read in two ways: say --decimal . or --decimal ,'] : []),
      ...(asks.dayOrder ? ['its days can be read in two ways: say --date-order dmy or mdy'] : []),
    ];
    if (missing.length > 0) throw new UsageError(`How ${name} is read is not certain: ${missing.join('; ')}.`);
  }
}

/** What the options say of all of them. Throws UsageError. */
function saidOf(use: Use): Omit<ReportFile, 'upload' | 'name'> {
  const [gateway, decimal, dayOrder] = [use.option('gateway'), use.option('decimal'), use.option('date-order')];
  const sign = decimalSigns.find((each) => each === decimal);
  const order = dayOrders.find((each) => each === dayOrder);
  if (decimal !== undefined && !sign) throw new UsageError('--decimal is one of . ,');
  if (dayOrder !== undefined && !order) throw new UsageError(`--date-order is one of ${dayOrders.join(' ')}.`);
  return {
    ...(gateway === undefined ? {} : { gateway }),
    ...(sign ? { decimal: sign } : {}),
    ...(order ? { dayOrder: order } : {}),
  };
}

async function runImport(use: Use): Promise<void> {
  if (use.words.length === 0) throw new UsageError('Which reports: their names are missing.');
  const request = use.option('request') ?? newId();
  if (!isId(request)) throw new UsageError(`--request takes an id, not “${request}”.`);
  const said = saidOf(use);
  const files: ReportFile[] = [];
  for (const file of use.words)
    files.push({ upload: await sentFile(use, file), name: path.basename(file).slice(-200), ...said });
  const { gatewayReports } = await use.api();
  const signal = { signal: use.signal };
  const look: ReportLook = await follow(use, gatewayReports.look({ files }, signal));
  assertSettled(look);
  const leaveOut = use.flag('leave-out-refused');
  const isBlocked = !leaveOut && look.reports.some(({ refused }) => refused > 0);
  const dryRun = use.flag('dry-run');
  const isKept = !dryRun && !isBlocked;
  const wish = { request, files, plan: look.plan, leaveOut };
  const stored = isKept ? await follow(use, gatewayReports.store(wish, signal)) : null;
  const told = answer(look, stored, dryRun);
  use.output.tell(told, words(told));
  if (isBlocked) throw new Findings();
}

export const reportCommands: readonly Command[] = [
  {
    name: 'import report',
    usage: 'import report <file>… [--gateway KEY] [--dry-run] …',
    about:
      'Compares reports of Stripe, PayPal, Razorpay and Paystack with the book and keeps them as evidence; they book nothing.',
    options: {
      gateway: { type: 'string' },
      decimal: { type: 'string' },
      'date-order': { type: 'string' },
      'dry-run': { type: 'boolean' },
      'leave-out-refused': { type: 'boolean' },
      request: { type: 'string' },
    },
    tells: {
      gateway: 'the key of the account that the reports are of; without it the only one of its gateway',
      decimal: 'the decimal sign: . or ,',
      'date-order': 'ymd, dmy or mdy',
      'dry-run': 'only tells what is the same and what differs',
      'leave-out-refused': 'keeps the rest; otherwise one refused row keeps everything out',
      request: 'an id (UUIDv7): sent again, it is the same import and not a second one',
    },
    words: 50,
    run: runImport,
  },
];

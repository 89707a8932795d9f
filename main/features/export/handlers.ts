/** Exports: written by a reader beside their final name, then placed and logged in one step by the writer. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import type { ReaderJob } from '../../db/reader';
import { Failure } from '../../kernel/failure';
import type { Progress } from '../../wire';
import { bookTimeZone } from '../payments/filter';
import { type ExportReceipt, exportContract } from './contract';
import { type Destination, freshDestination, namedDestination } from './destination';
import { type ExportKind, findExport, listExports, writeExport } from './export-log';
import { exportJournal } from './journal';
import { partNameOf, placePart } from './part-file';
import { countExport, exportPayments, type Written } from './payments-csv';

const os = implement(exportContract).$context<Context>();

export const exportHandlers = os.router({
  count: os.count.handler(async ({ input, context }) => ({
    count: await context.readers.chart(countExport, input.filter),
  })),
  payments: os.payments.handler(({ input, context, signal }) => {
    const to = destinationOf(context, input, 'payments', 'csv');
    const { filter, bom } = input;
    const work = { kind: 'payments-csv', filter, job: exportPayments, input: { filter, bom } } as const;
    return exportTo(context, to, work, signal);
  }),
  journal: os.journal.handler(({ input, context, signal }) => {
    const { format } = input;
    const to = destinationOf(context, input, 'journal', format === 'hledger' ? 'journal' : 'beancount');
    const work = { kind: `journal-${format}`, filter: {}, job: exportJournal, input: { format } } as const;
    return exportTo(context, to, work, signal);
  }),
  list: os.list.handler(({ context }) => listExports(context.book.db)),
  download: os.download.handler(async ({ input, context }) => {
    const receipt = findExport(context.book.db, input.id);
    if (!receipt) throw new Failure('input-invalid', { detail: `there is no export ${input.id}` });
    if (!existsSync(receipt.file))
      throw new Failure('path-invalid', { file: receipt.file, detail: 'it is no longer there' });
    const answer = await context.shell.ask({ kind: 'offer-download', file: receipt.file, name: receipt.name });
    if (answer.kind === 'ticket') return { path: `/download/${answer.ticket}`, savedAs: null };
    return { path: null, savedAs: answer.kind === 'saved' ? answer.file : null };
  }),
});

interface Work<Input> {
  kind: ExportKind;
  filter: object;
  job: ReaderJob<Input & { part: string; target: string }, Written>;
  input: Input;
}

function destinationOf(
  context: Context,
  input: { file?: string | undefined; overwrite: boolean },
  subject: string,
  ending: string,
): Destination {
  if (input.file === undefined)
    return freshDestination(context.home, subject, ending, context.clock.now(), bookTimeZone(context.book.db));
  if (context.shell.kind !== 'none')
    throw new Failure('not-allowed', { detail: 'a window does not choose where a file is written' });
  return namedDestination(input.file, input.overwrite);
}

/** Whatever happens, no part stays behind; and no file stands under its final name that is not in the log. */
async function* exportTo<Input>(
  context: Context,
  to: Destination,
  work: Work<Input>,
  signal?: AbortSignal,
): AsyncGenerator<Progress, ExportReceipt> {
  const part = partNameOf(to.target);
  try {
    // What leaves a book is believed: a damaged one is found first.
    await context.healthy;
    const written = yield* context.readers.job(work.job, { ...work.input, part, target: to.target }, signal);
    if (signal?.aborted) throw new Failure('cancelled');
    const receipt = placeAndLog(context, to, part, work, written);
    context.changed(['exports']);
    return receipt;
  } finally {
    rmSync(part, { force: true });
  }
}

function placeAndLog<Input>(
  context: Context,
  to: Destination,
  part: string,
  work: Work<Input>,
  { head, ...written }: Written,
): ExportReceipt {
  const { db, newId } = context.book;
  const receipt = {
    ...written,
    id: newId(),
    kind: work.kind,
    at: context.clock.now(),
    operator: context.operator,
    filter: JSON.stringify(work.filter),
  };
  let placed: string | null = null;
  try {
    return db
      .transaction(() => {
        placed = placePart(part, to.targets, to.overwrite);
        const logged = { ...receipt, file: placed, name: path.basename(placed) };
        writeExport(db, logged, head);
        return logged;
      })
      .immediate();
  } catch (error) {
    if (placed !== null) rmSync(placed, { force: true });
    throw error;
  }
}

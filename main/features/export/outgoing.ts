/** The one way by which a file leaves the book: a reader writes it beside its final name, the writer places and logs it in one step. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Context } from '../../context';
import type { ReaderJob } from '../../db/reader';
import { Failure } from '../../kernel/failure';
import type { Progress } from '../../wire';
import { bookTimeZone } from '../payments/filter';
import type { ExportReceipt } from './contract';
import { type Destination, freshDestination, namedDestination } from './destination';
import { type ExportKind, isComparable, writeExport } from './export-log';
import { partNameOf, placePart } from './part-file';
import type { Written } from './written';

export interface Work<Input> {
  kind: ExportKind;
  /** What was asked for, as the log tells it. */
  filter: object;
  job: ReaderJob<Input & { part: string; target: string }, Written>;
  input: Input;
}

/**
 * `subject` and `ending` name a fresh file in the export folder; `input.file` is the command line's own choice.
 * Throws Failure not-allowed, path-invalid, file-exists.
 */
export function destinationOf(
  context: Context,
  input: { file?: string | undefined; overwrite: boolean },
  subject: string,
  ending: string,
): Destination {
  if (input.file === undefined)
    return freshDestination(
      context.home,
      subject,
      ending,
      presentIn(context).clock.now(),
      bookTimeZone(context.book.db),
    );
  if (context.shell.kind !== 'none')
    throw new Failure('not-allowed', { detail: 'a window does not choose where a file is written' });
  return namedDestination(input.file, input.overwrite);
}

/**
 * Runs the job and places its file. Throws what the job throws, and Failure cancelled, file-exists, export-failed.
 * Whatever happens, no part stays behind; and no file stands under its final name that is not in the log.
 */
export async function* exportTo<Input>(
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

/** A file may show the book as it was; that it was written stands in the present. */
function presentIn(context: Context): Pick<Context, 'book' | 'clock'> {
  return context.past?.present ?? context;
}

/** How the log says that a file shows the book as it was. `asKnown`: UTC milliseconds. */
function pastOf({ past }: Context): { asOf?: string; asKnown?: number } {
  if (!past) return {};
  const { asOf, knownMs } = past.point;
  return { ...(asOf === null ? {} : { asOf }), asKnown: knownMs };
}

function placeAndLog<Input>(
  context: Context,
  to: Destination,
  part: string,
  work: Work<Input>,
  { head, ...written }: Written,
): ExportReceipt {
  const { book, clock } = presentIn(context);
  const { db, newId } = book;
  const receipt = {
    ...written,
    id: newId(),
    kind: work.kind,
    at: clock.now(),
    operator: context.operator,
    filter: JSON.stringify({ ...work.filter, ...pastOf(context) }),
    position: head.position === 0 ? null : head.position,
    again: isComparable(work.kind),
  };
  let placed: string | null = null;
  try {
    return db
      .transaction(() => {
        placed = placePart(part, to.targets, to.overwrite);
        const logged = { ...receipt, file: placed, name: path.basename(placed) };
        writeExport(db, logged, head.hash);
        return logged;
      })
      .immediate();
  } catch (error) {
    if (placed !== null) rmSync(placed, { force: true });
    throw error;
  }
}

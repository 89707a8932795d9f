/** Imports of CSV text into a test book, through the handlers, with the reader's job run on the spot. */
import { call } from '@orpc/server';
import type { Context } from '../../main/context';
import type { ReaderJob } from '../../main/db/reader';
import type { ChangesContext } from '../../main/features/changes/handlers';
import type { Choices, Look, Stored } from '../../main/features/imports/contract';
import { importsHandlers } from '../../main/features/imports/handlers';
import type { Book } from '../../main/journal/record';
import type { Id } from '../../main/kernel/id';
import type { ImportKind } from '../../main/kernel/import-field';
import type { Clock } from '../../main/kernel/time';
import { writerOn } from './writer';

/** A context that can import, and take changes back. */
export function importContext(book: Book, clock: Clock): ChangesContext {
  const readers = {
    async *job<Input, Output>(job: ReaderJob<Input, Output>, input: Input) {
      return yield* job.run(book.db, input);
    },
  };
  const rest = { home: '/nowhere', operator: 'ada', source: 'screen', healthy: Promise.resolve(), changed: () => {} };
  return { book, clock, readers, writer: writerOn(book), ...rest } as unknown as ChangesContext;
}

export async function resultOf<Result>(steps: AsyncIterator<unknown, Result>): Promise<Result> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

export interface Importing {
  upload: Id;
  look(choices?: Partial<Choices>, mapping?: string): Promise<Look>;
  store(look: Look, more?: { leaveOut?: boolean; saveAs?: string; request?: Id }): Promise<Stored>;
}

/** A file on its way into the book. Bytes, or text in UTF-8. */
export async function importing(
  context: Context,
  kind: ImportKind,
  content: string | Uint8Array,
  name = 'file.csv',
): Promise<Importing> {
  const { book } = context;
  const upload = book.newId();
  const file = { kind, upload, name };
  await call(
    importsHandlers.upload,
    { upload, piece: 0, content: Buffer.from(content).toString('base64') },
    { context },
  );
  async function look(choices?: Partial<Choices>, mapping?: string): Promise<Look> {
    const first = await resultOf(
      await call(importsHandlers.look, { ...file, ...(mapping ? { mapping } : {}) }, { context }),
    );
    if (!choices) return first;
    const all = { ...first.choices, ...choices };
    return resultOf(await call(importsHandlers.look, { ...file, choices: all }, { context }));
  }
  return {
    upload,
    look,
    async store({ choices, plan }, more = {}) {
      const wish = { request: book.newId(), ...file, choices, plan, leaveOut: false, ...more };
      return resultOf(await call(importsHandlers.store, wish, { context }));
    },
  };
}

/** Looked at and stored, whatever is refused left out. */
export async function imported(context: Context, kind: ImportKind, content: string): Promise<Stored> {
  const file = await importing(context, kind, content);
  return file.store(await file.look(), { leaveOut: true });
}

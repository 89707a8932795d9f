/** Statement files into a test book, through the handlers, with the reader's job run on the spot. */
import { call } from '@orpc/server';
import type { Context } from '../../main/context';
import type { StatementFile, StatementLook } from '../../main/features/statements/contract';
import { statementsHandlers } from '../../main/features/statements/handlers';
import type { StoredStatements } from '../../main/features/statements/store-act';
import type { Id } from '../../main/kernel/id';

async function resultOf<Result>(steps: AsyncIterator<unknown, Result>): Promise<Result> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}

export interface TestFile {
  name: string;
  content: string | Uint8Array;
  more?: Partial<StatementFile>;
}

export interface StatementImporting {
  files: StatementFile[];
  look(): Promise<StatementLook>;
  store(
    look: StatementLook,
    more?: { request?: Id; leaveOut?: boolean; outBecause?: string; saveAs?: Record<string, string> },
  ): Promise<StoredStatements>;
}

/** Files on their way into the book. */
export async function statementImport(context: Context, ...sent: TestFile[]): Promise<StatementImporting> {
  const files: StatementFile[] = [];
  for (const { name, content, more } of sent) {
    const upload = context.book.newId();
    const piece = { upload, piece: 0, content: Buffer.from(content).toString('base64') };
    await call(statementsHandlers.upload, piece, { context });
    files.push({ upload, name, ...more });
  }
  return {
    files,
    look: async () => resultOf(await call(statementsHandlers.look, { files }, { context })),
    async store({ plan }, more = {}) {
      const wish = { request: context.book.newId(), files, plan, leaveOut: false, saveAs: {}, ...more };
      return resultOf(await call(statementsHandlers.store, wish, { context }));
    },
  };
}

/** Looked at and stored. */
export async function storedFile(context: Context, ...sent: TestFile[]): Promise<StoredStatements> {
  const file = await statementImport(context, ...sent);
  return file.store(await file.look());
}

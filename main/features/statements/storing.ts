/** Files on their way in: kept until they are stored, and handed to the act that stores them. */
import path from 'node:path';
import type { Context } from '../../context';
import { cacheFolder } from '../../db/cache-folder';
import type { Act } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { isId } from '../../kernel/id';
import { MOST_STATEMENT_BYTES } from '../../kernel/statement';
import type { Progress } from '../../wire';
import { Uploads } from '../uploads';
import type { StatementFile } from './contract';
import type { Looked, LookOrder } from './look-job';
import { type StoredStatements, storedBefore, storeStatements } from './store-act';

export interface StoreWish {
  request: string;
  files: StatementFile[];
  plan: string;
  leaveOut: boolean;
  outBecause?: string | undefined;
  saveAs: Record<string, string>;
}

/** A file of many thousand lines: it is read in pieces, and held by nobody. */
const LARGE_BYTES = 4 * 1024 * 1024;

/** By book: an engine has one. */
const uploads = new WeakMap<Context['book'], Uploads>();

export function uploadsOf({ book, home }: Pick<Context, 'book' | 'home'>): Uploads {
  let known = uploads.get(book);
  if (!known) {
    // Beside the side books, with which it is emptied.
    const folder = path.join(cacheFolder(home, book.file), 'incoming');
    const disk = { above: LARGE_BYTES, folder };
    known = new Uploads({ files: 50, bytes: MOST_STATEMENT_BYTES, told: '200 MB', disk });
    uploads.set(book, known);
  }
  return known;
}

/** What was looked at last, by book: one person stores what they have just seen. */
const lastLooks = new WeakMap<Context['book'], { files: string; looked: Looked }>();

/** Remembers a look, so that storing the same files need not compare them again. */
export function keepLook({ book }: Pick<Context, 'book'>, files: readonly StatementFile[], looked: Looked): void {
  lastLooks.set(book, { files: JSON.stringify(files), looked });
}

function keptLook({ book }: Context, { files, plan }: StoreWish): Looked | null {
  const last = lastLooks.get(book);
  return last?.looked.look.plan === plan && last.files === JSON.stringify(files) ? last.looked : null;
}

/** Throws Failure import-gone, import-file-large. */
export function orderOf(context: Context, files: readonly StatementFile[]): LookOrder {
  let total = 0;
  return {
    files: files.map(({ upload, ...more }) => {
      if (!isId(upload)) throw new Failure('import-gone');
      const bytes = uploadsOf(context).file(upload);
      total += bytes.byteLength;
      if (total > MOST_STATEMENT_BYTES) throw new Failure('import-file-large', { limit: '200 MB' });
      return { upload, bytes, ...more };
    }),
  };
}

/** Throws Failure import-choose, import-refused, statement-out, statement-bank-*, changed-since-preview, import-gone, cancelled. */
export async function* storeFiles(
  context: Context,
  wish: StoreWish,
  signal?: AbortSignal,
): AsyncGenerator<Progress, StoredStatements> {
  await context.healthy;
  const act = actOf(context, wish);
  // Its files may be gone by now.
  const earlier = storedBefore(context.book, act);
  if (earlier) return earlier;
  const { plan, leaveOut, outBecause = null, saveAs } = wish;
  const input = {
    act,
    order: orderOf(context, wish.files),
    plan,
    leaveOut,
    outBecause,
    saveAs,
    looked: keptLook(context, wish),
  };
  const saved = ({ reports }: StoredStatements) => {
    // Reports among them are kept by an act of their own.
    lastLooks.delete(context.book);
    for (const { upload } of wish.files) if (!reports.includes(upload)) uploadsOf(context).drop(upload);
    context.changed(['statements', 'changes', 'book']);
  };
  return yield* context.writer.act(storeStatements, input, saved, signal);
}

/** The plan covers the files and how they are read. */
function actOf({ operator, source }: Context, { request, plan, outBecause }: StoreWish): Act {
  if (!isId(request)) throw new Failure('input-invalid', { detail: 'the request has no id' });
  return { request, operator, source, input: { what: 'import-statements', plan, outBecause: outBecause ?? null } };
}

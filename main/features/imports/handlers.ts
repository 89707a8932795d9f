/** CSV imports: looked at by a reader, stored by a long act once what it compared still holds. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { one } from '../../db/sql';
import type { Act } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { isId } from '../../kernel/id';
import { MOST_IMPORT_BYTES } from '../../kernel/import-field';
import type { Progress } from '../../wire';
import { wholeOf } from '../file-bytes';
import { Uploads } from '../uploads';
import { importsContract, type Stored } from './contract';
import { type LookOrder, lookAtImport } from './look-job';
import { forgetMapping, mappings } from './mappings';
import { storedBefore, storeImport } from './store-act';

const os = implement(importsContract).$context<Context>();

/** By book: an engine has one. */
const uploadsOf = new WeakMap<Context['book'], Uploads>();

function uploads({ book }: Context): Uploads {
  const known = uploadsOf.get(book) ?? new Uploads({ files: 4, bytes: MOST_IMPORT_BYTES, told: '32 MB' });
  uploadsOf.set(book, known);
  return known;
}

export const importsHandlers = os.router({
  upload: os.upload.handler(({ input, context }) => ({
    bytes: uploads(context).take(input.upload, input.piece, Buffer.from(input.content, 'base64')),
  })),
  look: os.look.handler(async function* ({ input, context, signal }) {
    const { choices = null, mapping = null, delimiter = null } = input;
    const order = { ...orderOf(context, input), choices, mapping, delimiter, whole: false };
    const { look } = yield* context.readers.job(lookAtImport, order, signal);
    return look;
  }),
  store: os.store.handler(({ input, context, signal }) => store(context, input, signal)),
  mappings: os.mappings.handler(({ input, context }) => mappings(context.book.db, input.kind)),
  forgetMapping: os.forgetMapping.handler(async ({ input, context }) => {
    await context.healthy;
    forgetMapping(context.book.db, input.kind, input.name);
    return {};
  }),
});

type FileWish = Pick<LookOrder, 'kind' | 'name'> & { upload: string };
type StoreWish = FileWish & {
  request: string;
  choices: NonNullable<LookOrder['choices']>;
  plan: string;
  leaveOut: boolean;
  saveAs?: string | undefined;
};

function orderOf(
  context: Context,
  { kind, name, upload }: FileWish,
): Omit<LookOrder, 'choices' | 'mapping' | 'delimiter' | 'whole'> {
  const { book, clock } = context;
  const atMs = clock.now();
  const timeZone = one<{ time_zone: string }>(book.db, 'SELECT time_zone FROM book')?.time_zone ?? 'UTC';
  return { kind, name, bytes: wholeOf(uploads(context).file(upload)), atMs, today: book.dayOf(atMs), timeZone };
}

/** Throws Failure import-choose, import-refused, changed-since-preview, import-gone, cancelled. */
async function* store(context: Context, wish: StoreWish, signal?: AbortSignal): AsyncGenerator<Progress, Stored> {
  await context.healthy;
  const act = actOf(context, wish);
  // Its file may be gone by now.
  const earlier = storedBefore(context.book, act);
  if (earlier) return earlier;
  const order = { ...orderOf(context, wish), choices: wish.choices, mapping: null, delimiter: null, whole: true };
  const input = { act, order, plan: wish.plan, leaveOut: wish.leaveOut, saveAs: wish.saveAs ?? null };
  const saved = () => {
    uploads(context).drop(wish.upload);
    context.changed(['customers', 'invoices', 'payments', 'changes', 'book']);
  };
  return yield* context.writer.act(storeImport, input, saved, signal);
}

/** The plan's hash covers the file. */
function actOf({ operator, source }: Context, { request, kind, name, plan }: StoreWish): Act {
  if (!isId(request)) throw new Failure('input-invalid', { detail: 'the request has no id' });
  return { request, operator, source, input: { what: 'import', kind, name, plan } };
}

/** CSV imports: looked at by a reader, stored by the write connection once what it compared still holds. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { one } from '../../db/sql';
import { type Act, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes, isId } from '../../kernel/id';
import { MOST_IMPORT_BYTES } from '../../kernel/import-field';
import type { Progress } from '../../wire';
import type { ChangesTold } from '../changes/events';
import { Uploads } from '../uploads';
import { isAsked } from './choices';
import { importsContract, type Stored } from './contract';
import { type Looked, type LookOrder, lookAtImport } from './look-job';
import { forgetMapping, mappings, saveMapping } from './mappings';
import { hasChanged, storing } from './store';

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
  return { kind, name, bytes: uploads(context).file(upload), atMs, today: book.dayOf(atMs), timeZone };
}

/** Something came in while the file was compared: it is compared again. */
const MOST_TRIES = 3;

async function* compared(context: Context, wish: StoreWish, signal?: AbortSignal): AsyncGenerator<Progress, Looked> {
  for (let tried = 1; ; tried++) {
    const order = { ...orderOf(context, wish), choices: wish.choices, mapping: null, delimiter: null, whole: true };
    const looked = yield* context.readers.job(lookAtImport, order, signal);
    if (tried >= MOST_TRIES || !hasChanged(context.book.db, looked.head)) return looked;
  }
}

/** Throws Failure import-choose, import-refused, changed-since-preview, import-gone. */
async function* store(context: Context, wish: StoreWish, signal?: AbortSignal): AsyncGenerator<Progress, Stored> {
  await context.healthy;
  const earlier = storedBefore(context, wish);
  if (earlier) return earlier;
  const looked = yield* compared(context, wish, signal);
  const { look, items } = looked;
  if (isAsked(look.asks)) throw new Failure('import-choose');
  if (look.plan !== wish.plan) throw new Failure('changed-since-preview');
  if (look.counts.refused > 0 && (!wish.leaveOut || look.damaged))
    throw new Failure('import-refused', { count: look.counts.refused });
  yield { phase: 'storing', done: 0, total: items.length };
  // The window hears of it before this thread is busy.
  await nextTurn();
  const { book, clock } = context;
  const id = items.length === 0 ? null : put(context, wish, looked);
  if (wish.saveAs !== undefined) {
    const { headers, choices } = look;
    saveMapping(book.db, wish.kind, { name: wish.saveAs, headers, choices }, clock.now());
  }
  uploads(context).drop(wish.upload);
  context.changed(['customers', 'invoices', 'payments', 'changes', 'book']);
  return { id, counts: look.counts };
}

/** The same request again: what was told then. Throws Failure request-reused. */
function storedBefore(context: Context, wish: StoreWish): Stored | null {
  const { book } = context;
  if (!isId(wish.request) || !one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(wish.request))) return null;
  const { subjects } = record(book, actOf(context, wish), () => []);
  const id = subjects[0];
  const row = id && one<{ items: number; told: string; linked: number }>(book.db, setSql, idToBytes(id));
  if (!id || !row) throw new Error('an import without a change set');
  const told: Partial<ChangesTold> = JSON.parse(row.told);
  const { there = 0, differs = 0, refused = 0 } = told.file ?? {};
  return { id, counts: { new: row.items - row.linked, linked: row.linked, there, differs, refused } };
}

const setSql = `SELECT s.items, s.told, (SELECT count(*) FROM event e JOIN event m ON m.seq = s.event
    WHERE e.seq > m.seq AND e.seq <= m.seq + s.items AND e.request = m.request AND e.kind = 'customer.linked') AS linked
  FROM change_set s WHERE s.uuid = ?`;

function put(context: Context, wish: StoreWish, looked: Looked): Id {
  const { book, clock } = context;
  const use = { newId: book.newId, nowMs: clock.now() };
  const { subjects } = record(book, actOf(context, wish), (facts) => storing(facts, wish.kind, looked, use));
  const id = subjects[0];
  if (!id) throw new Error('an import without an event');
  return id;
}

/** The plan's hash covers the file. */
function actOf({ operator, source }: Context, { request, kind, name, plan }: StoreWish): Act {
  if (!isId(request)) throw new Failure('input-invalid', { detail: 'the request has no id' });
  return { request, operator, source, input: { what: 'import', kind, name, plan } };
}

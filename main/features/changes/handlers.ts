/** Change sets: looked at by a reader, made and taken back by long acts, which do exactly what was looked at. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { projectorOn } from '../../journal/project';
import { type Act, type Facts, record } from '../../journal/record';
import { readEvents } from '../../journal/stored';
import { Failure, type FailureCode, type FailureParams } from '../../kernel/failure';
import { type Id, isId } from '../../kernel/id';
import { changesContract } from './contract';
import { lookAtChanges, makeChanges } from './making';
import { aboutOf } from './naming';
import { changeSetOf, changeSets } from './query';
import { lastOwnAct, undoDrafts } from './single';
import { undoableChanges, undoChanges } from './undo';

export interface ChangesContext extends Context {
  session: {
    /** Throws Failure pin-needed, pin-wrong, sign-in-wait where this operator has a PIN. */
    provePin(pin: string | undefined): Promise<void>;
  };
}
const os = implement(changesContract).$context<ChangesContext>();

export const changesHandlers = os.router({
  preview: os.preview.handler(({ input, context, signal }) => {
    const { operator, clock } = context;
    const order = { deed: input.deed, ids: idsOf(input.ids), operator, nowMs: clock.now() };
    return context.readers.job(lookAtChanges, order, signal);
  }),
  make: os.make.handler(async function* ({ input, context, signal }) {
    await context.healthy;
    // The PIN stands in no hash.
    const { request, pin, ...wish } = input;
    if (input.deed.deed === 'approve-requests') await context.session.provePin(pin);
    const act = actOf(context, request, { make: wish });
    const order = { act, deed: input.deed, ids: idsOf(input.ids), plan: input.plan };
    return yield* context.writer.act(makeChanges, order, () => context.changed(touched), signal);
  }),
  list: os.list.handler(({ input, context }) => changeSets(context.book.db, input)),
  last: os.last.handler(({ context }) => changeSetOf(context.book.db, context.operator)),
  lastOwn: os.lastOwn.handler(({ context }) => lastOwn(context)),
  undoOwn: os.undoOwn.handler(async ({ input, context }) => {
    await context.healthy;
    const act = actOf(context, input.request, { undoOwn: input.event });
    record(context.book, act, function* (facts) {
      const last = lastOwnAct(facts.db, context.operator);
      if (last?.first !== input.event) throw new Failure('changed-since');
      yield* undoDrafts(context.book.kinds, facts, last, undoing(context));
    });
    context.changed(touched);
    return {};
  }),
  undoable: os.undoable.handler(({ input, context, signal }) =>
    context.readers.job(undoableChanges, { id: input.id, nowMs: context.clock.now() }, signal),
  ),
  undo: os.undo.handler(async function* ({ input, context, signal }) {
    await context.healthy;
    const order = { act: actOf(context, input.request, { undo: input.id }), id: input.id };
    return yield* context.writer.act(undoChanges, order, () => context.changed(touched), signal);
  }),
});

/** What would be taken back, tried and not done. */
function lastOwn(context: ChangesContext) {
  const { db, kinds } = context.book;
  const act = lastOwnAct(db, context.operator);
  const made = act && readEvents(db, act.first - 1, 1)[0];
  if (!act || !made) return null;
  const set = act.kinds[0] === 'changes.made' ? changeSetOf(db, context.operator) : null;
  const kind = act.kinds[0] ?? '';
  let problem: { code: FailureCode; params: FailureParams } | null = null;
  try {
    if (!set) for (const _draft of undoDrafts(kinds, factsOf(context), act, undoing(context)));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    problem = { code: error.code, params: { ...error.params } };
  }
  return { set, event: act.first, kind, ...aboutOf(db, made), at: made.occurredAt, problem };
}

/** Whatever a set may have changed. */
const touched = ['customers', 'payments', 'invoices', 'vouchers', 'approvals', 'changes', 'book'] as const;

/** What the write connection knows, without a transaction: nothing else writes between two lines of this thread. */
function factsOf({ book }: Context): Facts {
  return projectorOn(book.db);
}

const undoing = ({ book, clock }: Context) => ({ newId: book.newId, nowMs: clock.now() });

/** The contract has checked them; this says so to the compiler. */
const idsOf = (ids: readonly string[]) => ids.filter((id): id is Id => isId(id));

function actOf({ operator, source }: Context, request: string, input: object): Act {
  if (!isId(request)) throw new Failure('input-invalid', { detail: 'the request has no id' });
  return { request, operator, source, input };
}

/** Change sets: previewed, made and taken back by the write connection, so that what was looked at is what is done. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { projectorOn } from '../../journal/project';
import { type Act, type Facts, record } from '../../journal/record';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure, type FailureCode, type FailureParams } from '../../kernel/failure';
import { type Id, isId } from '../../kernel/id';
import type { ApprovalAct } from '../../kernel/operator';
import type { Approvable } from '../approvals/events';
import { deedOf } from '../bulk';
import { changesContract, type Deed } from './contract';
import type { ChangesMade } from './events';
import { type PlannedId, planHash, planned, totalsOf } from './plan';
import { changeSetOf, changeSets } from './query';
import { lastOwnAct, undoDrafts } from './single';
import { told } from './told';
import { undoableChanges, undoChanges } from './undo';

export interface ChangesContext extends Context {
  approvables: Readonly<Record<ApprovalAct, Approvable>>;
  session: {
    /** Throws Failure pin-needed, pin-wrong, sign-in-wait where this operator has a PIN. */
    provePin(pin: string | undefined): Promise<void>;
  };
}
const os = implement(changesContract).$context<ChangesContext>();

export const changesHandlers = os.router({
  preview: os.preview.handler(({ input, context }) => {
    const items = lookedAt(context, factsOf(context), input.deed, idsOf(input.ids));
    return { ...told(items), plan: planHash(input.deed, items) };
  }),
  make: os.make.handler(async ({ input, context }) => {
    await context.healthy;
    // The PIN stands in no hash.
    const { request, pin, ...wish } = input;
    if (input.deed.deed === 'approve-requests') await context.session.provePin(pin);
    const recorded = record(context.book, actOf(context, request, { make: wish }), (facts) =>
      making(context, facts, input.deed, idsOf(input.ids), input.plan),
    );
    context.changed(touched);
    const id = recorded.subjects[0];
    if (!id) throw new Error('a set without an event');
    return { id };
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
  const made = act && one<{ at: number }>(db, 'SELECT occurred_at AS at FROM event WHERE seq = ?', act.first);
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
  return { set, event: act.first, kind, at: made.at, problem };
}

/** What each item would become. */
function lookedAt(context: ChangesContext, facts: Facts, deed: Deed, ids: readonly Id[]): PlannedId[] {
  const use = { ...undoing(context), operator: context.operator };
  return planned(facts, deedOf(deed, context.approvables), ids, use);
}

function* making(
  context: ChangesContext,
  facts: Facts,
  deed: Deed,
  ids: readonly Id[],
  plan: string,
): Generator<EventDraft> {
  const items = lookedAt(context, facts, deed, ids);
  const of = deedOf(deed, context.approvables);
  if (planHash(deed, items) !== plan) throw new Failure('changed-since-preview');
  const fitting = items.filter(({ problem }) => problem === null);
  if (fitting.length === 0) throw new Failure('nothing-to-change');
  const use = undoing(context);
  const payload: ChangesMade = {
    ...{ deed: deed.deed, kind: of.kind, items: fitting.length },
    ...{ about: aboutOf(deed), totals: totalsOf(fitting) },
  };
  yield { kind: 'changes.made', subject: use.newId(), occurredAt: use.nowMs, payload };
  for (const { id } of fitting) yield* of.drafts(facts, id, use);
}

/** Whatever a set may have changed. */
const touched = ['customers', 'payments', 'invoices', 'vouchers', 'approvals', 'changes', 'book'] as const;

/** What the list calls a set beside its deed. */
function aboutOf(deed: Deed): string {
  if (deed.deed === 'void-invoices' || deed.deed === 'void-vouchers') return maskCardNumbers(deed.reason).slice(0, 200);
  if (deed.deed === 'receive-payments') return `${deed.day} ${maskCardNumbers(deed.note)}`.slice(0, 200);
  if (deed.deed !== 'tag-customers') return '';
  return [...deed.add.map((tag) => `+${tag}`), ...deed.remove.map((tag) => `−${tag}`)].join(' ').slice(0, 200);
}

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

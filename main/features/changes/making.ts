/** Many items changed at once: looked at by a reader, made by a long act in one transaction, of exactly what was looked at. */
import { job, type ReaderJob, type StepProgress } from '../../db/reader';
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import { longAct, type Step, stepped } from '../../journal/long-act';
import { forgetKeys, projectorOn } from '../../journal/project';
import { type Act, type Book, type Facts, record } from '../../journal/record';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import { type Id, idMaker, idToBytes } from '../../kernel/id';
import { deedOf } from '../bulk';
import type { ChangePreview, Deed } from './contract';
import type { ChangesMade } from './events';
import { type PlannedId, planHash, planned, totalsOf } from './plan';
import { told } from './told';

interface Wish {
  deed: Deed;
  ids: readonly Id[];
}

type Making = Pick<Book, 'newId' | 'clock'>;

/** What each item would become. */
function lookedAt(
  facts: Facts,
  of: Making,
  { deed, ids }: Wish,
  operator: string,
): Generator<StepProgress, PlannedId[]> {
  return planned(facts, deedOf(deed, of), ids, { newId: of.newId, nowMs: of.clock.now(), operator });
}

export interface LookAtOrder extends Wish {
  operator: string;
  nowMs: number;
}

export const lookAtChanges: ReaderJob<LookAtOrder, ChangePreview> = job(
  'changes.look',
  function* (db, order: LookAtOrder) {
    // Customers may have been merged or withdrawn since this connection last looked.
    forgetKeys(db);
    const clock = { now: () => order.nowMs };
    const items = yield* lookedAt(projectorOn(db), { newId: idMaker(clock), clock }, order, order.operator);
    return { ...told(items), plan: planHash(order.deed, items) };
  },
);

export interface MakeOrder extends Wish {
  act: Act;
  /** What the person looked at. */
  plan: string;
}

/** Looked at once more before it holds the book; again behind that only where something was recorded meanwhile. */
export const makeChanges = longAct<MakeOrder, { id: Id }>('changes.make', function* (book, order) {
  const { request, operator } = order.act;
  // The same request again: what it had made is told, of items that are otherwise by now.
  if (one(book.db, 'SELECT 1 FROM request WHERE id = ?', idToBytes(request))) return () => made(book, order, () => []);
  const head = headOf(book.db);
  const before = yield* lookedAt(projectorOn(book.db), book, order, operator);
  refuseChanged(order, before);
  return (step) =>
    made(book, order, (facts) => {
      const items = headOf(facts.db) === head ? before : throughout(lookedAt(facts, book, order, operator), step);
      return stepped(making(book, facts, order, items), step, 'storing', before.length);
    });
});

function made(book: Book, { act }: MakeOrder, decide: (facts: Facts) => Iterable<EventDraft>): { id: Id } {
  const id = record(book, act, decide).subjects[0];
  if (!id) throw new Error('a set without an event');
  return { id };
}

const headOf = (db: Db) => one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0;

function refuseChanged({ deed, plan }: MakeOrder, items: readonly PlannedId[]): void {
  if (planHash(deed, items) !== plan) throw new Failure('changed-since-preview');
  if (items.every(({ problem }) => problem !== null)) throw new Failure('nothing-to-change');
}

/** To its end, within the transaction. */
function throughout<Result>(steps: Generator<StepProgress, Result>, step: Step): Result {
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
    step(next.value);
  }
}

function* making(book: Book, facts: Facts, order: MakeOrder, items: readonly PlannedId[]): Generator<EventDraft> {
  refuseChanged(order, items);
  const { deed } = order;
  const of = deedOf(deed, book);
  const fitting = items.filter(({ problem }) => problem === null);
  const use = { newId: book.newId, nowMs: book.clock.now() };
  const payload: ChangesMade = {
    ...{ deed: deed.deed, kind: of.kind, items: fitting.length },
    ...{ about: aboutOf(deed), totals: totalsOf(fitting) },
  };
  yield { kind: 'changes.made', subject: use.newId(), occurredAt: use.nowMs, payload };
  for (const { id } of fitting) yield* of.drafts(facts, id, use);
}

/** What the list calls a set beside its deed. */
function aboutOf(deed: Deed): string {
  if (deed.deed === 'void-invoices' || deed.deed === 'void-vouchers') return maskCardNumbers(deed.reason).slice(0, 200);
  if (deed.deed === 'receive-payments') return `${deed.day} ${maskCardNumbers(deed.note)}`.slice(0, 200);
  if (deed.deed !== 'tag-customers') return '';
  return [...deed.add.map((tag) => `+${tag}`), ...deed.remove.map((tag) => `−${tag}`)].join(' ').slice(0, 200);
}

/** What a set of changes would do, item by item, on the book as it is now; and what taking one back would do. */
import { createHash } from 'node:crypto';
import type { StepProgress } from '../../db/reader';
import type { Db } from '../../db/sql';
import type { EventDraft, EventKinds, StoredEvent, Undoing } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { readEvents } from '../../journal/stored';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import type { BoundDeed } from '../bulk';
import type { Deed } from './contract';
import type { PlannedItem, Planning } from './events';

export interface PlannedId {
  id: Id;
  /** Where it cannot take part: what people know it by. */
  label?: string;
  /** null: it cannot take part. */
  planned: PlannedItem | null;
  problem: Failure | null;
}

const ITEMS_A_STEP = 100;

/** Each item once, in the order of the deed; a step now and then. */
export function* planned(
  facts: Facts,
  of: BoundDeed,
  ids: readonly Id[],
  use: Omit<Planning, 'taken'>,
): Generator<StepProgress, PlannedId[]> {
  const shared = { ...use, taken: new Map<string, number>() };
  const items: PlannedId[] = [];
  const ordered = of.order(facts, [...new Set(ids)]);
  for (const id of ordered) {
    if (items.length % ITEMS_A_STEP === 0) yield { phase: 'comparing', done: items.length, total: ordered.length };
    items.push(attempt(facts.db, of, id, () => of.plan(facts, id, shared)));
  }
  return items;
}

function attempt(db: Db, of: BoundDeed, id: Id, plan: () => PlannedItem): PlannedId {
  try {
    return { id, planned: plan(), problem: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { id, label: labelOf(db, of, id), planned: null, problem: error };
  }
}

/** Of an item that may not even be there. */
function labelOf(db: Db, of: BoundDeed, id: Id): string {
  try {
    return of.label(db, id);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return '';
  }
}

/** The same for the same items that would become the same. */
export function planHash(deed: Deed, items: readonly PlannedId[]): string {
  const text = JSON.stringify([deed, items.map(({ id, planned: to, problem }) => [id, to, problem?.code ?? null])]);
  return createHash('sha256').update(text).digest('hex');
}

/** Minor units by currency; empty where the items are not of money. */
export function totalsOf(items: readonly PlannedId[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { planned: to } of items)
    if (to?.money) totals[to.money.currency] = (totals[to.money.currency] ?? 0) + to.money.minor;
  return totals;
}

/** An event of a set, and what takes it back; or why nothing does. */
export interface TakenBack {
  event: StoredEvent;
  drafts: EventDraft[];
  problem: Failure | null;
}

const READ_AT_ONCE = 500;

/** The set's items, the latest first: what was done last is taken back first. `after`: its own event. `kind`: one, or several. */
export function eventsOfSet(facts: Facts, after: number, kind: string): StoredEvent[] {
  const kinds = new Set(kind.split(' '));
  const events: StoredEvent[] = [];
  const own = readEvents(facts.db, after - 1, 1)[0];
  for (let from = after; own; ) {
    const rows = readEvents(facts.db, from, READ_AT_ONCE);
    for (const row of rows) {
      if (row.requestSeq !== own.requestSeq) return events.reverse();
      if (kinds.has(row.kind)) events.push({ ...row, payload: JSON.parse(row.payloadText) });
    }
    const last = rows.at(-1);
    if (!last) break;
    from = last.seq;
  }
  return events.reverse();
}

export function takenBack(kinds: EventKinds, facts: Facts, event: StoredEvent, use: Undoing): TakenBack {
  const kind = kinds.get(event.kind);
  if (!kind?.undo) return { event, drafts: [], problem: new Failure('not-undoable') };
  try {
    // from outside: the journal's own payload, read by the kind that wrote it
    return { event, drafts: kind.undo(kind.schema.parse(event.payload) as never, event, facts, use), problem: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { event, drafts: [], problem: error };
  }
}

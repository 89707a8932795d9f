/** Taking a set back whole: told before item by item by a reader, done by a long act in one transaction. */
import { job, type ReaderJob } from '../../db/reader';
import type { EventDraft, Undoing } from '../../journal/event';
import { longAct, type Step, stepped } from '../../journal/long-act';
import { forgetKeys, projectorOn } from '../../journal/project';
import { type Act, type Book, type Facts, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { type Id, idMaker } from '../../kernel/id';
import { eventKinds } from '../kinds';
import { MOST_SHOWN, type UndoPreview } from './contract';
import type { ChangesUndone } from './events';
import { subjectName } from './naming';
import { eventsOfSet, type PlannedId, takenBack } from './plan';
import { type SetRow, setRow } from './query';
import { told } from './told';

const ITEMS_A_STEP = 100;

/** What would go back and what would stay, and why. Throws Failure change-set-unknown, change-set-undone. */
export const undoableChanges: ReaderJob<{ id: string; nowMs: number }, UndoPreview> = job(
  'changes.undoable',
  function* (db, { id, nowMs }: { id: string; nowMs: number }) {
    // Customers may have been merged or withdrawn since this connection last looked.
    forgetKeys(db);
    const facts = projectorOn(db);
    const { event: at, kind } = openSet(facts, id);
    const use: Undoing = { newId: idMaker({ now: () => nowMs }), nowMs };
    const items: PlannedId[] = [];
    let stays = 0;
    const events = eventsOfSet(facts, at, kind);
    for (const event of events) {
      if (items.length % ITEMS_A_STEP === 0) yield { phase: 'comparing', done: items.length, total: events.length };
      const { problem } = takenBack(eventKinds, facts, event, use);
      // Only what stays is named: of the rest the count is enough.
      const label = problem && stays++ < MOST_SHOWN ? subjectName(db, event.subject).name : '';
      items.push({ id: event.subject, label, planned: problem ? null : { label, before: '', after: '' }, problem });
    }
    return told(items);
  },
);

export interface UndoOrder {
  act: Act;
  id: string;
}

/** Throws Failure change-set-unknown, change-set-undone; not-undoable, or why, where all of it stays. */
export const undoChanges = longAct<UndoOrder, { undone: number; stayed: number }>(
  'changes.undo',
  function* (book, order) {
    yield { phase: 'comparing', done: 0, total: null };
    return (step) => undo(book, order, step);
  },
);

function undo(book: Book, { act, id }: UndoOrder, step: Step): { undone: number; stayed: number } {
  const total = setRow(book.db, id).items;
  const use = { newId: book.newId, nowMs: book.clock.now() };
  record(book, act, (facts) => stepped(undoing(book, facts, id, use), step, 'undoing', total));
  const { items, stayed } = setRow(book.db, id);
  return { undone: items - stayed, stayed };
}

function* undoing({ kinds }: Book, facts: Facts, set: string, use: Undoing): Generator<EventDraft> {
  const { event, kind } = openSet(facts, set);
  let stayed = 0;
  let undone = 0;
  /** Why nothing of it can: said where all of it stays, for it tells what to do first. */
  let why: Failure | null = null;
  for (const each of eventsOfSet(facts, event, kind)) {
    const { drafts, problem } = takenBack(kinds, facts, each, use);
    if (problem) {
      stayed++;
      why ??= problem;
    } else undone++;
    yield* drafts;
  }
  if (undone === 0) throw why ?? new Failure('not-undoable');
  const payload: ChangesUndone = { undone, stayed };
  yield { kind: 'changes.undone', subject: set as Id, occurredAt: use.nowMs, payload }; // from outside: found by it
}

function openSet(facts: Facts, id: string): SetRow {
  const row = setRow(facts.db, id);
  if (row.undone !== null) throw new Failure('change-set-undone');
  return row;
}

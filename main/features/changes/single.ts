/** The last thing that an operator did, alone or as a set, and taking it back where its kind allows. */

import { all, type Db, one } from '../../db/sql';
import type { EventDraft, EventKinds, StoredEvent, Undoing } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { readEvents } from '../../journal/stored';
import { Failure } from '../../kernel/failure';
import type { ChangeUndone } from './events';
import { takenBack } from './plan';

/** So far back is looked: what was done before is taken back where it stands. */
const MOST_EVENTS = 5_000;
/** More events than any single deed has. */
const MOST_OF_ONE = 50;

interface Row {
  seq: number;
  request: number;
  kind: string;
}

/** One act of a person: its events, the first one first. */
export interface OwnAct {
  request: number;
  first: number;
  kinds: string[];
}

const undoings = ['changes.undone', 'change.undone'];

/** The last act of this operator at a screen or a command line that was not taken back, and takes nothing back itself. */
export function lastOwnAct(db: Db, operator: string): OwnAct | null {
  const rows = all<Row>(
    db,
    `SELECT e.seq, e.request, e.kind FROM event e JOIN request r ON r.seq = e.request
     WHERE e.seq > (SELECT max(seq) FROM event) - ${MOST_EVENTS} AND r.operator = ? AND r.source IN ('screen', 'command-line')
     ORDER BY e.seq DESC`,
    operator,
  );
  const acts = new Map<number, OwnAct>();
  for (const { seq, request, kind } of rows)
    acts.set(request, { request, first: seq, kinds: [kind, ...(acts.get(request)?.kinds ?? [])] });
  return [...acts.values()].find((act) => stands(db, act)) ?? null;
}

function stands(db: Db, { first, kinds }: OwnAct): boolean {
  if (kinds.some((kind) => undoings.includes(kind))) return false;
  if (one(db, 'SELECT 1 FROM change_set WHERE event = ? AND undone IS NOT NULL', first)) return false;
  return !one(db, 'SELECT 1 FROM undone_event WHERE event = ?', first);
}

/** What takes all events of the act back, the last one first. Throws the Failure that says why it cannot be taken back (any more). */
export function* undoDrafts(kinds: EventKinds, facts: Facts, act: OwnAct, use: Undoing): Generator<EventDraft> {
  if (act.kinds.length > MOST_OF_ONE) throw new Failure('not-undoable');
  const events = readEvents(facts.db, act.first - 1, act.kinds.length)
    .filter(({ requestSeq }) => requestSeq === act.request)
    .map((row): StoredEvent => ({ ...row, payload: JSON.parse(row.payloadText) }));
  const [first] = events;
  if (!first) throw new Failure('not-undoable');
  for (const event of events.reverse()) {
    const { drafts, problem } = takenBack(kinds, facts, event, use);
    if (problem) throw problem;
    yield* drafts;
  }
  const payload: ChangeUndone = { event: act.first };
  yield { kind: 'change.undone', subject: first.subject, occurredAt: use.nowMs, payload };
}

/** The incremental pull: rounds of phases, a page at a time, each with the cursor to go on from if this process ends right after it. */

import { Harvest } from '../harvest';
import type { PulledPage } from '../pulled';
import { pullRounds } from '../rounds';
import { changedObjects } from './changes';
import type { Line } from './client';
import { type Cursor, listedFrom, type Marks, nextPhase, noMarks, type Phase, type Round, readCursor } from './cursor';
import { listPages } from './lists';
import { type ClosedAt, createdOf, phaseLists } from './phase-lists';

const DAY_S = 86_400;
/** Stripe keeps events for 30 days; after a longer silence everything is listed again. */
const EVENTS_TRUSTED_S = 25 * DAY_S;

/** Yields pages until all that Stripe has now is fetched. Ends quietly when the signal says so. Rejects with Failure. */
export function pullAll(line: Line, cursorText: string | null, signal?: AbortSignal): AsyncGenerator<PulledPage> {
  const standing = new Standing(readCursor(cursorText));
  const closedAt: ClosedAt = new Map();
  return pullRounds(standing, () => pullPhase(line, standing, closedAt), signal);
}

/** The cursor as it moves. */
class Standing {
  cursor: Cursor;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  get phase(): Phase {
    return this.cursor.round?.phase ?? 'events';
  }

  get marks(): Marks {
    return this.cursor.marks;
  }

  /** Begins the round with Stripe's time, once its first answer is there. */
  begin(nowSec: number): Round {
    const { cursor } = this;
    if (cursor.round) return cursor.round;
    const silent = cursor.syncedAt !== null && nowSec - cursor.syncedAt > EVENTS_TRUSTED_S;
    const round: Round = { startedAt: nowSec, phase: 'events', after: null, newest: cursor.marks.events, oldest: null };
    this.cursor = { ...cursor, marks: silent ? noMarks() : cursor.marks, round };
    return round;
  }

  /**
   * Moves past a page whose rows state these times; gives the period that is complete when it was the round's last. A time far
   * in the future would hide all that comes after it: it is not counted.
   */
  advance(created: readonly number[], last: string | null, isLast: boolean): PulledPage['covered'] {
    const { cursor } = this;
    const { round } = cursor;
    if (!round) return null;
    const isEvents = round.phase === 'events';
    const times = created.filter((at) => at <= round.startedAt + DAY_S);
    const newest = Math.max(round.newest, ...times);
    const oldest =
      isEvents || times.length === 0 ? round.oldest : Math.min(round.oldest ?? Number.MAX_SAFE_INTEGER, ...times);
    if (!isLast) {
      this.cursor = { ...cursor, round: { ...round, newest, oldest, after: last ?? round.after } };
      return null;
    }
    const marks = { ...cursor.marks, [round.phase]: newest };
    const phase = nextPhase(round.phase);
    if (phase) {
      this.cursor = { ...cursor, marks, round: { ...round, phase, after: null, newest: marks[phase], oldest } };
      return null;
    }
    this.cursor = { ...cursor, marks, syncedAt: round.startedAt, round: null };
    const fromSec = cursor.syncedAt ?? oldest ?? round.startedAt;
    return { fromMs: Math.min(fromSec, round.startedAt) * 1000, toMs: round.startedAt * 1000 };
  }
}

async function* pullPhase(line: Line, state: Standing, closedAt: ClosedAt): AsyncGenerator<PulledPage> {
  const { phase, marks } = state;
  const list = phaseLists[phase];
  const isFirstRound = marks.events === 0 && state.cursor.syncedAt === null;
  const options = {
    what: list.what,
    from: listedFrom(marks[phase]),
    after: state.cursor.round?.after ?? null,
    fetch: list.fetch,
  };
  for await (const page of listPages(line, options)) {
    state.begin(Math.floor(line.providerNow() / 1000));
    const harvest = new Harvest();
    // Nothing is known before the first round: of the events only the newest one's time matters.
    const isLast = page.isLast || (phase === 'events' && isFirstRound);
    if (phase !== 'events') await list.map(line, page.rows, harvest, closedAt);
    else if (!isFirstRound) await changedObjects(line, page.rows, state.marks, harvest, closedAt);
    const covered = state.advance(createdOf(page.rows), page.last, isLast);
    const facts = harvest.facts(line.clockSkewMs);
    yield { ...facts, cursor: JSON.stringify(state.cursor), covered, phase: list.what };
    if (isLast) return;
  }
}

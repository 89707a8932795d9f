/** The incremental pull: rounds of phases, a page at a time, each with the cursor to go on from if this process ends right after it. */
import { DAY_MS } from '../../kernel/time';
import { field } from '../field';
import { Harvest } from '../harvest';
import type { Facts, PulledPage } from '../pulled';
import { pullRounds } from '../rounds';
import { endless, type ListPage, MAX_PAGES, type PaystackLine } from './calls';
import { type Cursor, listedFrom, nextPhase, type Phase, type Round, readCursor } from './cursor';
import { fetchPhase, phaseLists } from './phase-lists';
import { idOf } from './wire';

const MAX_ROWS = 400;

/** Yields pages until all that Paystack has now is fetched. Ends quietly when the signal says so. Rejects with Failure. */
export function pullAll(
  line: PaystackLine,
  cursorText: string | null,
  signal?: AbortSignal,
): AsyncGenerator<PulledPage> {
  const standing = new Standing(readCursor(cursorText));
  return pullRounds(standing, () => pullPhase(line, standing), signal);
}

/** What a page says of the times of its rows, UTC milliseconds. */
interface Times {
  created: readonly number[];
  /** Of those that are not final. */
  open: readonly number[];
}

/** The cursor as it moves. */
class Standing {
  cursor: Cursor;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  get phase(): Phase {
    return this.cursor.round?.phase ?? 'customers';
  }

  /** Begins the round with Paystack's time, once its first answer is there. */
  begin(nowMs: number): Round {
    const { cursor } = this;
    if (cursor.round) return cursor.round;
    const { newest } = cursor.marks.customers;
    const round: Round = { startedAt: nowMs, phase: 'customers', page: 1, newest, open: null, oldest: null };
    this.cursor = { ...cursor, round };
    return round;
  }

  /**
   * Moves past a page; gives the period that is complete when it was the round's last. A time far in the future would hide all
   * that comes after it: it is not counted.
   */
  advance(times: Times, isLast: boolean): PulledPage['covered'] {
    const { cursor } = this;
    const { round } = cursor;
    if (!round) return null;
    const sane = (all: readonly number[]) => all.filter((at) => at <= round.startedAt + DAY_MS);
    const created = sane(times.created);
    const newest = created.reduce((latest, at) => Math.max(latest, at), round.newest);
    const open = oldestOf(sane(times.open), round.open);
    const oldest = oldestOf(created, round.oldest);
    if (!isLast) {
      this.cursor = { ...cursor, round: { ...round, newest, open, oldest, page: round.page + 1 } };
      return null;
    }
    const marks = { ...cursor.marks, [round.phase]: { newest, open } };
    const phase = nextPhase(round.phase);
    if (phase) {
      const begun = { phase, page: 1, newest: marks[phase].newest, open: null, oldest };
      this.cursor = { ...cursor, marks, round: { ...round, ...begun } };
      return null;
    }
    this.cursor = { ...cursor, marks, syncedAt: round.startedAt, round: null };
    const fromMs = cursor.syncedAt ?? oldest ?? round.startedAt;
    return { fromMs: Math.min(fromMs, round.startedAt), toMs: round.startedAt };
  }
}

function oldestOf(times: readonly number[], before: number | null): number | null {
  return times.reduce<number | null>((oldest, at) => (oldest === null ? at : Math.min(oldest, at)), before);
}

async function* pullPhase(line: PaystackLine, state: Standing): AsyncGenerator<PulledPage> {
  const { phase } = state;
  const list = phaseLists[phase];
  const begunAt = state.cursor.round?.startedAt ?? line.line.providerNow();
  const from = listedFrom(phase, state.cursor.marks[phase], begunAt);
  const pages = pagesFrom(line, phase, from, state.cursor.round?.page ?? 1);
  for await (const page of pages) {
    const nowMs = line.line.providerNow();
    state.begin(nowMs);
    const harvest = new Harvest();
    await list.map(line, page.rows, harvest, { syncedAt: state.cursor.syncedAt, nowMs });
    const before = JSON.stringify(state.cursor);
    for (let rest = harvest.spill(MAX_ROWS); rest.length > 0; rest = rest.slice(MAX_ROWS)) {
      const facts = { ...new Harvest().facts(line.clockSkewMs), payments: rest.slice(0, MAX_ROWS) };
      yield { ...facts, cursor: before, covered: null, phase: list.what };
    }
    const facts = harvest.facts(line.clockSkewMs);
    const covered = state.advance(timesOf(facts, phase), page.isLast);
    yield { ...facts, cursor: JSON.stringify(state.cursor), covered, phase: list.what };
  }
}

/** Asks for the next page while the last one is being stored. */
async function* pagesFrom(line: PaystackLine, phase: Phase, from: number, first: number): AsyncGenerator<ListPage> {
  let number = first;
  let last = '';
  let next = fetchPhase(line, phase, from, number);
  for (;;) {
    const page = await next;
    const ids = page.rows.map((row) => idOf(field(row, 'id'))).join();
    if ((ids === last && page.rows.length > 0) || number - first >= MAX_PAGES) {
      throw endless(number);
    }
    last = ids;
    if (page.isLast) {
      yield page;
      return;
    }
    number++;
    next = fetchPhase(line, phase, from, number);
    // It is awaited in the next turn; without this a failure that comes before counts as unhandled.
    next.catch(() => undefined);
    yield page;
  }
}

function timesOf(facts: Facts, phase: Phase): Times {
  switch (phase) {
    case 'customers':
      return { created: facts.customers.map((row) => row.createdAt), open: [] };
    case 'payments':
      return split(
        facts.payments,
        (row) => row.createdAt,
        (row) => row.status === 'Pending',
      );
    case 'refunds':
      return split(
        facts.refunds,
        (row) => row.createdAt,
        (row) => row.status === 'pending',
      );
    case 'disputes':
      return split(
        facts.disputes,
        (row) => row.openedAt,
        (row) => row.state === 'open',
      );
    case 'payouts':
      return split(
        facts.payouts,
        (row) => row.createdAt,
        (row) => row.status === 'sent',
      );
  }
}

function split<Row>(rows: readonly Row[], at: (row: Row) => number, isOpen: (row: Row) => boolean): Times {
  return { created: rows.map(at), open: rows.filter(isOpen).map(at) };
}

/** The incremental pull: rounds of windows, a page at a time, each with the cursor to go on from if this process ends right after it. */
import { Failure } from '../../kernel/failure';
import type { PulledPage } from '../pulled';
import { type Line, Refusal } from './client';
import { afterRound, afterWindow, type Cursor, halved, LATE_MS, newRound, type Round, readCursor } from './cursor';
import { DisputeDesk, listDisputes } from './disputes';
import { gather } from './gather';
import { LatestHarvest } from './harvest';
import type { Row } from './map-row';
import { isTooLarge, type SearchPage, searchPage } from './search';
import { rowsWaiting, waitingAfter } from './waiting';

/** Rows of one movement carry the same second; those at a page's end wait for the next page, which may have the other ones. */
const TOGETHER_MS = 2_000;
const MAX_HELD = 250;
const MAX_DISPUTE_PAGES = 1000;

/** Yields pages until all that PayPal has now is fetched. Ends quietly when the signal says so. Rejects with Failure. */
export async function* pullAll(
  line: Line,
  cursorText: string | null,
  signal?: AbortSignal,
): AsyncGenerator<PulledPage> {
  let cursor = readCursor(cursorText);
  // A round that was broken off speaks of the time it began; another one brings the present.
  let rounds = cursor.round === null ? 1 : 2;
  try {
    while (rounds-- > 0) {
      for await (const page of pullRound(line, cursor)) {
        if (signal?.aborted) return;
        cursor = page.after;
        yield page.told;
      }
    }
  } catch (error) {
    if (error instanceof Failure && error.code === 'cancelled' && signal?.aborted) return;
    throw error instanceof Refusal ? line.failureOf(error) : error;
  }
}

interface Step {
  after: Cursor;
  told: PulledPage;
}

async function* pullRound(line: Line, begun: Cursor): AsyncGenerator<Step> {
  const nowMs = line.http.providerNow();
  const desk = new DisputeDesk(line, nowMs);
  let cursor: Cursor = { ...begun, round: begun.round ?? newRound(begun, nowMs) };
  while (cursor.round?.phase === 'transactions') {
    for await (const step of pullWindow(line, cursor, cursor.round, desk)) {
      cursor = step.after;
      yield step;
    }
  }
  if (cursor.round) yield* pullDisputes(line, cursor, cursor.round, desk, nowMs);
}

/** The rows of one window. A window with more rows than PayPal lists is made smaller. */
async function* pullWindow(line: Line, cursor: Cursor, begun: Round, desk: DisputeDesk): AsyncGenerator<Step> {
  let round = begun;
  let { held, before } = await heldBefore(line, begun);
  let { waiting } = cursor;
  for (let page = round.page; ; page++) {
    const found = await pageOrSmaller(line, round, page);
    if ('start' in found) {
      round = found;
      page = 0;
      held = [];
      continue;
    }
    if (found.signature !== '' && found.signature === before) {
      throw new Failure('gateway-endless-pages', { gateway: 'PayPal', page });
    }
    before = found.signature;
    const rows = [...held, ...found.rows];
    held = found.isLast ? [] : tailOf(rows);
    const harvest = new LatestHarvest();
    for (const item of found.parked) harvest.park(item);
    const kept = new Set(held);
    await gather(
      line,
      rows.filter((row) => !kept.has(row)),
      desk,
      harvest,
    );
    const refreshed = found.refreshed ?? round.refreshed;
    const next: Round = { ...round, page: page + 1, refreshed };
    waiting = waitingAfter(waiting, found.rows, round.to);
    const after: Cursor = { ...cursor, waiting, round: found.isLast ? afterWindow(next) : next };
    yield step(line, harvest, after, null, 'transactions');
    if (found.isLast) return;
  }
}

/** What the page before held back, read again where a pull goes on in the middle of a window. */
async function heldBefore(line: Line, round: Round): Promise<{ held: readonly Row[]; before: string }> {
  if (round.page === 1) return { held: [], before: '' };
  const back = await pageOrSmaller(line, round, round.page - 1);
  // More rows came than PayPal lists: the window is about to be made smaller and begun again.
  if ('start' in back) return { held: [], before: '' };
  return { held: tailOf(back.rows), before: back.signature };
}

async function pageOrSmaller(line: Line, round: Round, page: number): Promise<SearchPage | Round> {
  try {
    return await searchPage(line, round, page);
  } catch (error) {
    const smaller = isTooLarge(error) ? halved(round) : null;
    if (smaller) return smaller;
    throw error;
  }
}

function tailOf(rows: readonly Row[]): readonly Row[] {
  const last = rows.at(-1);
  if (!last) return [];
  return rows.slice(-MAX_HELD).filter((row) => row.at > last.at - TOGETHER_MS);
}

async function* pullDisputes(
  line: Line,
  cursor: Cursor,
  begun: Round,
  desk: DisputeDesk,
  nowMs: number,
): AsyncGenerator<Step> {
  const since = Math.max(0, cursor.disputes - LATE_MS);
  let round = begun;
  const seen = new Set<string>();
  for (let page = 1; ; page++) {
    const { ids, next } = await pageOrFirst(line, round, nowMs, since);
    const harvest = new LatestHarvest();
    await desk.addAll(ids, harvest);
    if (next !== null && (seen.has(next) || page >= MAX_DISPUTE_PAGES)) {
      throw new Failure('gateway-endless-pages', { gateway: 'PayPal', page });
    }
    if (next === null) {
      const rows = await rowsWaiting(line, cursor.waiting);
      await gather(line, rows, desk, harvest);
      const waiting = waitingAfter(cursor.waiting, rows, round.to);
      const { cursor: after, covered } = afterRound({ ...cursor, waiting }, round);
      yield step(line, harvest, after, covered, 'disputes');
      return;
    }
    seen.add(next);
    round = { ...round, token: next };
    yield step(line, harvest, { ...cursor, round }, null, 'disputes');
  }
}

/** A token that PayPal no longer knows begins the list again; what is stored already is known by its id. */
async function pageOrFirst(line: Line, round: Round, nowMs: number, since: number) {
  try {
    return await listDisputes(line, nowMs, since, round.token);
  } catch (error) {
    if (!(error instanceof Refusal) || round.token === null) throw error;
    return listDisputes(line, nowMs, since, null);
  }
}

function step(line: Line, harvest: LatestHarvest, after: Cursor, covered: PulledPage['covered'], phase: string): Step {
  return { after, told: { ...harvest.facts(line.clockSkewMs), cursor: JSON.stringify(after), covered, phase } };
}

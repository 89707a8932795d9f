/** The incremental pull: rounds of pages, each with the cursor to go on from if this process ends right after it. */
import { field } from '../field';
import type { PulledPage } from '../pulled';
import { untilStopped } from '../rounds';
import type { Line } from './client';
import { advance, type Cursor, listedFrom, type Round, readCursor } from './cursor';
import { Harvest } from './harvest';
import { listPayments, PAGE_SIZE } from './lists';
import { timeOf } from './wire';

/** Yields pages until all that NOWPayments has now is fetched. Ends quietly when the signal says so. Rejects with Failure. */
export function pullAll(
  line: Line,
  cursorText: string | null,
  signal?: AbortSignal,
  size = PAGE_SIZE,
): AsyncGenerator<PulledPage> {
  return untilStopped(pullAllRounds(line, cursorText, size), signal);
}

async function* pullAllRounds(line: Line, cursorText: string | null, size: number): AsyncGenerator<PulledPage> {
  let cursor = readCursor(cursorText);
  if (!line.account.signIn) {
    yield await withoutList(line, cursor);
    return;
  }
  // A round that was broken off speaks of the time it began; another one brings the present.
  for (let rounds = cursor.round === null ? 1 : 2; rounds > 0; rounds--) {
    for await (const [page, after] of pullRound(line, cursor, size)) {
      cursor = after;
      yield page;
    }
  }
}

/**
 * With the key alone NOWPayments shows no list: payments that are known are checked one by one, and nothing is claimed to have
 * been fetched. Here it is only seen whether the key is still good.
 */
async function withoutList(line: Line, cursor: Cursor): Promise<PulledPage> {
  await line.get({ path: '/v1/merchant/coins', what: 'the account' });
  const facts = new Harvest(line.account.pageOf).facts(line.http.clockSkewMs);
  return { ...facts, cursor: JSON.stringify(cursor), covered: null, phase: 'payments' };
}

async function* pullRound(line: Line, begun: Cursor, size: number): AsyncGenerator<[PulledPage, Cursor]> {
  let cursor = begun;
  const from = cursor.round?.from ?? listedFrom(cursor, line.http.providerNow());
  for await (const { rows, isLast } of listPayments(line, { from, page: cursor.round?.page ?? 0, size })) {
    const startedAt = line.http.providerNow();
    const round: Round = cursor.round ?? { startedAt, from, page: 0, newest: cursor.mark, oldest: null };
    const harvest = new Harvest(line.account.pageOf);
    for (const row of rows) harvest.add(row);
    const created = rows.map((row) => timeOf(field(row, 'created_at'))).filter((at) => at !== null);
    const moved = advance(cursor, round, created, isLast);
    cursor = moved.cursor;
    const facts = harvest.facts(line.http.clockSkewMs);
    yield [{ ...facts, cursor: JSON.stringify(cursor), covered: moved.covered, phase: 'payments' }, cursor];
  }
}

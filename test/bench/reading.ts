/** Reading figures: many calls of one query on the big book; what is told is the median or the 95th percentile of a round. */
import { openReader } from '../../main/db/open';
import type { Db } from '../../main/db/sql';
import { bigBook } from './big-book';
import { quantile, ROUNDS, type Setting, type Spread, spread, timed } from './measure';

/** A reader's connection on the big book, warmed up as a running program's is. */
export function readerOf(setting: Setting): Db {
  const { db } = openReader(bigBook(setting));
  db.prepare('SELECT count(*) FROM payment').get();
  return db;
}

export interface Calls {
  p50: Spread;
  p95: Spread;
}

/** Five rounds, each over all calls, milliseconds. */
export function callsOf(calls: readonly (() => unknown)[], rounds = ROUNDS): Calls {
  const p50: number[] = [];
  const p95: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const ms = calls.map((call) => timed(() => void call()));
    p50.push(quantile(ms, 0.5));
    p95.push(quantile(ms, 0.95));
  }
  return { p50: spread(p50), p95: spread(p95) };
}

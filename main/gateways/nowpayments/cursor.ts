/**
 * Where a pull stands, as JSON text that only this adapter reads. The list goes from the oldest payment to the newest, so what
 * is made meanwhile comes at its end. It tells no changes: each round begins two weeks before the newest payment known, longer
 * than any payment waits, and now and then a round goes through everything, for what changed later still.
 */
import { z } from 'zod';
import { DAY_MS } from '../../kernel/time';
import { cursorFrom } from '../cursor-text';

const time = z.int().min(0).max(253_402_300_799_999);

const roundSchema = z.strictObject({
  /** When its first answer came, by the provider's clock. */
  startedAt: time,
  /** From when on it lists; 0: everything. */
  from: time,
  /** The page to ask for next, from 0. */
  page: z.int().min(0).max(1_000_000),
  /** The newest and the oldest time that its rows state; null: none yet. */
  newest: time,
  oldest: time.nullable(),
});
export type Round = z.infer<typeof roundSchema>;

const cursorSchema = z.strictObject({
  version: z.literal(1),
  /** The newest payment that a finished round has seen; 0: never. */
  mark: time,
  /** When the last finished round began; null: none has finished. */
  syncedAt: time.nullable(),
  /** When the last finished round through everything began. */
  wholeAt: time,
  round: roundSchema.nullable(),
});
export type Cursor = z.infer<typeof cursorSchema>;

const MAX_LENGTH = 1024;

/** Null begins from the beginning. Throws Failure `cursor-invalid` for text that this adapter did not write. */
export function readCursor(text: string | null): Cursor {
  return cursorFrom(text, cursorSchema, { version: 1, mark: 0, syncedAt: null, wholeAt: 0, round: null }, MAX_LENGTH);
}

/** A payment waits for seven days at most. */
const OVERLAP_MS = 14 * DAY_MS;
const WHOLE_EVERY_MS = 7 * DAY_MS;

/** From when on the next round lists. */
export function listedFrom(cursor: Cursor, nowMs: number): number {
  const isWhole = cursor.syncedAt === null || nowMs - cursor.wholeAt > WHOLE_EVERY_MS;
  return isWhole ? 0 : Math.max(0, cursor.mark - OVERLAP_MS);
}

/**
 * The cursor after a page whose rows state these times, and the period that is complete when it was the round's last. A time far
 * in the future would hide all that comes after it: it is not counted.
 */
export function advance(
  cursor: Cursor,
  round: Round,
  created: readonly number[],
  isLast: boolean,
): { cursor: Cursor; covered: { fromMs: number; toMs: number } | null } {
  const times = created.filter((at) => at <= round.startedAt + DAY_MS);
  const newest = Math.max(round.newest, ...times);
  const oldest = times.length === 0 ? round.oldest : Math.min(round.oldest ?? Number.MAX_SAFE_INTEGER, ...times);
  if (!isLast)
    return { cursor: { ...cursor, round: { ...round, newest, oldest, page: round.page + 1 } }, covered: null };
  const { startedAt } = round;
  const wholeAt = round.from === 0 ? startedAt : cursor.wholeAt;
  const fromMs = Math.min(cursor.syncedAt ?? oldest ?? startedAt, startedAt);
  return {
    cursor: { ...cursor, mark: Math.max(cursor.mark, newest), syncedAt: startedAt, wholeAt, round: null },
    covered: { fromMs, toMs: startedAt },
  };
}

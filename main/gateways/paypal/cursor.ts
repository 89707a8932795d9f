/**
 * Where a pull stands, as JSON text that only this adapter reads. A pull goes in rounds: the transactions in windows of at most 31
 * days up to a moment that is fixed when the round begins, then the disputes that changed. Rows come into PayPal's search up to
 * three hours late, so each round begins that much before the end of the last.
 */
import { z } from 'zod';
import { cursorFrom } from '../cursor-text';

/** UTC milliseconds. */
const ms = z.int().min(0).max(253_402_300_799_000);

const roundSchema = z.strictObject({
  from: ms,
  to: ms,
  phase: z.enum(['transactions', 'disputes']),
  /** The window that is being read. */
  start: ms,
  end: ms,
  /** The page of the window to be read next, from 1. */
  page: z.int().min(1).max(100_000),
  /** Up to when the search said that it is complete. */
  refreshed: ms.nullable(),
  /** Where the list of disputes goes on. */
  token: z.string().min(1).max(255).nullable(),
});
export type Round = z.infer<typeof roundSchema>;

export const MAX_WAITING = 60;

const cursorSchema = z.strictObject({
  version: z.literal(1),
  /** Everything before it has been fetched; 0: nothing yet. */
  mark: ms,
  /** When the last finished round began. */
  disputes: ms,
  /** Rows that were pending when they were last seen, as `id@time`: they change in their place, so they are looked at by their id. */
  waiting: z.array(z.string().max(60)).max(MAX_WAITING),
  round: roundSchema.nullable(),
});
export type Cursor = z.infer<typeof cursorSchema>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** PayPal refuses a longer window. */
export const WINDOW_MS = 31 * DAY_MS;
/** Three hours late, and some minutes for clocks. */
export const LATE_MS = 3 * HOUR_MS + 600_000;
/** The search goes back three years; a day less, so that no clock makes it refuse. */
export const HISTORY_MS = 3 * 365 * DAY_MS - DAY_MS;

/** Null begins from the beginning. Throws Failure `cursor-invalid` for text that this adapter did not write. */
export function readCursor(text: string | null): Cursor {
  return cursorFrom(text, cursorSchema, { version: 1, mark: 0, disputes: 0, waiting: [], round: null });
}

/** A round up to `nowMs`. The search takes whole seconds. */
export function newRound(cursor: Cursor, nowMs: number): Round {
  const to = wholeSecond(nowMs);
  const from = wholeSecond(Math.max(to - HISTORY_MS, Math.min(cursor.mark, to) - LATE_MS));
  return { from, to, phase: 'transactions', ...windowFrom(from, to, WINDOW_MS), page: 1, refreshed: null, token: null };
}

/** The round after its window; in its next phase when that was the last one. */
export function afterWindow(round: Round): Round {
  if (round.end >= round.to) return { ...round, phase: 'disputes', page: 1 };
  // After a window that had to be made smaller, one of twice its length is tried.
  const length = Math.min(WINDOW_MS, (round.end - round.start) * 2);
  return { ...round, ...windowFrom(round.end, round.to, length), page: 1 };
}

/** Half the window; null when it is as small as it can be. */
export function halved(round: Round): Round | null {
  const end = round.start + wholeSecond((round.end - round.start) / 2);
  return end > round.start ? { ...round, end, page: 1 } : null;
}

/** The cursor behind a finished round, and the period that is complete with it. */
export function afterRound(
  cursor: Cursor,
  round: Round,
): { cursor: Cursor; covered: { fromMs: number; toMs: number } } {
  const mark = Math.max(cursor.mark, Math.min(round.to, round.refreshed ?? round.to));
  const fromMs = cursor.mark === 0 ? round.from : cursor.mark;
  return {
    cursor: { ...cursor, mark, disputes: round.to, round: null },
    covered: { fromMs: Math.min(fromMs, mark), toMs: mark },
  };
}

function windowFrom(start: number, to: number, length: number): { start: number; end: number } {
  return { start, end: Math.min(start + Math.max(length, 1000), to) };
}

function wholeSecond(atMs: number): number {
  return Math.floor(atMs / 1000) * 1000;
}

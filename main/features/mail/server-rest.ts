/** How long the mail server is left alone after it could not be reached: kept in the book, so that an engine that starts goes on with it. */
import { z } from 'zod';
import { readJsonSetting, writeSetting } from '../../db/setting';
import type { Db } from '../../db/sql';

const KEY = 'mail-rest';
const restSchema = z.strictObject({ until: z.number().int(), failures: z.number().int().nonnegative() });
type Rest = z.infer<typeof restSchema>;

const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 4 * 3_600_000;

/** Twice as long each time, up to four hours, and never quite the same. `random`: from 0 to 1. */
export function pauseAfter(failures: number, random: () => number): number {
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));
  return Math.round(pauseMs * (0.75 + random() / 2));
}

function restIn(db: Db): Rest {
  const read = restSchema.safeParse(readJsonSetting(db, KEY));
  return read.success ? read.data : { until: 0, failures: 0 };
}

function keep(db: Db, rest: Rest): void {
  writeSetting(db, KEY, JSON.stringify(rest));
}

/** Nobody's mail is tried. A clock that was set back does not make it days. */
export function isResting(db: Db, nowMs: number): boolean {
  const leftMs = restIn(db).until - nowMs;
  return leftMs > 0 && leftMs <= 2 * LONGEST_PAUSE_MS;
}

/** It could not be reached once more. Gives until when it is left alone (UTC milliseconds). */
export function beginRest(db: Db, nowMs: number, random: () => number): number {
  const failures = restIn(db).failures + 1;
  const until = nowMs + pauseAfter(failures, random);
  keep(db, { until, failures });
  return until;
}

/** It was reached, or its settings changed. */
export function endRest(db: Db): void {
  if (restIn(db).failures > 0) keep(db, { until: 0, failures: 0 });
}

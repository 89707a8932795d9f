/** A point that the book is looked at from: what was known by then, and of that what counts up to a day. As it stands on the wire. */
import { addDays, type Day, readDay, startOfDay } from './time';

/** The header of every call that is asked of the book as it was. */
export const PAST_HEADER = 'counterfoil-past';

export interface PastPoint {
  /** The last event that was known, by number. */
  position: number;
  /** Only what counts up to this business day; null: all that was known. */
  asOf: Day | null;
  /** UTC milliseconds: when the book knew as much. */
  knownMs: number;
}

export function pastText({ position, asOf, knownMs }: PastPoint): string {
  return `${position}/${asOf ?? '-'}/${knownMs}`;
}

/** Null for what is no point. */
export function readPast(text: string): PastPoint | null {
  const parts = /^(\d{1,15})\/(\d{4}-\d{2}-\d{2}|-)\/(\d{1,15})$/.exec(text);
  if (!parts) return null;
  const [, position, day, knownMs] = parts;
  const asOf = day === '-' ? null : readDay(day ?? '');
  if (asOf === null && day !== '-') return null;
  return { position: Number.parseInt(position ?? '', 10), asOf, knownMs: Number.parseInt(knownMs ?? '', 10) };
}

/** UTC milliseconds: what was the present then, for ages and what is due. `zone`: the book's. */
export function presentOf({ asOf, knownMs }: PastPoint, zone: string): number {
  return asOf === null ? knownMs : Math.min(knownMs, startOfDay(addDays(asOf, 1), zone) - 1);
}

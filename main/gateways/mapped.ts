/** How one object becomes one fact: read whole, or put aside whole with the reason. Half of an object is never booked. */
import type { z } from 'zod';
import type { ParkedItem } from './pulled';
import { cleanText } from './text';
import { Unreadable } from './unreadable';

export interface Mapped<T> {
  row: T | null;
  parked: ParkedItem | null;
}

/** What a thing is called when it has to be put aside; null: it has no id that can be read. */
export interface Named {
  kind: string;
  externalId: string | null;
}

/** Reads `raw` by the schema and maps it; what does not fit is parked with the field that was wrong. */
export function mapped<S extends z.ZodType, T>(
  item: Named,
  schema: S,
  raw: unknown,
  map: (object: z.output<S>) => T | Mapped<T>,
): Mapped<T> {
  const read = schema.safeParse(raw);
  if (!read.success) {
    const where = read.error.issues[0]?.path.join('.') || 'the object';
    return { row: null, parked: parkedItem(item, `${where} is missing or not as expected`) };
  }
  try {
    const result = map(read.data);
    return isMapped<T>(result) ? result : whole(result);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { row: null, parked: parkedItem(item, error.message) };
  }
}

function isMapped<T>(result: T | Mapped<T>): result is Mapped<T> {
  return typeof result === 'object' && result !== null && 'row' in result && 'parked' in result;
}

export function whole<T>(row: T): Mapped<T> {
  return { row, parked: null };
}

export function parkedItem({ kind, externalId }: Named, why: string): ParkedItem {
  return { kind, externalId: cleanText(externalId ?? 'unknown', 255) || 'unknown', why: cleanText(why, 300) };
}

/** Beside a row that is kept: its status is one that is not known. */
export function unknownWord(kind: string, externalId: string, word: string): ParkedItem {
  return parkedItem({ kind, externalId }, `an unknown status: ${cleanText(word, 100)}`);
}

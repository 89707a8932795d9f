/** What a mapping gives: a row, or why there is none. What cannot be read exactly is parked whole, never half booked. */
import type { z } from 'zod';
import { type Purpose, purposes } from '../../kernel/payment';
import type { ParkedItem } from '../pulled';
import { cleanText } from '../text';
import { Unreadable } from './amount';

export interface Mapped<T> {
  row: T | null;
  parked: ParkedItem | null;
}

/** Reads `raw` by the schema and maps it; what does not fit is parked with the field that was wrong. */
export function mapped<S extends z.ZodType, T>(
  item: { kind: string; externalId: string | null },
  schema: S,
  raw: unknown,
  map: (object: z.output<S>) => T | Mapped<T>,
): Mapped<T> {
  const read = schema.safeParse(raw);
  if (!read.success) {
    const issue = read.error.issues[0];
    const where = issue?.path.length ? issue.path.join('.') : 'the object';
    return { row: null, parked: parkedItem(item, `${where} is missing or not as expected`) };
  }
  try {
    const result = map(read.data);
    return isMapped<T>(result) ? result : { row: result, parked: null };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { row: null, parked: parkedItem(item, error.message) };
  }
}

function isMapped<T>(result: T | Mapped<T>): result is Mapped<T> {
  return typeof result === 'object' && result !== null && 'row' in result && 'parked' in result;
}

export function parkedItem({ kind, externalId }: { kind: string; externalId: string | null }, why: string): ParkedItem {
  return { kind, externalId: cleanText(externalId ?? 'unknown', 255) || 'unknown', why: cleanText(why, 300) };
}

export function unknownWord(kind: string, externalId: string, word: string): ParkedItem {
  return parkedItem({ kind, externalId }, `an unknown status: ${cleanText(word, 100)}`);
}

const ownId = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.([a-z-]+))?$/;

/** What we put into `custom_id`, which PayPal keeps beside the payment: the attempt's key, and the purpose. */
export function customIdOf(key: string, purpose: Purpose | null): string {
  return purpose === null ? key : `${key}.${purpose}`;
}

/** Reads it back; nothing of ours gives nulls. */
export function readCustomId(text: unknown): { attempt: string | null; purpose: Purpose | null } {
  const [, attempt = null, word] = ownId.exec(typeof text === 'string' ? text : '') ?? [];
  return { attempt, purpose: purposes.find((purpose) => purpose === word) ?? null };
}

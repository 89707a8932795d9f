/**
 * Where a pull stands, as JSON text that only this adapter reads. A pull goes in rounds; each visits every phase once. Lists are
 * paged by counting (`skip`), so a round freezes their end (`to`) at its start: what is created meanwhile is the next round's.
 */
import { z } from 'zod';
import { cursorFrom } from '../cursor-text';

/** Payments before what follows from them. */
export const phases = ['customers', 'payments', 'refunds', 'disputes', 'settlements'] as const;
export type Phase = (typeof phases)[number];

/** Unix seconds. */
const seconds = z.int().min(0).max(253_402_300_799);

const marks = z.strictObject({ customers: seconds, payments: seconds, refunds: seconds, settlements: seconds });

const roundSchema = z.strictObject({
  /** When it began, by Razorpay's clock: the frozen end of its lists. */
  startedAt: seconds,
  phase: z.enum(phases),
  /** So many rows of this phase are stored. */
  skip: z.int().min(0).max(10_000_000),
  /** The newest `created_at` of this phase so far. */
  newest: seconds,
  /** The oldest of this phase that may still change: the next round lists from there. Null: none. */
  held: seconds.nullable(),
  /** The oldest `created_at` of the whole round so far; null: nothing yet. */
  oldest: seconds.nullable(),
});
export type Round = z.infer<typeof roundSchema>;

const cursorSchema = z.strictObject({
  version: z.literal(1),
  /** From where on the next round lists; 0: from the beginning. */
  marks,
  /** When the last finished round began; null: none has finished. */
  syncedAt: seconds.nullable(),
  round: roundSchema.nullable(),
});
export type Cursor = z.infer<typeof cursorSchema>;
export type Marked = keyof Cursor['marks'];

/** Null begins from the beginning. Throws Failure `cursor-invalid` for text that this adapter did not write. */
export function readCursor(text: string | null): Cursor {
  return cursorFrom(text, cursorSchema, {
    version: 1,
    marks: { customers: 0, payments: 0, refunds: 0, settlements: 0 },
    syncedAt: null,
    round: null,
  });
}

export function nextPhase(phase: Phase): Phase | null {
  return phases[phases.indexOf(phase) + 1] ?? null;
}

/** Objects may become visible a little after the second they carry. */
const OVERLAP_S = 300;
/** Razorpay refuses earlier times. */
const FIRST_S = 946_684_800;

/** From when on a phase lists. */
export function listedFrom(mark: number): number {
  return Math.max(FIRST_S, mark - OVERLAP_S);
}

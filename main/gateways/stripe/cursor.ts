/**
 * Where a pull stands, as JSON text that only this adapter reads. A pull goes in rounds; each round visits every phase once and
 * each phase pages from the newest object down to the mark of the round before (less an overlap). What is created meanwhile
 * lies above the mark that the round leaves, so the next one finds it: paging while rows are added loses nothing.
 */
import { z } from 'zod';
import { cursorFrom } from '../cursor-text';

/** Events first: what they tell of older objects is fetched again at once, and newer objects are listed after, so later. */
export const phases = ['events', 'customers', 'payments', 'charges', 'refunds', 'disputes', 'payouts'] as const;
export type Phase = (typeof phases)[number];

/** Unix seconds. */
const seconds = z.int().min(0).max(253_402_300_799);

const marks = z.strictObject({
  events: seconds,
  customers: seconds,
  payments: seconds,
  charges: seconds,
  refunds: seconds,
  disputes: seconds,
  payouts: seconds,
});

const roundSchema = z.strictObject({
  /** When its first answer came, by Stripe's clock. */
  startedAt: seconds,
  phase: z.enum(phases),
  /** The last object that was stored; null: the phase begins. */
  after: z.string().min(1).max(255).nullable(),
  /** The newest `created` of this phase so far: its next mark. */
  newest: seconds,
  /** The oldest `created` of the whole round so far; null: nothing yet. */
  oldest: seconds.nullable(),
});
export type Round = z.infer<typeof roundSchema>;

const cursorSchema = z.strictObject({
  version: z.literal(1),
  /** The newest `created` that a finished phase has seen; 0: never. */
  marks,
  /** When the last finished round began; null: none has finished. */
  syncedAt: seconds.nullable(),
  round: roundSchema.nullable(),
});
export type Cursor = z.infer<typeof cursorSchema>;
export type Marks = Cursor['marks'];

/** Null begins from the beginning. Throws Failure `cursor-invalid` for text that this adapter did not write. */
export function readCursor(text: string | null): Cursor {
  return cursorFrom(text, cursorSchema, { version: 1, marks: noMarks(), syncedAt: null, round: null });
}

export function noMarks(): Marks {
  return { events: 0, customers: 0, payments: 0, charges: 0, refunds: 0, disputes: 0, payouts: 0 };
}

export function nextPhase(phase: Phase): Phase | null {
  return phases[phases.indexOf(phase) + 1] ?? null;
}

/** Objects may become visible a little after the second they carry. */
export const OVERLAP_S = 300;

/** From when on a phase lists; 0: from the beginning. */
export function listedFrom(mark: number): number {
  return Math.max(0, mark - OVERLAP_S);
}

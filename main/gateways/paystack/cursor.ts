/**
 * Where a pull stands, as JSON text that only this adapter reads. A pull goes in rounds; each round visits every list once, from
 * the time that the round before left. Paystack lists by creation and tells of no changes: so what was still open is listed
 * again, until it is not. Lists are paged by number, newest first: rows that come in between push others to later pages,
 * where they come twice, which a book takes once.
 */
import { z } from 'zod';
import { DAY_MS } from '../../kernel/time';
import { cursorFrom } from '../cursor-text';

export const phases = ['customers', 'payments', 'refunds', 'disputes', 'payouts'] as const;
export type Phase = (typeof phases)[number];

/** UTC milliseconds. */
const time = z.int().min(0).max(253_402_300_799_999);

const markSchema = z.strictObject({
  /** The newest creation that a finished phase has seen; 0: never. */
  newest: time,
  /** The oldest creation among what was not final yet; null: all was. */
  open: time.nullable(),
});
export type Mark = z.infer<typeof markSchema>;

const marksSchema = z.strictObject({
  customers: markSchema,
  payments: markSchema,
  refunds: markSchema,
  disputes: markSchema,
  payouts: markSchema,
});

const roundSchema = z.strictObject({
  /** When its first answer came, by Paystack's clock. */
  startedAt: time,
  phase: z.enum(phases),
  /** The page to ask for next, from 1. */
  page: z.int().min(1).max(1_000_000),
  newest: time,
  open: time.nullable(),
  /** The oldest creation of the whole round so far; null: nothing yet. */
  oldest: time.nullable(),
});
export type Round = z.infer<typeof roundSchema>;

const cursorSchema = z.strictObject({
  version: z.literal(1),
  marks: marksSchema,
  /** When the last finished round began; null: none has finished. */
  syncedAt: time.nullable(),
  round: roundSchema.nullable(),
});
export type Cursor = z.infer<typeof cursorSchema>;

/** Null begins from the beginning. Throws Failure `cursor-invalid` for text that this adapter did not write. */
export function readCursor(text: string | null): Cursor {
  const none = { newest: 0, open: null };
  const marks = { customers: none, payments: none, refunds: none, disputes: none, payouts: none };
  return cursorFrom(text, cursorSchema, { version: 1, marks, syncedAt: null, round: null });
}

export function nextPhase(phase: Phase): Phase | null {
  return phases[phases.indexOf(phase) + 1] ?? null;
}

/** A row may become visible a little after the time it carries, and a declined page may be paid by another card for a while. */
export const OVERLAP_MS = DAY_MS / 4;

/** So far back what is not final is listed again; what is open for longer is for a person. */
const openForMs: Readonly<Record<Phase, number>> = {
  customers: 0,
  payments: 30 * DAY_MS,
  refunds: 180 * DAY_MS,
  disputes: 400 * DAY_MS,
  payouts: 180 * DAY_MS,
};

/** From when on a phase lists, UTC milliseconds; 0: from the beginning. `nowMs`: when the round began. */
export function listedFrom(phase: Phase, { newest, open }: Mark, nowMs: number): number {
  if (newest === 0) return 0;
  const stillOpen = open === null ? newest : Math.max(open, nowMs - openForMs[phase]);
  return Math.max(0, Math.min(newest - OVERLAP_MS, stillOpen));
}

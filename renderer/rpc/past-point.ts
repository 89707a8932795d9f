/** Whether this window looks at the book as it was, and from when. What it asks then names that point; a reload brings it back to now. */
import { useSyncExternalStore } from 'react';
import type { PastView } from '../../main/features/books/contract';
import { PAST_HEADER, pastText } from '../../main/kernel/past';
import { readDay, systemClock } from '../../main/kernel/time';
import { createStore } from './connection';

/** Null: the present. */
export const pastPoint = createStore<PastView | null>(null);

/** What every call carries. */
export function pastHeaders(): Record<string, string> {
  const point = pastPoint.get();
  if (!point) return {};
  return { [PAST_HEADER]: pastText({ ...point, asOf: readDay(point.asOf ?? '') }) };
}

export function usePast(): PastView | null {
  return useSyncExternalStore(pastPoint.subscribe, pastPoint.get);
}

/** UTC milliseconds: now, or what was now then. For what a screen shows of the book, never for what is written. */
export function nowShown(): number {
  return pastPoint.get()?.nowMs ?? systemClock.now();
}

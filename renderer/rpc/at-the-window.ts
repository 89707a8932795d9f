/** Tells the engine that a person is there: it locks a window that nobody touches. */
import { useEffect } from 'react';
import { api } from './client';

/** Not with every key: the engine counts in minutes. */
const TELL_EVERY_MS = 20_000;

export function useAtTheWindow(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return;
    let toldAt = Number.NEGATIVE_INFINITY;
    const tell = () => {
      const now = performance.now();
      if (now - toldAt < TELL_EVERY_MS) return;
      toldAt = now;
      // A window that was locked meanwhile learns it by its next question.
      api.operators.stay().catch(() => {});
    };
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const sign of signs) window.addEventListener(sign, tell, { passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, tell);
    };
  }, [isSignedIn]);
}

/** Where the keys go when the item of a list that had them was dealt with and is gone: to the one that follows it, else to the screen. */
import { type RefObject, useEffect, useRef } from 'react';
import { isOnNothing, toScreen } from './use-keys-stay';

/**
 * `shown`: changes whenever the items do. `deed`: the words of the one that is done to item after item; it has the keys where there is
 * one. The ref is the list's, whose children are its items.
 */
export function useKeysInList(shown: unknown, deed?: string): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement>(null);
  const last = useRef(-1);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      // In the palette or a dialog they are not lost.
      if (target instanceof Element && target.closest('[role="dialog"]')) return;
      last.current = [...(list.current?.children ?? [])].findIndex(
        (item) => target instanceof Node && item.contains(target),
      );
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again whenever other items are shown
  useEffect(() => {
    if (last.current < 0 || !isOnNothing()) return;
    const items = [...(list.current?.children ?? [])];
    const next = items[Math.min(last.current, items.length - 1)];
    const offered = [...(next?.querySelectorAll('button:not(:disabled), a') ?? [])];
    const same = deed === undefined ? undefined : offered.find(({ textContent }) => textContent === deed);
    const place = next?.matches('[tabindex]') ? next : (same ?? offered[0]);
    if (place instanceof HTMLElement) place.focus({ preventScroll: true });
    else toScreen();
  }, [shown]);
  return list;
}

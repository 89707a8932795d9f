/** After a deed that took its button along, or kept it busy, the keys are at what became of it. */
import { type RefObject, useEffect, useRef } from 'react';
import { isOnNothing } from './use-keys-stay';

/** `became`: another one after each deed. The ref is of what tells it, which may have the keys (`tabIndex={-1}`). Keys that are elsewhere stay. */
export function useKeysHere(became: string | boolean): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  const last = useRef(became);
  useEffect(() => {
    if (last.current === became) return;
    last.current = became;
    if (isOnNothing() || document.activeElement?.tagName === 'MAIN') place.current?.focus({ preventScroll: true });
  }, [became]);
  return place;
}

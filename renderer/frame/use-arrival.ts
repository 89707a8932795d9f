/** Takes the keys along to where a person went: left on the rail, or on nothing, they were two dozen stops before the screen. */
import { type RefObject, useEffect, useRef } from 'react';
import type { Place } from '../navigation';

/** Put the ref on what holds the screens. Where the screen itself has put the keys, they stay. */
export function useArrival(place: Place | null): RefObject<HTMLElement | null> {
  const holder = useRef<HTMLElement>(null);
  const here = `${place?.screen} ${place?.id}`;
  const last = useRef(here);
  useEffect(() => {
    if (here === last.current) return;
    last.current = here;
    const at = document.activeElement;
    const isAsked = at?.closest('[role="dialog"]') && !at.closest('.palette-body');
    if (!isAsked && !holder.current?.contains(at)) holder.current?.focus({ preventScroll: true });
  }, [here]);
  return holder;
}

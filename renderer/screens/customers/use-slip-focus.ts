/** The keyboard goes with the slip: to its title when it opens, back to where it was when it closes; Esc closes it. */
import { type RefObject, useEffect, useRef } from 'react';

/** Put the ref on an element of the slip that can take the focus. */
export function useSlipFocus<Element extends HTMLElement>(onClose: () => void): RefObject<Element | null> {
  const title = useRef<Element>(null);
  const newest = useRef(onClose);
  newest.current = onClose;
  useEffect(() => {
    const before = document.activeElement;
    const slip = title.current?.closest<HTMLElement>('.stub');
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      newest.current();
    };
    title.current?.focus({ preventScroll: true });
    slip?.addEventListener('keydown', listen);
    return () => {
      slip?.removeEventListener('keydown', listen);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return title;
}

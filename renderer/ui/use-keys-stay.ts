/**
 * Keeps the keys in a dialog whose content changes under them: a button that is busy drops them, and a step that is over takes them
 * along. They go back to the button once it can be pressed again, else to what the new content offers first; so they do where nothing
 * could take them when the dialog opened.
 */
import { useEffect, useState } from 'react';

export const isOnNothing = () => document.activeElement === null || document.activeElement === document.body;

/** What a person was at is gone: the screen itself has the keys. */
export function toScreen(): void {
  if (isOnNothing()) document.querySelector('main')?.focus({ preventScroll: true });
}

const isDisabled = (element: HTMLElement) => element.matches(':disabled');

const FIRST = '[data-autofocus]:not(:disabled)';

/** `last`: what had the keys in the dialog; null: nothing could take them yet. */
function nextIn(root: Element, last: HTMLElement | null): Element | null {
  if (!last) return root.querySelector(FIRST);
  if (last.isConnected && !isDisabled(last)) return last;
  if (last.isConnected && last.matches('[data-loading]')) return null;
  return root.querySelector(FIRST) ?? root.querySelector('.dialog-actions button:not(:disabled)');
}

/** Gives the ref of what the dialog holds, which comes a moment after the dialog. */
export function useKeysStay(): (place: HTMLElement | null) => void {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const root = place?.closest('[role="dialog"]');
    if (!root) return;
    let last: HTMLElement | null = null;
    const keep = () => {
      const at = document.activeElement;
      if (at instanceof HTMLElement && root.contains(at)) last = at;
      else if (!last || isOnNothing()) {
        const next = nextIn(root, last);
        if (next instanceof HTMLElement) next.focus({ preventScroll: true });
      }
    };
    // A button that is disabled loses the keys only once that is drawn.
    const soon = () => requestAnimationFrame(() => requestAnimationFrame(keep));
    const changes = new MutationObserver(soon);
    changes.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    root.addEventListener('focusin', keep);
    return () => {
      changes.disconnect();
      root.removeEventListener('focusin', keep);
    };
  }, [place]);
  return setPlace;
}

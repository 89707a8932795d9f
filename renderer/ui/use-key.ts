/** A key of the screen: works unless something is being typed, or a dialog or a menu is open. */
import { useEffect, useRef } from 'react';

const isFloating = () => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** When the key went down: a dialog that Escape closes is gone before the screen hears of the key. */
let wasFloating = false;
window.addEventListener(
  'keydown',
  () => {
    wasFloating = isFloating();
  },
  { capture: true },
);

/** True when keys are not for the screen: typed into a field, or while a dialog or a menu is open. */
export function isTyping(target: EventTarget | null): boolean {
  if (wasFloating || isFloating()) return true;
  const fields = 'input:not([type="checkbox"]), textarea, select, [contenteditable]';
  return target instanceof Element && target.closest(fields) !== null;
}

export function useKey(key: string, act: () => void): void {
  const newest = useRef(act);
  newest.current = act;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || isTyping(event.target)) return;
      event.preventDefault();
      newest.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [key]);
}

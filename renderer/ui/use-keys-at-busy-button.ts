/** A button that is busy is disabled, and drops the keys; once it can be pressed again they are back on it, unless they went elsewhere. */
import { useEffect } from 'react';
import { isOnNothing } from './use-keys-stay';

/** Once, for the whole window. */
export function useKeysAtBusyButton(): void {
  useEffect(() => {
    let pressed: HTMLButtonElement | null = null;
    const changes = new MutationObserver(() => {
      if (pressed?.isConnected && !pressed.disabled && isOnNothing()) pressed.focus({ preventScroll: true });
    });
    const note = ({ target }: MouseEvent) => {
      changes.disconnect();
      pressed = target instanceof Element ? target.closest('button') : null;
      if (pressed) changes.observe(pressed, { attributeFilter: ['disabled'] });
    };
    // Before the button hears of it: what it does may make it busy at once. A key that presses it is a click as well.
    document.addEventListener('click', note, { capture: true });
    return () => {
      changes.disconnect();
      document.removeEventListener('click', note, { capture: true });
    };
  }, []);
}

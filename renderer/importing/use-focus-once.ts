/** The way on has the focus when a step appears, so that a whole import is a few presses of Enter; what bars the way has it before. */
import { useEffect, useRef } from 'react';

export function useFocusOnce() {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const button = ref.current;
    const first = button?.form?.querySelector<HTMLElement>('input:not([disabled]), button:not([disabled])');
    if (button?.disabled) first?.focus();
    else button?.focus();
  }, []);
  return ref;
}

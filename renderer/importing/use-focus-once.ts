/** The way on has the focus when a step appears: a whole import is a few presses of Enter. */
import { useEffect, useRef } from 'react';

export function useFocusOnce() {
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return ref;
}

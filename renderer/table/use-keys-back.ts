/** Where the keys go when what was chosen is dealt with, or nothing is chosen any more: the line that had them is gone, so they go on in the rows. */
import { useEffect, useRef } from 'react';
import { isOnNothing } from '../ui/use-keys-stay';

export function useKeysBack(chosen: number, focus: () => void): void {
  const before = useRef(chosen);
  const newest = useRef(focus);
  newest.current = focus;
  useEffect(() => {
    const isOver = before.current > 0 && chosen === 0;
    before.current = chosen;
    if (isOver && isOnNothing()) newest.current();
  }, [chosen]);
}

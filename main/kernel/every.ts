/** For what is called each second and looks more seldom: whether it is time again. */
import type { Clock } from './time';

/** True at the first call, and then `everyMs` after the last true. A clock that was set back is no reason to wait for hours. */
export function every(everyMs: number, clock: Clock): () => boolean {
  let last: number | null = null;
  return () => {
    const now = clock.now();
    if (last !== null && now >= last && now - last < everyMs) return false;
    last = now;
    return true;
  };
}

/** A time as the house writes it, with the full ISO time in its tooltip. */
import { useEffect, useState } from 'react';
import { systemClock } from '../../main/kernel/time';
import { useWords } from '../locales/words';
import { nowShown } from '../rpc/past-point';

export function Moment({ at, className }: { at: number; className?: string }) {
  const { times } = useWords();
  const iso = times.iso(at);
  return (
    <time dateTime={iso} title={iso} className={className}>
      {times.moment(at)}
    </time>
  );
}

/** Rises every `everyMs`, for what counts seconds or minutes. `isPresent`: also where the window looks at the book as it was. */
export function useNow(everyMs: number, isPresent = false): number {
  const read = isPresent ? systemClock.now : nowShown;
  const [now, setNow] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setNow(read()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, read]);
  // What has just happened is not ahead of a clock that was last read some seconds ago.
  return Math.max(now, read());
}

/** `1 minute ago`. */
export function Ago({ at, isPresent = false }: { at: number; isPresent?: boolean }) {
  const { times } = useWords();
  const now = useNow(10_000, isPresent);
  const iso = times.iso(at);
  return (
    <time dateTime={iso} title={iso}>
      {times.ago(at, now)}
    </time>
  );
}

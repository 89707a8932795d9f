/** A time as the house writes it, with the full ISO time in its tooltip. */
import { useEffect, useState } from 'react';
import { systemClock } from '../../main/kernel/time';
import { useWords } from '../locales/words';

export function Moment({ at, className }: { at: number; className?: string }) {
  const { times } = useWords();
  const iso = times.iso(at);
  return (
    <time dateTime={iso} title={iso} className={className}>
      {times.moment(at)}
    </time>
  );
}

/** Rises every `everyMs`, for what counts seconds or minutes. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => systemClock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(systemClock.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** `1 minute ago`. */
export function Ago({ at }: { at: number }) {
  const { times } = useWords();
  const now = useNow(10_000);
  const iso = times.iso(at);
  return (
    <time dateTime={iso} title={iso}>
      {times.ago(at, now)}
    </time>
  );
}

/** While the window looks at the book as it was: what is shown, what cannot be done, and the way back to now. */
import { Button } from '@mantine/core';
import { IconCalendarTime } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { PastView } from '../../main/features/books/contract';
import { useWords } from '../locales/words';
import { useLookFrom } from '../rpc/look-back';

export function PastBanner({ past }: { past: PastView }) {
  const { say, times } = useWords();
  const lookFrom = useLookFrom();
  const back = useRef<HTMLButtonElement>(null);
  // The dialog that led here is gone with the screen behind it.
  useEffect(() => back.current?.focus(), []);
  const known = times.moment(past.knownMs);
  return (
    <section className="past-line" aria-label={say('past.banner')}>
      <IconCalendarTime size={15} stroke={1.8} aria-hidden="true" />
      <p role="status">
        <strong>
          {past.asOf === null
            ? say('past.shownKnown', { known })
            : say('past.shown', { day: times.day(past.asOf), known })}
        </strong>{' '}
        {say('past.noDeeds')}
        {past.unplaced > 0 && ` ${say('past.unplaced', { count: past.unplaced })}`}
      </p>
      <Button ref={back} onClick={() => lookFrom(null)}>
        {say('past.back')}
      </Button>
    </section>
  );
}

/** Several bank transfers that one statement shows, marked as received together; each whole. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { systemClock } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { ReasonedChange } from '../../ui/reasoned-change';

export function ReceiveMany({ ids, onDone, onClose }: { ids: readonly string[]; onDone(): void; onClose(): void }) {
  const { say, times } = useWords();
  const today = times.dayOf(systemClock.now());
  const [day, setDay] = useState<string>(today);
  return (
    <ReasonedChange
      title={say('changes.receiveTitle')}
      ids={ids}
      label={say('receive.note')}
      deedOf={(note) => (day === '' ? null : { deed: 'receive-payments', day, note })}
      onDone={onDone}
      onClose={onClose}
    >
      <TextInput
        type="date"
        label={say('receive.day')}
        value={day}
        max={today}
        onChange={(event) => setDay(event.currentTarget.value)}
        required
      />
    </ReasonedChange>
  );
}

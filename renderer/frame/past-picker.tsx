/** Asks from when the book is to be looked at: what counts up to a day, as known on a day. */
import { Button, TextInput } from '@mantine/core';
import { IconCalendarTime } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { readDay, systemClock } from '../../main/kernel/time';
import { useWords } from '../locales/words';
import { type LookBackDays, lookBackJob, useLookFrom } from '../rpc/look-back';
import { usePast } from '../rpc/past-point';
import { useJob } from '../rpc/use-job';
import { Dialog } from '../ui/dialog';
import { JobProgress } from '../ui/job-progress';
import { FailureNotice } from '../ui/notices';
import { useKey } from '../ui/use-key';

function Days({ onClose }: { onClose(): void }) {
  const { say, times } = useWords();
  const past = usePast();
  const today = times.dayOf(systemClock.now());
  const [asOf, setAsOf] = useState(past?.asOf ?? '');
  const [knownOn, setKnownOn] = useState('');
  const isDay = (text: string) => text === '' || (readDay(text) !== null && text <= today);
  const isWhole = isDay(asOf) && isDay(knownOn) && (asOf !== '' || knownOn !== '');
  const show = (event: FormEvent) => {
    event.preventDefault();
    const days: LookBackDays = { ...(asOf === '' ? {} : { asOf }), ...(knownOn === '' ? {} : { knownOn }) };
    if (isWhole) lookBackJob.start(days);
  };
  return (
    <form className="form" onSubmit={show}>
      <p className="soft">{say('past.about')}</p>
      <TextInput
        type="date"
        label={say('past.asOf')}
        description={say('past.asOfHint')}
        value={asOf}
        max={today}
        error={isDay(asOf) ? null : say('past.notADay')}
        onChange={(event) => setAsOf(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        type="date"
        label={say('past.knownOn')}
        description={say('past.knownOnHint')}
        value={knownOn}
        max={today}
        error={isDay(knownOn) ? null : say('past.notADay')}
        onChange={(event) => setKnownOn(event.currentTarget.value)}
      />
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" disabled={!isWhole}>
          {say('past.show')}
        </Button>
      </div>
    </form>
  );
}

function Content({ onClose }: { onClose(): void }) {
  const { say } = useWords();
  const job = useJob(lookBackJob);
  const lookFrom = useLookFrom();
  const made = job.phase === 'done' ? job.result : null;
  useEffect(() => {
    if (!made) return;
    lookBackJob.clear();
    onClose();
    lookFrom(made);
  });
  if (job.phase === 'running')
    return <JobProgress label={say('past.making')} progress={job.progress} onCancel={lookBackJob.cancel} />;
  return (
    <>
      {job.phase === 'failed' && job.failure.code !== 'cancelled' && <FailureNotice failure={job.failure} />}
      <Days onClose={onClose} />
    </>
  );
}

/** The way into the past, in the bar and by the key D. */
export function PastPicker() {
  const { say } = useWords();
  const [opened, setOpened] = useState(false);
  useKey('d', () => setOpened(true));
  const close = () => {
    setOpened(false);
    lookBackJob.cancel();
    lookBackJob.clear();
  };
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        aria-label={say('past.open')}
        title={say('past.openKey')}
        aria-keyshortcuts="D"
        onClick={() => setOpened(true)}
      >
        <IconCalendarTime size={16} stroke={1.7} aria-hidden="true" />
      </button>
      <Dialog opened={opened} onClose={close} title={say('past.title')} width={440}>
        <Content onClose={close} />
      </Dialog>
    </>
  );
}

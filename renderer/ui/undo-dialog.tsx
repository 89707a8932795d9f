/** Taking a set of changes back: what would stay, and why, is said before. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ChangeSet } from '../../main/features/changes/contract';
import { isolatedEnds } from '../locales/say';
import { useWords } from '../locales/words';
import { failureOf } from '../rpc/failure';
import { newId } from '../rpc/new-id';
import { undoable, undoJob } from '../rpc/undo-job';
import { useJob } from '../rpc/use-job';
import { Dialog } from './dialog';
import { JobProgress } from './job-progress';
import { FailureNotice } from './notices';
import { useFocusWhen } from './use-focus-when';

/** `Tagged 12 customers: +vip`. */
export function useChangeName(): (set: Pick<ChangeSet, 'deed' | 'items' | 'about'>) => string {
  const { say } = useWords();
  return ({ deed, items, about }) => {
    const known = deeds.find((one) => one === deed) ?? 'other';
    const named = say(`changeMade.${known}`, { count: items });
    return about === '' ? named : `${named}: ${isolatedEnds(about)}`;
  };
}

const deeds = [
  'tag-customers',
  'archive-customers',
  'restore-customers',
  'cancel-payments',
  'import-customers',
  'match',
  'import-invoices',
  'import-purchases',
  'import-payments',
  'import-statements',
  'import-reports',
  'merge-customers',
  'receive-payments',
  'void-invoices',
  'pay-invoices-from-credit',
  'void-vouchers',
  'approve-requests',
] as const;

function Deeds(props: { ready: boolean; looking: boolean; onClose(): void; onUndo(): void }) {
  const { say } = useWords();
  const undo = useFocusWhen<HTMLButtonElement>(props.ready);
  return (
    <div className="dialog-actions">
      <Button onClick={props.onClose}>{say('notice.cancel')}</Button>
      <Button ref={undo} variant="filled" disabled={!props.ready} loading={props.looking} onClick={props.onUndo}>
        {say('changes.undo')}
      </Button>
    </div>
  );
}

export function UndoDialog({ set, onClose }: { set: ChangeSet; onClose(): void }) {
  const { say, failure } = useWords();
  const nameOf = useChangeName();
  const [request] = useState(newId);
  const shown = useQuery({
    queryKey: ['changes', 'undoable', set.id],
    retry: false,
    queryFn: ({ signal }) => undoable(set.id, signal),
  });
  const undoing = useJob(undoJob);
  const [started, setStarted] = useState(false);
  // What ended while nobody looked is of another set.
  useEffect(() => undoJob.clear(), []);
  const ended = started && undoing.phase === 'done';
  useEffect(() => {
    if (!ended) return;
    undoJob.clear();
    onClose();
  }, [ended, onClose]);
  const close = () => {
    undoJob.clear();
    onClose();
  };
  const { data } = shown;
  const whys = new Map(data?.items.flatMap(({ problem }) => (problem ? [[problem.code, problem] as const] : [])));
  const problem = undoing.phase === 'failed' ? undoing.failure : shown.error ? failureOf(shown.error) : null;
  return (
    <Dialog opened onClose={close} title={say('changes.undoTitle')} width={460}>
      <p>
        <b>{nameOf(set)}</b>
      </p>
      {data && (
        <ul className="consequences">
          <li>{say('changes.goesBack', { count: data.fits })}</li>
          {data.refused > 0 && <li>{say('changes.stays', { count: data.refused })}</li>}
          {[...whys.values()].map(({ code, params }) => (
            <li key={code}>{failure(code, params).what}</li>
          ))}
        </ul>
      )}
      {problem && <FailureNotice failure={problem} />}
      {undoing.phase === 'running' ? (
        <JobProgress label={say('changes.undoing')} progress={undoing.progress} onCancel={undoJob.cancel} />
      ) : (
        <Deeds
          ready={data !== undefined && data.fits > 0}
          looking={shown.isPending}
          onClose={close}
          onUndo={() => {
            setStarted(true);
            undoJob.start({ request, id: set.id });
          }}
        />
      )}
    </Dialog>
  );
}

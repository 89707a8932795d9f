/** Taking a set of changes back: what would stay, and why, is said before. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ChangeSet, UndoPreview } from '../../main/features/changes/contract';
import { isolatedEnds } from '../locales/say';
import { useWords } from '../locales/words';
import { failureOf } from '../rpc/failure';
import { newId } from '../rpc/new-id';
import { undoable, undoJob } from '../rpc/undo-job';
import { useJob } from '../rpc/use-job';
import { Amount } from './amount';
import './change-dialog.css';
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
  const cancel = useFocusWhen<HTMLButtonElement>(!props.ready && !props.looking);
  return (
    <div className="dialog-actions">
      <Button ref={cancel} onClick={props.onClose}>
        {say('notice.cancel')}
      </Button>
      <Button ref={undo} variant="filled" disabled={!props.ready} loading={props.looking} onClick={props.onUndo}>
        {say('changes.undo')}
      </Button>
    </div>
  );
}

/** The set, and what it came to in each currency. */
function Named({ set }: { set: ChangeSet }) {
  const nameOf = useChangeName();
  return (
    <>
      <p>
        <b>{nameOf(set)}</b>
      </p>
      {set.totals.length > 0 && (
        <p className="undo-totals">
          {set.totals.map((total) => (
            <Amount key={total.currency} {...total} />
          ))}
        </p>
      )}
    </>
  );
}

const NAMED = 5;

/** What stays: why, and of what. */
function Staying({ items, fits }: Pick<UndoPreview, 'items' | 'fits'>) {
  const { say, failure } = useWords();
  const out = items.flatMap(({ label, problem }) =>
    problem ? [{ label, problem, text: failure(problem.code, problem.params) }] : [],
  );
  const reasons = [...new Set(out.map(({ text }) => text.what))];
  return reasons.map((what) => {
    const those = out.filter(({ text }) => text.what === what);
    const names = those.flatMap(({ label }) => (label === '' ? [] : [label]));
    const more = names.length - NAMED;
    return (
      <li key={what}>
        {names.slice(0, NAMED).map((name) => (
          <span key={name}>
            <bdi>{name}</bdi>
            <br />
          </span>
        ))}
        {more > 0 && (
          <>
            {say('changes.more', { count: more })}
            <br />
          </>
        )}
        {what} {fits === 0 && those[0]?.text.next}
      </li>
    );
  });
}

export function UndoDialog({ set, onClose }: { set: ChangeSet; onClose(): void }) {
  const { say } = useWords();
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
  const problem = undoing.phase === 'failed' ? undoing.failure : shown.error ? failureOf(shown.error) : null;
  return (
    <Dialog opened onClose={close} title={say('changes.undoTitle')} width={460}>
      <Named set={set} />
      {data && (
        <ul className="consequences">
          {data.fits > 0 && <li>{say('changes.goesBack', { count: data.fits })}</li>}
          {data.refused > 0 && <li>{say('changes.stays', { count: data.refused })}</li>}
          <Staying {...data} />
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

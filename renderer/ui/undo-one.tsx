/** Taking one's own last single change back; or why it cannot be. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { isFailureCode } from '../../main/kernel/failure';
import { isBookMovement, isHappeningWord } from '../../main/kernel/happening';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf, type ShownFailure } from '../rpc/failure';
import { newId } from '../rpc/new-id';
import { Amount } from './amount';
import { Dialog } from './dialog';
import { Moment } from './moment';
import { FailureNotice } from './notices';

/** Whose words say what taking it back does. */
const known = [
  'customer.tagged',
  'customer.noted',
  'customer.contact-named',
  'customer.archived',
  'customer.restored',
  'adjustment.made',
  'invoice.drafted',
  'credit.applied',
  'payment.status-changed',
] as const;

export interface OneChange {
  event: number;
  kind: string;
  /** What people know by a name that it was done to; '': it has no name. */
  about: string;
  money: { amount: string; currency: string } | null;
  at: number;
  problem: { code: string; params: Record<string, string | number> } | null;
}

function useOneName(): (kind: string) => string {
  const { say } = useWords();
  return (kind) => {
    const own = known.find((one) => one === kind);
    if (own) return say(`changeOne.${own}`);
    if (isHappeningWord(kind)) return say(`happening.${kind}`);
    return isBookMovement(kind) ? say(`bookMovement.${kind}`) : say('changeOne.other');
  };
}

export function UndoOne({ change, onClose }: { change: OneChange; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  const undoing = useMutation({
    mutationFn: () => api.changes.undoOwn({ request, event: change.event }),
    onSuccess: onClose,
  });
  const nameOf = useOneName();
  const { problem } = change;
  const shown: ShownFailure | null =
    problem && isFailureCode(problem.code) ? { code: problem.code, params: problem.params, kind: 'expected' } : null;
  const failure = undoing.error ? failureOf(undoing.error) : shown;
  return (
    <Dialog opened onClose={onClose} title={say('changes.undoOneTitle')} width={460}>
      <div className="form">
        <p>
          <b>{nameOf(change.kind)}</b>
          <br />
          {change.about !== '' && (
            <>
              <bdi>{change.about}</bdi> ·{' '}
            </>
          )}
          {change.money && (
            <>
              <Amount {...change.money} /> ·{' '}
            </>
          )}
          <span className="soft">
            <Moment at={change.at} />
          </span>
        </p>
        {failure && <FailureNotice failure={failure} />}
        <div className="dialog-actions">
          <Button onClick={onClose} data-autofocus={problem ? true : undefined}>
            {say('notice.cancel')}
          </Button>
          <Button
            variant="filled"
            data-autofocus={problem ? undefined : true}
            disabled={problem !== null}
            loading={undoing.isPending}
            onClick={() => undoing.mutate()}
          >
            {say('changes.undo')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

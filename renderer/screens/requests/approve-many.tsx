/** All requests that this operator may approve, at once; with a PIN where one is set. */
import { PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { Approval } from '../../../main/features/approvals/contract';
import type { Deed } from '../../../main/features/changes/contract';
import { useWords } from '../../locales/words';
import { useSession } from '../../rpc/operator-session';
import { ChangeDialog } from '../../ui/change-dialog';
import { RightButton } from '../../ui/right-button';

const approve: Deed = { deed: 'approve-requests' };

export function ApproveMany({ waiting }: { waiting: readonly Approval[] }) {
  const { say } = useWords();
  const [ids, setIds] = useState<readonly string[] | null>(null);
  const hasPin = useSession()?.operator?.hasPin === true;
  const [pin, setPin] = useState('');
  const others = waiting.filter(({ own, state }) => !own && state === 'waiting');
  if (others.length < 2 && ids === null) return null;
  return (
    <div className="requests-deeds">
      <RightButton to="approvals.approve" onClick={() => setIds(others.map(({ id }) => id))}>
        {say('changes.approveMany', { count: others.length })}
      </RightButton>
      {ids && (
        <ChangeDialog
          title={say('changes.approveTitle')}
          ids={ids}
          deed={approve}
          pin={hasPin ? pin : undefined}
          onDone={() => {}}
          onClose={() => setIds(null)}
        >
          {hasPin && (
            <PasswordInput
              label={say('requests.pin')}
              value={pin}
              onChange={(event) => setPin(event.currentTarget.value)}
              maxLength={12}
              inputMode="numeric"
              autoComplete="off"
              data-autofocus
            />
          )}
        </ChangeDialog>
      )}
    </div>
  );
}

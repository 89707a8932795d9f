/** What an administrator may do about another operator: a new passphrase, or their end here. */
import { Button, Menu, PasswordInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Operator } from '../../../main/features/operators/contract';
import { SHORTEST_PASSPHRASE } from '../../../main/kernel/operator';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf, type ShownFailure } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { useRefusal } from '../../rpc/operator-session';
import { Confirm } from '../../ui/confirm';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';

function ResetForm({ operator, onClose }: { operator: Operator; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    api.operators
      .resetPassphrase({ request, id: operator.id, passphrase })
      .then(onClose, (error: unknown) => setFailure(failureOf(error)));
  };
  return (
    <form className="form" onSubmit={submit}>
      <Note tone="amber">{say('operators.resetWhat', { name: operator.name })}</Note>
      <PasswordInput
        label={say('operators.ownNew')}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        maxLength={200}
        autoComplete="new-password"
        data-autofocus
      />
      {failure && <FailureNotice failure={failure} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" disabled={passphrase.length < SHORTEST_PASSPHRASE}>
          {say('operators.resetDeed')}
        </Button>
      </div>
    </form>
  );
}

export function OperatorDeeds({ operator }: { operator: Operator }) {
  const { say } = useWords();
  const refusal = useRefusal('operators.retire');
  const [asking, setAsking] = useState<'reset' | 'retire' | null>(null);
  const [request] = useState(newId);
  const { name } = operator;
  const close = () => setAsking(null);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <button
            type="button"
            className="quiet-button"
            aria-label={say('operators.deeds', { name })}
            disabled={refusal !== null}
            title={refusal ?? undefined}
          >
            <IconDots size={16} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsking('reset')}>{say('operators.reset')}</Menu.Item>
          <Menu.Item onClick={() => setAsking('retire')}>{say('operators.retire')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={asking === 'reset'} onClose={close} title={say('operators.resetTitle', { name })} width={420}>
        <ResetForm operator={operator} onClose={close} />
      </Dialog>
      <Confirm
        opened={asking === 'retire'}
        title={say('operators.retireTitle', { name })}
        consequences={[say('operators.retireWhat', { name }), say('operators.retireKept')]}
        deed={say('operators.retire')}
        destructive
        onConfirm={async () => {
          await api.operators.retire({ request, id: operator.id });
        }}
        onClose={close}
      />
    </>
  );
}

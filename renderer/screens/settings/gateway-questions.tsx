/** Pausing, removing and renaming a gateway account: each says first what it changes. */
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { GatewayState, Removal } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';
import { go } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Confirm } from '../../ui/confirm';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';

interface QuestionProps {
  gateway: GatewayState;
  onClose(): void;
}

function useRemoval(key: string) {
  return useQuery({
    queryKey: ['sync', 'removal', key],
    retry: false,
    queryFn: ({ signal }) => api.sync.removal({ gateway: key }, { signal }),
  }).data;
}

export function PauseQuestion({ gateway, onClose }: QuestionProps) {
  const { say } = useWords();
  const { key, label } = gateway;
  const found = useRemoval(key);
  return (
    <Confirm
      opened={found !== undefined}
      title={`${say('accounts.pause')} · ${label}`}
      consequences={[
        say('accounts.pauseFetch', { gateway: label }),
        ...(found && found.pending > 0 ? [say('accounts.pausePending', { count: found.pending })] : []),
        say('accounts.pauseKept'),
      ]}
      deed={say('accounts.pause')}
      onConfirm={async () => void (await api.sync.pause({ gateway: key }))}
      onClose={onClose}
    />
  );
}

/** Nobody could ask any more what became of the money: it is named, and stays. */
function NotYet({ gateway, found, onClose }: QuestionProps & { found: Removal }) {
  const { say, money, times } = useWords();
  return (
    <Dialog opened onClose={onClose} title={`${say('accounts.remove')} · ${gateway.label}`}>
      <div className="form">
        <Note tone="amber">
          <p>{say('accounts.cannotRemove', { gateway: gateway.label, count: found.attempts.length })}</p>
          <ul className="check-findings">
            {found.attempts.map(({ kind, amount, state, at }) => (
              <li key={`${at} ${kind} ${amount.amount}`}>
                {say(`attemptKind.${kind}`, { gateway: gateway.label })} · {money(amount.amount, amount.currency)}{' '}
                {amount.currency} · {say(`attemptState.${state}`)} · {times.moment(at)}
              </li>
            ))}
          </ul>
          <p>{say('accounts.toOutbox')}</p>
        </Note>
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.close')}</Button>
          <Button variant="filled" onClick={() => go({ screen: 'outbox', id: null, query: {} })}>
            {say('accounts.openOutbox')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

export function RemovalQuestion({ gateway, onClose }: QuestionProps) {
  const { say } = useWords();
  const { key, label } = gateway;
  const found = useRemoval(key);
  if (found && found.attempts.length > 0) return <NotYet gateway={gateway} found={found} onClose={onClose} />;
  const { payments = 0, pending = 0, savedMethods = 0 } = found ?? {};
  return (
    <Confirm
      opened={found !== undefined}
      title={`${say('accounts.remove')} · ${label}`}
      consequences={[
        say('accounts.removeKey', { gateway: label }),
        say('accounts.removeHistory', { gateway: label, count: payments }),
        ...(pending > 0 ? [say('accounts.removePending', { count: pending })] : []),
        ...(savedMethods > 0 ? [say('accounts.removeMethods', { count: savedMethods })] : []),
      ]}
      deed={say('accounts.remove')}
      destructive
      onConfirm={async () => void (await api.sync.remove({ gateway: key }))}
      onClose={onClose}
    />
  );
}

export function RenameDialog({ gateway, onClose }: QuestionProps) {
  const { say } = useWords();
  const [label, setLabel] = useState(gateway.label);
  const rename = useMutation({
    mutationFn: () => api.sync.rename({ gateway: gateway.key, label }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!rename.isPending) rename.mutate();
  };
  return (
    <Dialog opened onClose={onClose} title={`${say('accounts.rename')} · ${gateway.label}`}>
      <form className="form" onSubmit={submit}>
        <TextInput
          label={say('accounts.label')}
          description={say('accounts.labelHint')}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          maxLength={60}
          autoComplete="off"
          data-autofocus
        />
        {rename.error && <FailureNotice failure={failureOf(rename.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" loading={rename.isPending}>
            {say('settings.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

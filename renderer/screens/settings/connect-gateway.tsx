/**
 * Connects an account of any gateway, or gives a known one a new key, with the fields that its gateway declares: tested live before
 * they are kept, and sealed.
 */
import { Button, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { GatewayKindTold, GatewayState } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';
import { ConnectFields, type Filled, isComplete, nothing } from './connect-fields';

interface ConnectGatewayProps {
  kinds: readonly GatewayKindTold[];
  /** The one that gets a new key; left out: another is connected. */
  account?: GatewayState;
  opened: boolean;
  onClose(): void;
}

function useConnect({ kinds, account }: Pick<ConnectGatewayProps, 'kinds' | 'account'>) {
  const [provider, setProvider] = useState(account?.provider ?? null);
  const [filled, setFilled] = useState<Filled>({ ...nothing, environment: account?.environment ?? 'live' });
  const secrets = useQuery({
    queryKey: ['sync', 'secrets'],
    queryFn: ({ signal }) => api.sync.secrets(undefined, { signal }),
  }).data;
  const kind = kinds.find((one) => one.provider === provider);
  const sealed = secrets?.state ?? 'locked';
  const connect = useMutation({
    mutationFn: () => {
      const { passphrase, label, ...rest } = filled;
      return api.sync.connect({
        ...{ provider: provider ?? '', ...rest },
        ...(sealed === 'open' ? {} : { passphrase }),
        ...(account ? { gateway: account.key } : { label }),
      });
    },
  });
  const choose = (next: string | null) => {
    setProvider(next);
    setFilled({ ...filled, credentials: {} });
    connect.reset();
  };
  const change = (part: Partial<Filled>) => setFilled({ ...filled, ...part });
  return { kind, filled, sealed, connect, choose, change };
}

function Form({ kinds, account, onClose }: Omit<ConnectGatewayProps, 'opened'>) {
  const { say } = useWords();
  const { kind, filled, sealed, connect, choose, change } = useConnect({ kinds, ...(account ? { account } : {}) });
  const isReady = kind !== undefined && isComplete(kind, filled, sealed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !connect.isPending) connect.mutate();
  };
  const failure = connect.error && failureOf(connect.error);
  if (connect.data)
    return (
      <div className="form">
        <Note tone="green">{say(account ? 'accounts.renewed' : 'accounts.connected', connect.data)}</Note>
        <div className="dialog-actions">
          <Button variant="filled" onClick={onClose} data-autofocus>
            {say('notice.close')}
          </Button>
        </div>
      </div>
    );
  return (
    <form className="form" onSubmit={submit}>
      {!account && (
        <Select
          label={say('settings.gateway')}
          data={kinds.map((one) => ({ value: one.provider, label: one.label }))}
          value={kind?.provider ?? null}
          onChange={choose}
          allowDeselect={false}
          data-autofocus
        />
      )}
      {kind && (
        <ConnectFields
          kind={kind}
          filled={filled}
          sealed={sealed}
          ofAccount={account !== undefined}
          mayDiffer={failure?.code === 'account-differs'}
          onChange={change}
        />
      )}
      {failure && <FailureNotice failure={failure} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={connect.isPending} disabled={!isReady}>
          {say('connect.start')}
        </Button>
      </div>
    </form>
  );
}

export function ConnectGateway({ opened, ...form }: ConnectGatewayProps) {
  const { say } = useWords();
  const title = form.account ? `${say('accounts.newKey')} · ${form.account.label}` : say('settings.addGateway');
  return (
    <Dialog opened={opened} onClose={form.onClose} title={title}>
      <Form {...form} />
    </Dialog>
  );
}

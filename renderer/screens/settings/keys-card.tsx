/** The keys of the book's gateway accounts: sealed or open, and the passphrase that opens them. */
import { Button, Switch } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SecretsState } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Card } from '../../ui/screen';
import { ChangePassphrase } from './change-passphrase';
import { Unlock } from './unlock';

/** Only where the window's shell has a keyring. */
function Keyring({ keyring }: { keyring: SecretsState['keyring'] }) {
  const { say } = useWords();
  const refusal = useRefusal('sync.keepInKeyring');
  const keep = useMutation({ mutationFn: (wanted: boolean) => api.sync.keepInKeyring({ keep: wanted }) });
  if (keyring === 'none') return null;
  return (
    <>
      <Switch
        label={say('keys.keyring')}
        description={say('keys.keyringHint')}
        checked={keyring === 'kept'}
        disabled={refusal !== null || keep.isPending}
        title={refusal ?? undefined}
        onChange={(event) => keep.mutate(event.currentTarget.checked)}
      />
      {keep.error && <FailureNotice failure={failureOf(keep.error)} />}
    </>
  );
}

export function KeysCard() {
  const { say } = useWords();
  const [changing, setChanging] = useState(false);
  const secrets = useQuery({
    queryKey: ['sync', 'secrets'],
    queryFn: ({ signal }) => api.sync.secrets(undefined, { signal }),
  });
  const lock = useMutation({ mutationFn: () => api.sync.lock() });
  const { state, keyring } = secrets.data ?? {};
  return (
    <Card title={say('keys.title')}>
      <div className="form">
        {secrets.error && <FailureNotice failure={failureOf(secrets.error)} onRetry={() => void secrets.refetch()} />}
        {state && <p className="soft">{say(`keys.${state}`)}</p>}
        {state === 'locked' && <Unlock />}
        {state === 'open' && keyring && <Keyring keyring={keyring} />}
        {lock.error && <FailureNotice failure={failureOf(lock.error)} />}
        {state && state !== 'none' && (
          <div className="dialog-actions">
            <RightButton to="sync.changePassphrase" onClick={() => setChanging(true)}>
              {say('keys.change')}
            </RightButton>
            {state === 'open' && (
              <Button loading={lock.isPending} onClick={() => lock.mutate()}>
                {say('keys.lock')}
              </Button>
            )}
          </div>
        )}
      </div>
      <ChangePassphrase opened={changing} onClose={() => setChanging(false)} />
    </Card>
  );
}

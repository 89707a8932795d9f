/** Connects Stripe: the key is tested live before it is kept, and sealed with a passphrase. */
import { Button, Modal, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { FailureNotice, Note } from '../../ui/notices';

type Environment = 'live' | 'sandbox';

function useConnect() {
  return useMutation({
    mutationFn: (input: { environment: Environment; secretKey: string; passphrase: string }) =>
      api.sync.connect({
        provider: 'stripe',
        environment: input.environment,
        credentials: { key: input.secretKey.trim() },
        passphrase: input.passphrase,
      }),
  });
}

const LEAST_PASSPHRASE = 8;

function Form({ onClose }: { onClose(): void }) {
  const { say } = useWords();
  const [environment, setEnvironment] = useState<Environment>('live');
  const [secretKey, setSecretKey] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const connect = useConnect();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    connect.mutate({ environment, secretKey, passphrase });
  };
  if (connect.data)
    return (
      <div className="form">
        <Note tone="green">{say('connect.done', { name: connect.data.name, account: connect.data.account })}</Note>
        <div className="dialog-actions">
          <Button variant="filled" data-autofocus onClick={onClose}>
            {say('notice.close')}
          </Button>
        </div>
      </div>
    );
  return (
    <form className="form" onSubmit={submit}>
      <SegmentedControl
        aria-label={say('settings.environment')}
        value={environment}
        onChange={(value) => setEnvironment(value === 'live' ? 'live' : 'sandbox')}
        data={(['live', 'sandbox'] as const).map((value) => ({ value, label: say(`environment.${value}`) }))}
      />
      <TextInput
        label={say('connect.key')}
        description={say('connect.keyHint')}
        value={secretKey}
        onChange={(event) => setSecretKey(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        required
        data-autofocus
      />
      <PasswordInput
        label={say('connect.passphrase')}
        description={say('connect.passphraseHint')}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        autoComplete="new-password"
        maxLength={200}
        required
      />
      {connect.error && <FailureNotice failure={failureOf(connect.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button
          type="submit"
          variant="filled"
          loading={connect.isPending}
          disabled={secretKey.trim() === '' || passphrase.length < LEAST_PASSPHRASE}
        >
          {say('connect.start')}
        </Button>
      </div>
    </form>
  );
}

export function ConnectStripe({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { say } = useWords();
  return (
    <Modal opened={opened} onClose={onClose} title={say('settings.connectStripe')} size={460}>
      <Form onClose={onClose} />
    </Modal>
  );
}

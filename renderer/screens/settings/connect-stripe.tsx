/** Connects Stripe: the key is tested live before it is kept, and sealed with a passphrase. */
import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';

type Environment = 'live' | 'sandbox';

function useConnect() {
  return useMutation({
    mutationFn: (input: Secrets) =>
      api.sync.connect({
        provider: 'stripe',
        environment: input.environment,
        credentials: { key: input.secretKey.trim() },
        passphrase: input.passphrase,
      }),
  });
}

const LEAST_PASSPHRASE = 8;

interface Secrets {
  environment: Environment;
  secretKey: string;
  passphrase: string;
}

function Fields({ secrets, onChange }: { secrets: Secrets; onChange(part: Partial<Secrets>): void }) {
  const { say } = useWords();
  return (
    <>
      <SegmentedControl
        aria-label={say('settings.environment')}
        value={secrets.environment}
        onChange={(value) => onChange({ environment: value === 'live' ? 'live' : 'sandbox' })}
        data={(['live', 'sandbox'] as const).map((value) => ({ value, label: say(`environment.${value}`) }))}
      />
      <TextInput
        label={say('connect.key')}
        description={say('connect.keyHint')}
        value={secrets.secretKey}
        onChange={(event) => onChange({ secretKey: event.currentTarget.value })}
        autoComplete="off"
        spellCheck={false}
        maxLength={500}
        required
        data-autofocus
      />
      <PasswordInput
        label={say('connect.passphrase')}
        description={say('connect.passphraseHint')}
        value={secrets.passphrase}
        onChange={(event) => onChange({ passphrase: event.currentTarget.value })}
        autoComplete="new-password"
        maxLength={200}
        required
      />
    </>
  );
}

function Form({ onClose }: { onClose(): void }) {
  const { say } = useWords();
  const [secrets, setSecrets] = useState<Secrets>({ environment: 'live', secretKey: '', passphrase: '' });
  const connect = useConnect();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    connect.mutate(secrets);
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
      <Fields secrets={secrets} onChange={(part) => setSecrets({ ...secrets, ...part })} />
      {connect.error && <FailureNotice failure={failureOf(connect.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button
          type="submit"
          variant="filled"
          loading={connect.isPending}
          disabled={secrets.secretKey.trim() === '' || secrets.passphrase.length < LEAST_PASSPHRASE}
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
    <Dialog opened={opened} onClose={onClose} title={say('settings.connectStripe')}>
      <Form onClose={onClose} />
    </Dialog>
  );
}

/** Connects a gateway of any kind, with the fields that it declares: tested live before they are kept, and sealed. */
import { Button, PasswordInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { GatewayKindTold } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';
import { Capabilities } from './capabilities';
import { useCredentialWords } from './credential-words';

type Environment = 'live' | 'sandbox';
type Field = GatewayKindTold['credentials'][number];

const LEAST_PASSPHRASE = 8;

interface Filled {
  environment: Environment;
  /** By the field's name. */
  credentials: Readonly<Record<string, string>>;
  passphrase: string;
}

const nothing: Filled = { environment: 'live', credentials: {}, passphrase: '' };

function CredentialField(props: { field: Field; value: string; onChange(text: string): void }) {
  const { field, value, onChange } = props;
  const { labelOf, hintOf } = useCredentialWords();
  const shared = {
    label: labelOf(field),
    description: hintOf(field),
    value,
    onChange: (event: { currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value),
    autoComplete: 'off',
    spellCheck: false,
    maxLength: 500,
    required: !field.optional,
  };
  // Read while it is pasted, it is easier to see that it is the right one; afterwards it is never shown again.
  return field.name === 'password' ? <PasswordInput {...shared} /> : <TextInput {...shared} />;
}

interface FieldsProps {
  kind: GatewayKindTold;
  filled: Filled;
  onChange(part: Partial<Filled>): void;
}

function Fields({ kind, filled, onChange }: FieldsProps) {
  const { say } = useWords();
  const { environment, credentials, passphrase } = filled;
  return (
    <>
      <Capabilities kind={kind} />
      <SegmentedControl
        aria-label={say('settings.environment')}
        value={environment}
        onChange={(value) => onChange({ environment: value === 'live' ? 'live' : 'sandbox' })}
        data={(['live', 'sandbox'] as const).map((value) => ({ value, label: say(`environment.${value}`) }))}
      />
      {kind.credentials.map((field) => (
        <CredentialField
          key={field.name}
          field={field}
          value={credentials[field.name] ?? ''}
          onChange={(text) => onChange({ credentials: { ...credentials, [field.name]: text } })}
        />
      ))}
      <PasswordInput
        label={say('connect.passphrase')}
        description={say('connect.passphraseHint')}
        value={passphrase}
        onChange={(event) => onChange({ passphrase: event.currentTarget.value })}
        autoComplete="new-password"
        maxLength={200}
        required
      />
    </>
  );
}

function isComplete(kind: GatewayKindTold, { credentials, passphrase }: Filled): boolean {
  const isGiven = (field: Field) => field.optional || (credentials[field.name] ?? '').trim() !== '';
  return kind.credentials.every(isGiven) && passphrase.length >= LEAST_PASSPHRASE;
}

function Form({ kinds, onClose }: { kinds: readonly GatewayKindTold[]; onClose(): void }) {
  const { say } = useWords();
  const [provider, setProvider] = useState<string | null>(null);
  const [filled, setFilled] = useState(nothing);
  const kind = kinds.find((one) => one.provider === provider);
  const connect = useMutation({
    mutationFn: () => api.sync.connect({ provider: provider ?? '', ...filled }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kind && isComplete(kind, filled) && !connect.isPending) connect.mutate();
  };
  if (connect.data)
    return (
      <div className="form">
        <Note tone="green">{say('connect.done', { name: connect.data.name, account: connect.data.account })}</Note>
        <div className="dialog-actions">
          <Button variant="filled" onClick={onClose}>
            {say('notice.close')}
          </Button>
        </div>
      </div>
    );
  return (
    <form className="form" onSubmit={submit}>
      <Select
        label={say('settings.gateway')}
        data={kinds.map((one) => ({ value: one.provider, label: one.label }))}
        value={provider}
        onChange={(next) => {
          setProvider(next);
          setFilled({ ...filled, credentials: {} });
          connect.reset();
        }}
        allowDeselect={false}
        data-autofocus
      />
      {kind && <Fields kind={kind} filled={filled} onChange={(part) => setFilled({ ...filled, ...part })} />}
      {connect.error && <FailureNotice failure={failureOf(connect.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button
          type="submit"
          variant="filled"
          loading={connect.isPending}
          disabled={!kind || !isComplete(kind, filled)}
        >
          {say('connect.start')}
        </Button>
      </div>
    </form>
  );
}

interface ConnectGatewayProps {
  kinds: readonly GatewayKindTold[];
  opened: boolean;
  onClose(): void;
}

export function ConnectGateway({ kinds, opened, onClose }: ConnectGatewayProps) {
  const { say } = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={say('settings.addGateway')}>
      <Form kinds={kinds} onClose={onClose} />
    </Dialog>
  );
}

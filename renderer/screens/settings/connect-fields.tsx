/** What is filled in to connect a gateway account: the fields that its gateway declares, a name, and the passphrase where needed. */
import { Checkbox, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import type { GatewayKindTold, SecretsState } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';
import { Capabilities } from './capabilities';
import { useCredentialWords } from './credential-words';

type Environment = 'live' | 'sandbox';
type Field = GatewayKindTold['credentials'][number];

export const LEAST_PASSPHRASE = 8;

export interface Filled {
  environment: Environment;
  /** By the field's name. */
  credentials: Readonly<Record<string, string>>;
  passphrase: string;
  label: string;
  sameAccount: boolean;
}

export const nothing: Filled = {
  environment: 'live',
  credentials: {},
  passphrase: '',
  label: '',
  sameAccount: false,
};

/** `sealed`: whether the book's keys are open, so that no passphrase is needed. */
export function isComplete(
  kind: GatewayKindTold,
  { credentials, passphrase }: Filled,
  sealed: SecretsState['state'],
): boolean {
  const isGiven = (field: Field) => field.optional || (credentials[field.name] ?? '').trim() !== '';
  return kind.credentials.every(isGiven) && (sealed === 'open' || passphrase.length >= LEAST_PASSPHRASE);
}

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
  sealed: SecretsState['state'];
  /** A new key for a known account: its name and environment are known. */
  ofAccount: boolean;
  /** The key names another account, which may be the same by another name. */
  mayDiffer: boolean;
  onChange(part: Partial<Filled>): void;
}

export function ConnectFields({ kind, filled, sealed, ofAccount, mayDiffer, onChange }: FieldsProps) {
  const { say } = useWords();
  const { environment, credentials, passphrase, label, sameAccount } = filled;
  return (
    <>
      {!ofAccount && (
        <>
          <Capabilities kind={kind} />
          <SegmentedControl
            aria-label={say('settings.environment')}
            value={environment}
            onChange={(value) => onChange({ environment: value === 'live' ? 'live' : 'sandbox' })}
            data={(['live', 'sandbox'] as const).map((value) => ({ value, label: say(`environment.${value}`) }))}
          />
        </>
      )}
      {kind.credentials.map((field) => (
        <CredentialField
          key={field.name}
          field={field}
          value={credentials[field.name] ?? ''}
          onChange={(text) => onChange({ credentials: { ...credentials, [field.name]: text } })}
        />
      ))}
      {!ofAccount && (
        <TextInput
          label={say('accounts.label')}
          description={say('accounts.labelHint')}
          value={label}
          onChange={(event) => onChange({ label: event.currentTarget.value })}
          maxLength={60}
          autoComplete="off"
        />
      )}
      {mayDiffer && (
        <Checkbox
          label={say('accounts.sameAccount')}
          checked={sameAccount}
          onChange={(event) => onChange({ sameAccount: event.currentTarget.checked })}
        />
      )}
      {sealed !== 'open' && (
        <PasswordInput
          label={say('connect.passphrase')}
          description={sealed === 'none' ? say('connect.passphraseHint') : null}
          value={passphrase}
          onChange={(event) => onChange({ passphrase: event.currentTarget.value })}
          autoComplete={sealed === 'none' ? 'new-password' : 'current-password'}
          maxLength={200}
          required
        />
      )}
    </>
  );
}

/** The fields of how notices are sent, and what of them is asked of the book. */
import { Checkbox, PasswordInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import type { MailSettingsTold } from '../../../main/features/mail/contract';
import type { SecretsState } from '../../../main/features/sync/contract';
import { type MailKind, mailKinds, mailLanguages, mailTlsModes } from '../../../main/kernel/mail';
import { useWords } from '../../locales/words';
import { Note } from '../../ui/notices';

type Settings = Omit<MailSettingsTold, 'hasPassword' | 'elsewhere' | 'password' | 'trouble'>;

/** Numbers as they are typed. */
export type MailFilled = Omit<Settings, 'port' | 'dueInDays'> & {
  port: string;
  dueInDays: string;
  password: string;
  passphrase: string;
};

export function filledFrom(settings: MailSettingsTold): MailFilled {
  const { hasPassword: _has, elsewhere: _elsewhere, password: _password, trouble: _trouble, ...known } = settings;
  const { port, dueInDays, ...rest } = known;
  return { ...rest, port: String(port), dueInDays: String(dueInDays), password: '', passphrase: '' };
}

const wholeOf = (text: string): number | null => (/^\d{1,6}$/.test(text.trim()) ? Number.parseInt(text, 10) : null);

/** Null while a field holds no whole number: the book says what is wrong with one that is out of bounds. */
export function wishOf(filled: MailFilled, was: Pick<MailSettingsTold, 'dueInDays'>) {
  const { password, passphrase, ...rest } = filled;
  const port = wholeOf(filled.port);
  // It is not asked for where no such notice is sent.
  const dueInDays = filled.notices.includes('upcoming-invoice') ? wholeOf(filled.dueInDays) : was.dueInDays;
  if (port === null || dueInDays === null) return null;
  return {
    ...rest,
    ...{ port, dueInDays },
    ...(password === '' ? {} : { password }),
    ...(passphrase === '' ? {} : { passphrase }),
  };
}

interface FieldsProps {
  filled: MailFilled;
  hasPassword: boolean;
  sealed: SecretsState['state'];
  onChange(part: Partial<MailFilled>): void;
}

const plain = { autoComplete: 'off', spellCheck: false } as const;

function Server({ filled, onChange }: FieldsProps) {
  const { say } = useWords();
  return (
    <>
      <div className="mail-server">
        <TextInput
          label={say('mail.host')}
          value={filled.host}
          onChange={(event) => onChange({ host: event.currentTarget.value })}
          maxLength={253}
          {...plain}
        />
        <TextInput
          label={say('mail.port')}
          error={wholeOf(filled.port) === null && say('mail.notWhole')}
          value={filled.port}
          onChange={(event) => onChange({ port: event.currentTarget.value })}
          maxLength={5}
          inputMode="numeric"
          {...plain}
        />
      </div>
      <div className="settings-choices">
        <span id="mail-tls">{say('mail.tls')}</span>
        <SegmentedControl
          aria-labelledby="mail-tls"
          value={filled.tls}
          onChange={(tls) => onChange({ tls })}
          data={mailTlsModes.map((value) => ({ value, label: say(`mailTls.${value}`) }))}
        />
      </div>
      {filled.tls === 'none' ? (
        <Note tone="amber">{say('mail.noneWarns')}</Note>
      ) : (
        <Checkbox
          label={say('mail.anyCertificate')}
          checked={filled.anyCertificate}
          onChange={(event) => onChange({ anyCertificate: event.currentTarget.checked })}
        />
      )}
      {filled.tls !== 'none' && filled.anyCertificate && <Note tone="red">{say('mail.anyCertificateWarns')}</Note>}
    </>
  );
}

function SignIn({ filled, hasPassword, sealed, onChange }: FieldsProps) {
  const { say } = useWords();
  return (
    <>
      <TextInput
        label={say('mail.user')}
        description={say('mail.userHint')}
        value={filled.user}
        onChange={(event) => onChange({ user: event.currentTarget.value })}
        maxLength={254}
        {...plain}
      />
      {filled.user !== '' && (
        <PasswordInput
          label={say('mail.password')}
          description={hasPassword ? say('mail.passwordKept') : null}
          value={filled.password}
          onChange={(event) => onChange({ password: event.currentTarget.value })}
          maxLength={500}
          autoComplete="new-password"
        />
      )}
      {filled.user !== '' && filled.password !== '' && sealed !== 'open' && (
        <PasswordInput
          label={say('connect.passphrase')}
          description={sealed === 'none' ? say('connect.passphraseHint') : null}
          value={filled.passphrase}
          onChange={(event) => onChange({ passphrase: event.currentTarget.value })}
          autoComplete={sealed === 'none' ? 'new-password' : 'current-password'}
          maxLength={200}
          required
        />
      )}
    </>
  );
}

function Which({ filled, onChange }: FieldsProps) {
  const { say } = useWords();
  const { notices } = filled;
  const set = (kind: MailKind, isOn: boolean) =>
    onChange({ notices: mailKinds.filter((one) => (one === kind ? isOn : notices.includes(one))) });
  return (
    <>
      <fieldset className="mail-which">
        <legend>{say('mail.which')}</legend>
        {mailKinds.map((kind) => (
          <Checkbox
            key={kind}
            label={say(`mailKind.${kind}`)}
            checked={notices.includes(kind)}
            onChange={(event) => set(kind, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      {notices.includes('upcoming-invoice') && (
        <TextInput
          label={say('mail.dueInDays')}
          error={wholeOf(filled.dueInDays) === null && say('mail.notWhole')}
          value={filled.dueInDays}
          onChange={(event) => onChange({ dueInDays: event.currentTarget.value })}
          maxLength={2}
          inputMode="numeric"
          {...plain}
        />
      )}
      <Select
        label={say('mail.language')}
        data={mailLanguages.map((value) => ({ value, label: say(`mailLanguage.${value}`) }))}
        value={filled.language}
        onChange={(value) => {
          const language = mailLanguages.find((one) => one === value);
          if (language) onChange({ language });
        }}
        allowDeselect={false}
      />
    </>
  );
}

export function MailFields(props: FieldsProps) {
  const { say } = useWords();
  const { filled, onChange } = props;
  return (
    <>
      <Switch
        label={say('mail.on')}
        description={say('mail.onHint')}
        checked={filled.on}
        onChange={(event) => onChange({ on: event.currentTarget.checked })}
      />
      <Server {...props} />
      <SignIn {...props} />
      <div className="form-two">
        <TextInput
          label={say('mail.fromName')}
          value={filled.fromName}
          onChange={(event) => onChange({ fromName: event.currentTarget.value })}
          maxLength={140}
          {...plain}
        />
        <TextInput
          label={say('mail.fromAddress')}
          value={filled.fromAddress}
          onChange={(event) => onChange({ fromAddress: event.currentTarget.value })}
          maxLength={254}
          {...plain}
        />
      </div>
      <Which {...props} />
    </>
  );
}

/** Adds an operator; the first one of a book is its administrator, who is signed in at once. */
import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { roles, SHORTEST_PASSPHRASE } from '../../../main/kernel/operator';
import { languages } from '../../locales/say';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf, type ShownFailure } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { useOperatorDeeds } from '../../rpc/operator-session';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';

interface AddOperatorProps {
  opened: boolean;
  isFirst: boolean;
  onClose(): void;
}

function Form({ isFirst, onClose }: Omit<AddOperatorProps, 'opened'>) {
  const { say, language: own } = useWords();
  const { begun } = useOperatorDeeds();
  const [request] = useState(newId);
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>(isFirst ? 'administrator' : 'billing');
  const [passphrase, setPassphrase] = useState('');
  const [language, setLanguage] = useState<string>(own);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const chosen = roles.find((one) => one === role);
    if (!chosen || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const { token } = await api.operators.add({ request, name: name.trim(), role: chosen, passphrase, language });
      if (token !== null) await begun(token);
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={say('operators.name')}
        description={say('operators.nameHint')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={80}
        autoComplete="off"
        data-autofocus
      />
      <Select
        label={say('operators.role')}
        data={roles.map((value) => ({ value, label: `${say(`role.${value}`)} · ${say(`roleMay.${value}`)}` }))}
        value={role}
        onChange={(value) => setRole(value ?? role)}
        disabled={isFirst}
        allowDeselect={false}
      />
      <PasswordInput
        label={say('operators.passphrase')}
        description={say('operators.passphraseHint')}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        maxLength={200}
        autoComplete="new-password"
      />
      <Select
        label={say('operators.language')}
        data={languages.map((value) => ({ value, label: say(`language.${value}`) }))}
        value={language}
        onChange={(value) => setLanguage(value ?? language)}
        allowDeselect={false}
      />
      {failure && <FailureNotice failure={failure} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button
          type="submit"
          variant="filled"
          loading={busy}
          disabled={name.trim() === '' || passphrase.length < SHORTEST_PASSPHRASE}
        >
          {say('operators.addDeed')}
        </Button>
      </div>
    </form>
  );
}

export function AddOperator({ opened, isFirst, onClose }: AddOperatorProps) {
  const { say } = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={say(isFirst ? 'operators.addFirst' : 'operators.add')} width={440}>
      <Form isFirst={isFirst} onClose={onClose} />
    </Dialog>
  );
}

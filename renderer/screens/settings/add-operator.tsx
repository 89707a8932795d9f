/** Adds an operator; the first one of a book is its administrator, who is signed in at once. */
import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { roles, SHORTEST_PASSPHRASE } from '../../../main/kernel/operator';
import { languages, readLanguage } from '../../locales/say';
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

function useAdding({ isFirst, onClose }: Omit<AddOperatorProps, 'opened'>) {
  const { language } = useWords();
  const { begun } = useOperatorDeeds();
  const [request] = useState(newId);
  const [form, setForm] = useState({ name: '', role: isFirst ? 'administrator' : 'billing', passphrase: '', language });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const add = async () => {
    const role = roles.find((one) => one === form.role);
    if (!role || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const { token } = await api.operators.add({ request, ...form, name: form.name.trim(), role });
      if (token !== null) await begun(token);
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  const change = (more: Partial<typeof form>) => setForm({ ...form, ...more });
  const isReady = form.name.trim() !== '' && form.passphrase.length >= SHORTEST_PASSPHRASE;
  return { form, change, add, busy, failure, isReady };
}

function Form({ isFirst, onClose }: Omit<AddOperatorProps, 'opened'>) {
  const { say } = useWords();
  const { form, change, add, busy, failure, isReady } = useAdding({ isFirst, onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add();
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={say('operators.name')}
        description={say('operators.nameHint')}
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        maxLength={80}
        autoComplete="off"
        data-autofocus
      />
      <Select
        label={say('operators.role')}
        data={roles.map((value) => ({ value, label: `${say(`role.${value}`)} · ${say(`roleMay.${value}`)}` }))}
        value={form.role}
        onChange={(value) => change({ role: value ?? form.role })}
        disabled={isFirst}
        allowDeselect={false}
      />
      <PasswordInput
        label={say('operators.passphrase')}
        description={say('operators.passphraseHint')}
        value={form.passphrase}
        onChange={(event) => change({ passphrase: event.currentTarget.value })}
        maxLength={200}
        autoComplete="new-password"
      />
      <Select
        label={say('operators.language')}
        data={languages.map((value) => ({ value, label: say(`language.${value}`) }))}
        value={form.language}
        onChange={(value) => change({ language: readLanguage(value) })}
        allowDeselect={false}
      />
      {failure && <FailureNotice failure={failure} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={busy} disabled={!isReady}>
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

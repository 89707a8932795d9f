/** A bank account, added or changed. Its key in the ledger and its currency never change. */
import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { BankAccount } from '../../../../main/features/statements/contract';
import { currencies } from '../../../../main/kernel/currency';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { newId } from '../../../rpc/new-id';
import { Dialog } from '../../../ui/dialog';
import { FailureNotice } from '../../../ui/notices';

interface Said {
  name: string;
  key: string;
  currency: string;
  number: string;
  closed: boolean;
}

interface FieldsProps {
  account: BankAccount | null;
  said: Said;
  change(part: Partial<Said>): void;
}

/** What is said once, when it is added. */
function NewFields({ said, change }: Omit<FieldsProps, 'account'>) {
  const { say } = useWords();
  return (
    <>
      <TextInput
        label={say('bank.key')}
        description={say('bank.keyHint', { key: said.key || '…' })}
        value={said.key}
        onChange={(event) => change({ key: event.currentTarget.value.toLowerCase() })}
        maxLength={40}
        autoComplete="off"
      />
      <Select
        label={say('bank.currency')}
        data={[...currencies]}
        value={said.currency}
        onChange={(currency) => currency !== null && change({ currency })}
        searchable
        limit={60}
        allowDeselect={false}
      />
    </>
  );
}

function Fields({ account, said, change }: FieldsProps) {
  const { say } = useWords();
  return (
    <>
      <TextInput
        label={say('bank.name')}
        value={said.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        maxLength={100}
        data-autofocus
      />
      {!account && <NewFields said={said} change={change} />}
      <TextInput
        label={say('bank.number')}
        description={say('bank.numberHint')}
        value={said.number}
        onChange={(event) => change({ number: event.currentTarget.value })}
        maxLength={60}
        autoComplete="off"
      />
      {account && (
        <Checkbox
          label={say('bank.closed')}
          checked={said.closed}
          onChange={(event) => change({ closed: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

export function AccountDialog({ account, onClose }: { account: BankAccount | null; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  const [said, setSaid] = useState<Said>({
    ...{ name: account?.name ?? '', key: '', currency: account?.currency ?? 'EUR', number: account?.number ?? '' },
    closed: account !== null && account.closedAt !== null,
  });
  const { name, key, currency, number, closed } = said;
  const saving = useMutation({
    mutationFn: async () => {
      if (account) await api.statements.changeAccount({ request, id: account.id, name, number, closed });
      else await api.statements.addAccount({ request, key, name, currency, number });
    },
    onSuccess: onClose,
  });
  const ready = name.trim() !== '' && (account !== null || /^[a-z0-9][a-z0-9-]{0,39}$/.test(key));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) saving.mutate();
  };
  return (
    <Dialog opened onClose={onClose} title={say(account ? 'bank.changeTitle' : 'bank.addTitle')}>
      <form className="form" onSubmit={submit}>
        <Fields account={account} said={said} change={(part) => setSaid({ ...said, ...part })} />
        {saving.error && <FailureNotice failure={failureOf(saving.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('bank.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={!ready} loading={saving.isPending}>
            {say('bank.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

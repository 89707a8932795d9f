/** Opens the sealed keys with the book's passphrase, for as long as the program runs. */
import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { FailureNotice } from '../../ui/notices';

export function Unlock() {
  const { say } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useMutation({ mutationFn: () => api.sync.unlock({ passphrase }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate();
  };
  return (
    <form className="unlock" onSubmit={submit}>
      <PasswordInput
        label={say('connect.passphrase')}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        autoComplete="current-password"
        maxLength={200}
      />
      <Button type="submit" variant="filled" loading={unlock.isPending} disabled={passphrase === ''}>
        {say('settings.unlock')}
      </Button>
      {unlock.error && <FailureNotice failure={failureOf(unlock.error)} />}
    </form>
  );
}

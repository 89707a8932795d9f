/** Changes the passphrase of the book: the keys stay as they are sealed, only what opens them changes. */
import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';
import { LEAST_PASSPHRASE } from './connect-fields';

function Form({ onClose }: { onClose(): void }) {
  const { say } = useWords();
  const [filled, setFilled] = useState({ was: '', wanted: '', again: '' });
  const { was, wanted, again } = filled;
  const change = useMutation({ mutationFn: () => api.sync.changePassphrase({ was, passphrase: wanted }) });
  const isShort = wanted !== '' && wanted.length < LEAST_PASSPHRASE;
  const isOther = again !== '' && again !== wanted;
  const isReady = was !== '' && wanted.length >= LEAST_PASSPHRASE && again === wanted;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !change.isPending) change.mutate();
  };
  const errors = { was: null, wanted: isShort ? say('keys.short') : null, again: isOther ? say('keys.differs') : null };
  if (change.isSuccess)
    return (
      <div className="form">
        <Note tone="green">{say('keys.changed')}</Note>
        <div className="dialog-actions">
          <Button variant="filled" onClick={onClose} data-autofocus>
            {say('notice.close')}
          </Button>
        </div>
      </div>
    );
  return (
    <form className="form" onSubmit={submit}>
      {(['was', 'wanted', 'again'] as const).map((name) => (
        <PasswordInput
          key={name}
          label={say(`keys.${name}`)}
          value={filled[name]}
          onChange={(event) => setFilled({ ...filled, [name]: event.currentTarget.value })}
          error={errors[name]}
          autoComplete={name === 'was' ? 'current-password' : 'new-password'}
          maxLength={200}
          data-autofocus={name === 'was' ? true : undefined}
        />
      ))}
      {change.error && <FailureNotice failure={failureOf(change.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={change.isPending} disabled={!isReady}>
          {say('keys.change')}
        </Button>
      </div>
    </form>
  );
}

export function ChangePassphrase({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { say } = useWords();
  return (
    <Dialog opened={opened} onClose={onClose} title={say('keys.change')}>
      <Form onClose={onClose} />
    </Dialog>
  );
}

/** Sends a test message as the settings are saved, and says what the server answered. */
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { FailureNotice, Note } from '../../ui/notices';

export function MailTest() {
  const { say } = useWords();
  const refusal = useRefusal('mail.test');
  const [to, setTo] = useState('');
  const test = useMutation({ mutationFn: () => api.mail.test({ to: to.trim() }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!test.isPending && refusal === null) test.mutate();
  };
  return (
    <form className="mail-test" onSubmit={submit}>
      <h3>{say('mail.test')}</h3>
      <p className="soft">{say('mail.testHint')}</p>
      <div className="mail-test-line">
        <TextInput
          label={say('mail.testTo')}
          value={to}
          onChange={(event) => {
            test.reset();
            setTo(event.currentTarget.value);
          }}
          maxLength={254}
          autoComplete="off"
          spellCheck={false}
        />
        <Button
          type="submit"
          loading={test.isPending}
          disabled={to.trim() === '' || refusal !== null}
          title={refusal ?? undefined}
        >
          {say('mail.testSend')}
        </Button>
      </div>
      {test.error && <FailureNotice failure={failureOf(test.error)} />}
      <div role="status">
        {test.data && (
          <Note tone="green">
            <bdi>{say('mail.testSent', test.data)}</bdi>
          </Note>
        )}
      </div>
    </form>
  );
}

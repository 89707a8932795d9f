/** Where a payer's browser goes on after a gateway's page. */
import { TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { FailureNotice } from '../../ui/notices';
import { Card } from '../../ui/screen';
import { SettingsForm } from './settings-form';

const QUERY = ['book', 'return-page'];

function Form({ url }: { url: string }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const refusal = useRefusal('sync.setReturnPage');
  const [text, setText] = useState(url);
  const save = useMutation({
    mutationFn: () => api.sync.setReturnPage({ url: text.trim() }),
    onSuccess: (saved) => {
      setText(saved.url);
      queries.setQueryData(QUERY, saved);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  return (
    <SettingsForm onSubmit={submit} save={save} refusal={refusal}>
      <TextInput
        label={say('returnPage.label')}
        description={say('returnPage.hint')}
        value={text}
        onChange={(event) => {
          save.reset();
          setText(event.currentTarget.value);
        }}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
      />
      {text.trim() === '' && <p className="soft">{say('returnPage.empty')}</p>}
    </SettingsForm>
  );
}

export function ReturnPageCard() {
  const { say } = useWords();
  const found = useQuery({ queryKey: QUERY, queryFn: ({ signal }) => api.sync.returnPage(undefined, { signal }) });
  return (
    <Card title={say('returnPage.title')}>
      {found.error && <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />}
      {found.data && <Form url={found.data.url} />}
    </Card>
  );
}

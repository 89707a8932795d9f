/** Notices to customers by e-mail: the server, the sender, which are sent; a test message; and the way to their texts. */
import './mail-card.css';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { MailSettingsTold } from '../../../main/features/mail/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { useMailWhy } from '../../ui/mail-mark';
import { FailureNotice, Note } from '../../ui/notices';
import { Card } from '../../ui/screen';
import { filledFrom, MailFields, type MailFilled, wishOf } from './mail-fields';
import { MailTemplates } from './mail-templates';
import { MailTest } from './mail-test';
import { SettingsForm } from './settings-form';
import { Unlock } from './unlock';

const queryKey = ['mail', 'settings'];

function Form({ settings }: { settings: MailSettingsTold }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const refusal = useRefusal('mail.setSettings');
  const [filled, setFilled] = useState<MailFilled>(() => filledFrom(settings));
  const secrets = useQuery({
    queryKey: ['sync', 'secrets'],
    queryFn: ({ signal }) => api.sync.secrets(undefined, { signal }),
  }).data;
  const wish = wishOf(filled, settings);
  const save = useMutation({
    mutationFn: (wanted: NonNullable<typeof wish>) => api.mail.setSettings(wanted),
    onSuccess: (saved) => {
      queries.setQueryData(queryKey, saved);
      setFilled(filledFrom(saved));
    },
  });
  const change = (part: Partial<MailFilled>) => {
    save.reset();
    setFilled({ ...filled, ...part });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wish && !save.isPending && refusal === null) save.mutate(wish);
  };
  return (
    <SettingsForm onSubmit={submit} save={save} refusal={refusal} isSound={wish !== null}>
      <p className="soft">{say('mail.lead')}</p>
      <MailFields
        filled={filled}
        hasPassword={settings.hasPassword}
        sealed={secrets?.state ?? 'open'}
        onChange={change}
      />
    </SettingsForm>
  );
}

/** What is in the way of sending, if anything. */
function Standing({ settings }: { settings: MailSettingsTold }) {
  const { say } = useWords();
  const whyOf = useMailWhy();
  const { on, elsewhere, password, trouble } = settings;
  if (!on) return null;
  return (
    <>
      {elsewhere && <Note tone="amber">{say('mail.elsewhere')}</Note>}
      {password === 'locked' && (
        <>
          <Note tone="amber">{say('mail.locked')}</Note>
          <Unlock />
        </>
      )}
      {trouble && (
        <Note tone="amber">
          {say('mail.trouble')} {whyOf({ why: trouble.code, detail: trouble.detail })}
        </Note>
      )}
    </>
  );
}

export function MailCard() {
  const { say } = useWords();
  const [editing, setEditing] = useState(false);
  const settings = useQuery({ queryKey, queryFn: ({ signal }) => api.mail.settings(undefined, { signal }) });
  const found = settings.data;
  return (
    <Card
      title={say('mail.title')}
      action={
        <Button size="compact-sm" onClick={() => setEditing(true)}>
          {say('mail.texts')}
        </Button>
      }
    >
      <div className="form">
        {settings.error && (
          <FailureNotice failure={failureOf(settings.error)} onRetry={() => void settings.refetch()} />
        )}
        {found && <Standing settings={found} />}
        {found && <Form settings={found} />}
        {found && found.host !== '' && <MailTest />}
      </div>
      {editing && <MailTemplates language={found?.language ?? 'en'} onClose={() => setEditing(false)} />}
    </Card>
  );
}

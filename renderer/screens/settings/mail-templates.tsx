/** The texts of the notices: in each language, with what is filled in, and as a customer reads it. */
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useDeferredValue, useState } from 'react';
import type { MailTemplateTold } from '../../../main/features/mail/contract';
import {
  type MailKind,
  type MailLanguage,
  mailKinds,
  mailLanguages,
  mailPlaceholders,
} from '../../../main/kernel/mail';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { readAgain } from '../../rpc/read-again';
import { FailureNotice, Note } from '../../ui/notices';
import { TypedDialog } from '../../ui/typed-dialog';

const queryKey = ['mail', 'templates'];

function Preview({ kind, language, subject, body }: Omit<MailTemplateTold, 'own'>) {
  const { say } = useWords();
  const text = useDeferredValue(`${subject}\n\n${body}`);
  const isEmpty = subject.trim() === '' || body.trim() === '';
  const preview = useQuery({
    queryKey: ['mail-preview', kind, language, text],
    queryFn: ({ signal }) => api.mail.preview({ kind, language, subject, body }, { signal }),
    enabled: !isEmpty,
    placeholderData: (before) => before,
  });
  return (
    <section className="mail-preview" aria-label={say('mail.preview')}>
      <h3>{say('mail.preview')}</h3>
      {preview.error ? (
        <FailureNotice failure={failureOf(preview.error)} />
      ) : (
        preview.data && (
          <div className="mail-letter" lang={language}>
            <p className="mail-letter-subject">{preview.data.subject}</p>
            <p className="mail-letter-text">{preview.data.text}</p>
          </div>
        )
      )}
    </section>
  );
}

interface Draft {
  subject: string;
  body: string;
}

interface EditorProps {
  template: MailTemplateTold;
  /** What was typed and is not saved yet. */
  draft: Draft | undefined;
  onDraft(draft: Draft | undefined): void;
}

function useEditing({ template, draft, onDraft }: EditorProps) {
  const queries = useQueryClient();
  const { kind, language, subject, body } = template;
  const text = draft ?? { subject, body };
  const take = async () => {
    await readAgain(queries, queryKey);
    onDraft(undefined);
  };
  const save = useMutation({ mutationFn: () => api.mail.setTemplate({ kind, language, ...text }), onSuccess: take });
  const reset = useMutation({ mutationFn: () => api.mail.resetTemplate({ kind, language }), onSuccess: take });
  const change = (part: Partial<Draft>) => {
    save.reset();
    reset.reset();
    onDraft({ ...text, ...part });
  };
  return { text, change, save, reset };
}

function Editor(props: EditorProps) {
  const { say } = useWords();
  const refusal = useRefusal('mail.setTemplate');
  const { text, change, save, reset } = useEditing(props);
  const { kind, language, own } = props.template;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending && !reset.isPending && refusal === null) save.mutate();
  };
  const failed = save.error ?? reset.error;
  const list = mailPlaceholders[kind].map((name) => `{${name}}`).join(' ');
  const disabled = refusal !== null;
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={say('mail.subject')}
        value={text.subject}
        onChange={(event) => change({ subject: event.currentTarget.value })}
        maxLength={200}
        lang={language}
        required
      />
      <Textarea
        label={say('mail.body')}
        description={say('mail.placeholders', { list })}
        value={text.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
        maxLength={10_000}
        autosize
        minRows={8}
        maxRows={14}
        lang={language}
        required
      />
      <Preview kind={kind} language={language} {...text} />
      {failed && <FailureNotice failure={failureOf(failed)} />}
      <div role="status">{(save.data ?? reset.data) && <Note tone="green">{say('settings.saved')}</Note>}</div>
      <div className="dialog-actions">
        <span className="soft mail-own">{refusal ?? say(own ? 'mail.own' : 'mail.builtIn')}</span>
        {own && (
          <Button loading={reset.isPending} disabled={disabled} onClick={() => reset.mutate()}>
            {say('mail.reset')}
          </Button>
        )}
        <Button type="submit" variant="filled" loading={save.isPending} disabled={disabled}>
          {say('settings.save')}
        </Button>
      </div>
    </form>
  );
}

type Drafts = Readonly<Record<string, Draft | undefined>>;

interface TextsProps {
  language: MailLanguage;
  /** By notice and language: another one can be looked at meanwhile. */
  drafts: Drafts;
  onDraft(key: string, draft: Draft | undefined): void;
}

function Texts({ language: usual, drafts, onDraft }: TextsProps) {
  const { say } = useWords();
  const [kind, setKind] = useState<MailKind>('charge-failed');
  const [language, setLanguage] = useState(usual);
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.mail.templates(undefined, { signal }),
  });
  const key = `${kind} ${language}`;
  const template = data?.find((one) => one.kind === kind && one.language === language);
  return (
    <div className="form">
      <div className="form-two">
        <Select
          label={say('mail.kind')}
          data={mailKinds.map((value) => ({ value, label: say(`mailKind.${value}`) }))}
          value={kind}
          data-autofocus
          onChange={(value) => setKind(mailKinds.find((one) => one === value) ?? kind)}
          allowDeselect={false}
        />
        <Select
          label={say('mail.ofLanguage')}
          data={mailLanguages.map((value) => ({ value, label: say(`mailLanguage.${value}`) }))}
          value={language}
          onChange={(value) => setLanguage(mailLanguages.find((one) => one === value) ?? language)}
          allowDeselect={false}
        />
      </div>
      {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
      {template && (
        <Editor key={key} template={template} draft={drafts[key]} onDraft={(draft) => onDraft(key, draft)} />
      )}
    </div>
  );
}

interface MailTemplatesProps {
  language: MailLanguage;
  onClose(): void;
}

export function MailTemplates({ language, onClose }: MailTemplatesProps) {
  const { say } = useWords();
  const [drafts, setDrafts] = useState<Drafts>({});
  const isTyped = Object.values(drafts).some((draft) => draft !== undefined);
  const onDraft = (key: string, draft: Draft | undefined) => setDrafts((before) => ({ ...before, [key]: draft }));
  return (
    <TypedDialog opened isTyped={isTyped} onClose={onClose} title={say('mail.textsTitle')} width={720}>
      {() => <Texts {...{ language, drafts, onDraft }} />}
    </TypedDialog>
  );
}

/** What staff wrote about a customer, the latest first. A text can be taken out of the book; that there was a note stays. */
import { Button, Textarea } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CustomerDetail } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { useRequest } from '../../rpc/use-request';
import { Confirm } from '../../ui/confirm';
import { Moment } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';
import { StubSection } from '../../ui/stub';

function NewNote({ customer }: { customer: string }) {
  const { say } = useWords();
  const [text, setText] = useState('');
  const requests = useRequest();
  const saving = useMutation({
    mutationFn: (written: string) =>
      api.customers.note({ request: requests.of(written), id: customer, text: written.trim() }),
    onSuccess: () => {
      setText('');
      requests.forget();
    },
  });
  const send = (written: string) => {
    if (written.trim() !== '' && !saving.isPending) saving.mutate(written);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(text);
  };
  return (
    <form className="note-form" onSubmit={submit}>
      <Textarea
        aria-label={say('customerDesk.newNote')}
        placeholder={say('customerDesk.newNote')}
        value={text}
        maxLength={2_000}
        autosize
        minRows={1}
        maxRows={8}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send(event.currentTarget.value);
        }}
      />
      {text.trim() !== '' && (
        <Button type="submit" loading={saving.isPending}>
          {say('customerDesk.addNote')}
        </Button>
      )}
      {saving.error && <FailureNotice failure={failureOf(saving.error)} />}
    </form>
  );
}

function EraseQuestion({ id, onClose }: { id: string; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  return (
    <Confirm
      opened
      title={say('customerDesk.eraseNote')}
      consequences={[say('customerDesk.noteGoes'), say('customerDesk.noteStays')]}
      deed={say('customerDesk.eraseNote')}
      destructive
      onConfirm={async () => void (await api.customers.eraseNote({ request, id }))}
      onClose={onClose}
    />
  );
}

export function CustomerNotes({ detail }: { detail: CustomerDetail }) {
  const { say } = useWords();
  const [erased, setErased] = useState<string | null>(null);
  return (
    <StubSection title={say('customerDesk.notes')}>
      <NewNote customer={detail.row.id} />
      <ul className="notes" aria-label={say('customerDesk.notes')}>
        {detail.notes.map(({ id, at, operator, text }) => (
          <li key={id}>
            <p className={text === null ? 'soft' : 'note-text'}>
              {text === null ? say('customerDesk.noteTaken') : <bdi>{text}</bdi>}
            </p>
            <span className="soft note-by">
              <bdi>{operator}</bdi> · <Moment at={at} />
            </span>
            {text !== null && (
              <button
                type="button"
                className="quiet-button"
                aria-label={say('customerDesk.eraseNote')}
                onClick={() => setErased(id)}
              >
                <IconX size={13} aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {erased !== null && <EraseQuestion id={erased} onClose={() => setErased(null)} />}
    </StubSection>
  );
}

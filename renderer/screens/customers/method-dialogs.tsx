/** What a person writes about a saved method: its nickname, that it was verified, and the payer's consent. */
import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { VerifiedPart } from '../../../main/kernel/saved-method';
import { systemClock } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRequest } from '../../rpc/use-request';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';
import type { MethodDeedProps } from './method-menu';

interface WrittenProps {
  title: string;
  deed: string;
  /** What takes it back, where there is something to take back. */
  undo: string | null;
  ready: boolean;
  children: ReactNode;
  onSave(undone: boolean): Promise<unknown>;
  onClose(): void;
}

function Written({ title, deed, undo, ready, children, onSave, onClose }: WrittenProps) {
  const { say } = useWords();
  const saving = useMutation({ mutationFn: onSave, onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !saving.isPending) saving.mutate(false);
  };
  return (
    <Dialog opened onClose={onClose} title={title} width={420}>
      <form className="form" onSubmit={submit}>
        {children}
        {saving.error && <FailureNotice failure={failureOf(saving.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          {undo !== null && (
            <Button disabled={saving.isPending} onClick={() => saving.mutate(true)}>
              {undo}
            </Button>
          )}
          <Button type="submit" variant="filled" disabled={!ready} loading={saving.isPending}>
            {deed}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function RenameDialog({ method: { id, nickname }, onClose }: MethodDeedProps) {
  const { say } = useWords();
  const [text, setText] = useState(nickname ?? '');
  const requests = useRequest();
  return (
    <Written
      title={say('methods.rename')}
      deed={say('methods.save')}
      undo={null}
      ready
      onSave={() => api.methods.rename({ request: requests.of(text), id, nickname: text.trim() || null })}
      onClose={onClose}
    >
      <TextInput
        label={say('methods.nickname')}
        description={say('methods.nicknameHint')}
        value={text}
        maxLength={60}
        data-autofocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Written>
  );
}

export function VerifyDialog({ method: { id, verified }, onClose }: MethodDeedProps) {
  const { say } = useWords();
  const [part, setPart] = useState<VerifiedPart>('details');
  const [note, setNote] = useState('');
  const requests = useRequest();
  return (
    <Written
      title={say('methods.verify')}
      deed={say('methods.verified')}
      undo={verified[part] ? say('methods.takeOff') : null}
      ready
      onSave={(undone) =>
        api.methods.verify({
          ...{ request: requests.of(`${undone} ${part} ${note}`), id, part, verified: !undone },
          note: undone ? null : note.trim() || null,
        })
      }
      onClose={onClose}
    >
      <SegmentedControl
        aria-label={say('methods.part')}
        data={(['details', 'address'] as const).map((value) => ({ value, label: say(`methodPart.${value}`) }))}
        value={part}
        onChange={(next) => setPart(next === 'address' ? 'address' : 'details')}
      />
      <Textarea
        label={say('methods.note')}
        value={note}
        maxLength={500}
        autosize
        minRows={2}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Written>
  );
}

export function ConsentDialog({ method: { id, consent }, onClose }: MethodDeedProps) {
  const { say, times } = useWords();
  const today = times.dayOf(systemClock.now());
  const [on, setOn] = useState<string>(consent?.on ?? today);
  const [terms, setTerms] = useState(consent?.terms ?? '');
  const requests = useRequest();
  return (
    <Written
      title={say('methods.consent')}
      deed={say('methods.save')}
      undo={consent ? say('methods.withdraw') : null}
      ready={terms.trim() !== '' && on !== '' && on <= today}
      onSave={(undone) =>
        api.methods.consent({
          ...{ request: requests.of(`${undone} ${on} ${terms}`), id },
          consent: undone ? null : { on, terms: terms.trim() },
        })
      }
      onClose={onClose}
    >
      <TextInput
        type="date"
        label={say('methods.consentDay')}
        value={on}
        max={today}
        onChange={(event) => setOn(event.currentTarget.value)}
      />
      <Textarea
        label={say('methods.consentTerms')}
        value={terms}
        maxLength={500}
        autosize
        minRows={2}
        onChange={(event) => setTerms(event.currentTarget.value)}
      />
    </Written>
  );
}

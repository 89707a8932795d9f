/** Asking for a close or a reopening, and answering what another operator asked for. */
import { Button, PasswordInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Period, PeriodRequest } from '../../../main/features/closing/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { useSession } from '../../rpc/operator-session';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';
import { useMonthName } from './month-name';

interface FormProps {
  act(request: string): Promise<unknown>;
  onClose(): void;
  /** The button says it. */
  deed: string;
  disabled: boolean;
  children: ReactNode;
}

function DeedForm({ act, onClose, deed, disabled, children }: FormProps) {
  const { say } = useWords();
  const [request] = useState(newId);
  const doing = useMutation({ mutationFn: () => act(request), onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!doing.isPending && !disabled) doing.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      {children}
      {doing.error && <FailureNotice failure={failureOf(doing.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={doing.isPending} disabled={disabled}>
          {deed}
        </Button>
      </div>
    </form>
  );
}

interface WordsFieldProps {
  label: string;
  value: string;
  required?: boolean;
  onChange(value: string): void;
}

function WordsField({ label, value, required = false, onChange }: WordsFieldProps) {
  return (
    <Textarea
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={500}
      autosize
      required={required}
      data-autofocus
    />
  );
}

export interface PeriodDialogProps {
  period: Period;
  onClose(): void;
}

/** A book without operators has nobody who could approve. */
function useHasOperators(): boolean {
  const session = useSession();
  return session?.operator !== null && session?.operator !== undefined;
}

export function CloseDialog({ period, open, onClose }: PeriodDialogProps & { open: number }) {
  const { say, times } = useWords();
  const month = useMonthName()(period.key);
  const isOfTwo = useHasOperators();
  const [note, setNote] = useState('');
  return (
    <Dialog opened onClose={onClose} title={say('closing.closeTitle', { month })}>
      <DeedForm
        act={(request) => api.closing.close({ request, period: period.key, note: note.trim() })}
        onClose={onClose}
        deed={say(isOfTwo ? 'closing.ask' : 'closing.closeNow')}
        disabled={open > 0 && note.trim() === ''}
      >
        <ul className="consequences">
          <li>{say('closing.closeWhat', { day: times.day(period.to) })}</li>
          <li>{say('closing.closeLate')}</li>
          <li>{say(isOfTwo ? 'closing.closeTwo' : 'closing.closeAlone')}</li>
        </ul>
        {open > 0 && <p>{say('closing.closeOpen', { count: open })}</p>}
        <WordsField
          label={say(open > 0 ? 'closing.noteWhy' : 'closing.note')}
          value={note}
          required={open > 0}
          onChange={setNote}
        />
      </DeedForm>
    </Dialog>
  );
}

export function ReopenDialog({ period, onClose }: PeriodDialogProps) {
  const { say, times } = useWords();
  const month = useMonthName()(period.key);
  const isOfTwo = useHasOperators();
  const [reason, setReason] = useState('');
  return (
    <Dialog opened onClose={onClose} title={say('closing.reopenTitle', { month })}>
      <DeedForm
        act={(request) => api.closing.reopen({ request, period: period.key, reason: reason.trim() })}
        onClose={onClose}
        deed={say(isOfTwo ? 'closing.askReopen' : 'closing.reopen')}
        disabled={reason.trim() === ''}
      >
        <ul className="consequences">
          <li>{say('closing.reopenWhat', { day: times.day(period.to) })}</li>
          {isOfTwo && <li>{say('closing.closeTwo')}</li>}
        </ul>
        <WordsField label={say('closing.reason')} value={reason} required onChange={setReason} />
      </DeedForm>
    </Dialog>
  );
}

interface AnswerProps {
  request: PeriodRequest;
  onClose(): void;
}

export function ApproveDialog({ request: asked, onClose }: AnswerProps) {
  const { say } = useWords();
  const month = useMonthName()(asked.period);
  const hasPin = useSession()?.operator?.hasPin === true;
  const [pin, setPin] = useState('');
  return (
    <Dialog opened onClose={onClose} title={say(`closeApprove.${asked.deed}`, { month })}>
      <DeedForm
        act={(request) => api.closing.approve({ request, id: asked.id, ...(hasPin ? { pin } : {}) })}
        onClose={onClose}
        deed={say('closing.approve')}
        disabled={hasPin && pin === ''}
      >
        {asked.note !== '' && (
          <p>
            <bdi>“{asked.note}”</bdi> <span className="soft">{asked.requestedBy}</span>
          </p>
        )}
        {hasPin && (
          <PasswordInput
            label={say('closing.pin')}
            value={pin}
            onChange={(event) => setPin(event.currentTarget.value)}
            maxLength={12}
            inputMode="numeric"
            autoComplete="off"
            data-autofocus
          />
        )}
      </DeedForm>
    </Dialog>
  );
}

export function RefuseDialog({ request: asked, onClose }: AnswerProps) {
  const { say } = useWords();
  const [why, setWhy] = useState('');
  const deed = say(asked.own ? 'closing.takeBack' : 'closing.refuse');
  return (
    <Dialog opened onClose={onClose} title={deed}>
      <DeedForm
        act={(request) => api.closing.refuse({ request, id: asked.id, why: why.trim() })}
        onClose={onClose}
        deed={deed}
        disabled={why.trim() === ''}
      >
        <WordsField label={say('closing.refuseWhy')} value={why} required onChange={setWhy} />
      </DeedForm>
    </Dialog>
  );
}

interface AnswerLateProps {
  events: readonly number[];
  bookedOn: string;
  answer: 'accepted' | 'corrected';
  onClose(): void;
}

export function AnswerLateDialog({ events, bookedOn, answer, onClose }: AnswerLateProps) {
  const { say, times } = useWords();
  const [note, setNote] = useState('');
  const isAccepting = answer === 'accepted';
  return (
    <Dialog opened onClose={onClose} title={say(isAccepting ? 'closing.acceptTitle' : 'closing.correctedTitle')}>
      <DeedForm
        act={(request) => api.closing.answerLate({ request, events: [...events], answer, note: note.trim() })}
        onClose={onClose}
        deed={say(isAccepting ? 'closing.accept' : 'closing.corrected')}
        disabled={note.trim() === ''}
      >
        <p>{isAccepting ? say('closing.acceptWhat', { day: times.day(bookedOn) }) : say('closing.correctedWhat')}</p>
        <WordsField label={say('closing.note')} value={note} required onChange={setNote} />
      </DeedForm>
    </Dialog>
  );
}

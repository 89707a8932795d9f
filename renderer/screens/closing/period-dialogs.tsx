/** Asking for a close or a reopening, and answering what another operator asked for. */
import { useState } from 'react';
import type { Period, PeriodRequest } from '../../../main/features/closing/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { useSession } from '../../rpc/operator-session';
import { DeedDialog, PinField, usePin, WordsField } from '../../ui/deed-dialog';
import { useMonthName } from '../../ui/month-name';

export interface PeriodDialogProps {
  period: Period;
  onClose(): void;
}

/** A book without operators has nobody who could approve. */
function useHasOperators(): boolean {
  const session = useSession();
  return session?.operator !== null && session?.operator !== undefined;
}

function Consequences({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="consequences">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

export function CloseDialog({ period, open, onClose }: PeriodDialogProps & { open: number }) {
  const { say, times } = useWords();
  const month = useMonthName()(period.key);
  const isOfTwo = useHasOperators();
  const [note, setNote] = useState('');
  const isNeeded = open > 0;
  return (
    <DeedDialog
      title={say('closing.closeTitle', { month })}
      act={(request) => api.closing.close({ request, period: period.key, note: note.trim() })}
      onClose={onClose}
      deed={say(isOfTwo ? 'closing.ask' : 'closing.closeNow')}
      disabled={isNeeded && note.trim() === ''}
    >
      <Consequences
        lines={[
          say('closing.closeWhat', { day: times.day(period.to) }),
          say('closing.closeLate'),
          say(isOfTwo ? 'closing.closeTwo' : 'closing.closeAlone'),
        ]}
      />
      {isNeeded && <p>{say('closing.closeOpen', { count: open })}</p>}
      <WordsField
        label={say(isNeeded ? 'closing.noteWhy' : 'closing.note')}
        value={note}
        required={isNeeded}
        onChange={setNote}
      />
    </DeedDialog>
  );
}

export function ReopenDialog({ period, onClose }: PeriodDialogProps) {
  const { say, times } = useWords();
  const month = useMonthName()(period.key);
  const isOfTwo = useHasOperators();
  const [reason, setReason] = useState('');
  const what = say('closing.reopenWhat', { day: times.day(period.to) });
  return (
    <DeedDialog
      title={say('closing.reopenTitle', { month })}
      act={(request) => api.closing.reopen({ request, period: period.key, reason: reason.trim() })}
      onClose={onClose}
      deed={say(isOfTwo ? 'closing.askReopen' : 'closing.reopen')}
      disabled={reason.trim() === ''}
    >
      <Consequences lines={isOfTwo ? [what, say('closing.closeTwo')] : [what]} />
      <WordsField label={say('closing.reason')} value={reason} required onChange={setReason} />
    </DeedDialog>
  );
}

interface AnswerProps {
  request: PeriodRequest;
  onClose(): void;
}

export function ApproveDialog({ request: asked, onClose }: AnswerProps) {
  const { say } = useWords();
  const month = useMonthName()(asked.period);
  const { isAsked, pin, setPin, sent } = usePin();
  return (
    <DeedDialog
      title={say(`closeApprove.${asked.deed}`, { month })}
      act={(request) => api.closing.approve({ request, id: asked.id, ...sent })}
      onClose={onClose}
      deed={say('closing.approve')}
      disabled={isAsked && pin === ''}
      isPlain={!isAsked}
    >
      {asked.note !== '' && (
        <p>
          <bdi>“{asked.note}”</bdi> <span className="soft">{asked.requestedBy}</span>
        </p>
      )}
      {isAsked && <PinField label={say('closing.pin')} value={pin} onChange={setPin} />}
    </DeedDialog>
  );
}

export function RefuseDialog({ request: asked, onClose }: AnswerProps) {
  const { say } = useWords();
  const [why, setWhy] = useState('');
  const deed = say(asked.own ? 'closing.takeBack' : 'closing.refuse');
  return (
    <DeedDialog
      title={deed}
      act={(request) => api.closing.refuse({ request, id: asked.id, why: why.trim() })}
      onClose={onClose}
      deed={deed}
      disabled={why.trim() === ''}
    >
      <WordsField label={say('closing.refuseWhy')} value={why} required onChange={setWhy} />
    </DeedDialog>
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
    <DeedDialog
      title={say(isAccepting ? 'closing.acceptTitle' : 'closing.correctedTitle')}
      act={(request) => api.closing.answerLate({ request, events: [...events], answer, note: note.trim() })}
      onClose={onClose}
      deed={say(isAccepting ? 'closing.accept' : 'closing.corrected')}
      disabled={note.trim() === ''}
    >
      <p>{isAccepting ? say('closing.acceptWhat', { day: times.day(bookedOn) }) : say('closing.correctedWhat')}</p>
      <WordsField label={say('closing.note')} value={note} required onChange={setNote} />
    </DeedDialog>
  );
}

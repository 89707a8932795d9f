/** Approving, with a PIN where one is set, or refusing with the reason. */
import { useState } from 'react';
import type { Approval } from '../../../main/features/approvals/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { DeedDialog, PinField, usePin, WordsField } from '../../ui/deed-dialog';

interface AnswerProps {
  approval: Approval;
  onClose(): void;
}

function ApproveDialog({ approval, onClose }: AnswerProps) {
  const { say } = useWords();
  const { isAsked, pin, setPin, sent } = usePin();
  return (
    <DeedDialog
      title={say('requests.approveTitle')}
      width={400}
      act={(request) => api.approvals.approve({ request, id: approval.id, ...sent })}
      onClose={onClose}
      deed={say('requests.approve')}
      disabled={isAsked && pin === ''}
      isPlain={!isAsked}
    >
      <p>{say('requests.approveWhat')}</p>
      {isAsked && <PinField label={say('requests.pin')} value={pin} onChange={setPin} />}
    </DeedDialog>
  );
}

function RefuseDialog({ approval, onClose }: AnswerProps) {
  const { say } = useWords();
  const [why, setWhy] = useState('');
  return (
    <DeedDialog
      title={say(approval.own ? 'requests.takeBackTitle' : 'requests.refuseTitle')}
      width={420}
      act={(request) => api.approvals.refuse({ request, id: approval.id, why: why.trim() })}
      onClose={onClose}
      deed={say(approval.own ? 'requests.takeBackDeed' : 'requests.refuseDeed')}
      disabled={why.trim() === ''}
    >
      <WordsField label={say('requests.why')} value={why} required onChange={setWhy} />
    </DeedDialog>
  );
}

export function AnswerDialog({ answer, ...of }: AnswerProps & { answer: 'approve' | 'refuse' | null }) {
  if (answer === null) return null;
  return answer === 'approve' ? <ApproveDialog {...of} /> : <RefuseDialog {...of} />;
}

/** Approving, with a PIN where one is set, or refusing with the reason; and, where somebody else was first, who said what. */
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Approval } from '../../../main/features/approvals/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { useSession } from '../../rpc/operator-session';
import { DeedDialog, PinField, usePin, WordsField } from '../../ui/deed-dialog';
import { Dialog } from '../../ui/dialog';
import { Answered } from './answered';

export type Answer = 'approve' | 'refuse';

interface AnswerProps {
  approval: Approval;
  onClose(): void;
}

/** It was answered while this was open, or could not be done any more. */
function AnsweredDialog({ approval, onClose }: AnswerProps) {
  const { say } = useWords();
  return (
    <Dialog opened onClose={onClose} title={say('requests.answeredTitle')} width={420}>
      <div className="form" role="status">
        <Answered approval={approval} />
        <p>{say('requests.answeredWhat')}</p>
      </div>
      <div className="dialog-actions">
        <Button variant="filled" onClick={onClose} data-autofocus>
          {say('notice.close')}
        </Button>
      </div>
    </Dialog>
  );
}

function ApproveDialog({ approval, onClose, onDone }: AnswerProps & { onDone(now: Approval): void }) {
  const { say } = useWords();
  const { isAsked, pin, setPin, sent } = usePin();
  return (
    <DeedDialog
      title={say('requests.approveTitle')}
      width={400}
      act={(request) => api.approvals.approve({ request, id: approval.id, ...sent }).then(onDone)}
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

/** `approval`: as it is now, also when somebody else answered it meanwhile. */
export function AnswerDialog({ answer, ...of }: AnswerProps & { answer: Answer }) {
  const own = useSession()?.operator?.name;
  const { approval, onClose } = of;
  const [dropped, setDropped] = useState<Approval | null>(null);
  const isDropped = useRef(false);
  const isElsewhere = approval.state !== 'waiting' && approval.answeredBy !== own;
  if (dropped ?? isElsewhere) return <AnsweredDialog approval={dropped ?? approval} onClose={onClose} />;
  if (answer === 'refuse') return <RefuseDialog {...of} />;
  const done = (now: Approval) => {
    isDropped.current = now.state === 'dropped';
    if (isDropped.current) setDropped(now);
  };
  // What could not be done is told before this closes.
  return <ApproveDialog approval={approval} onClose={() => isDropped.current || onClose()} onDone={done} />;
}

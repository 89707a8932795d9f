/** Approving, with a PIN where one is set, or refusing with the reason. */
import { Button, PasswordInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Approval } from '../../../main/features/approvals/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { useSession } from '../../rpc/operator-session';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';

interface AnswerDialogProps {
  approval: Approval;
  answer: 'approve' | 'refuse' | null;
  onClose(): void;
}

function ApproveForm({ approval, onClose }: Omit<AnswerDialogProps, 'answer'>) {
  const { say } = useWords();
  const hasPin = useSession()?.operator?.hasPin === true;
  const [request] = useState(newId);
  const [pin, setPin] = useState('');
  const approve = useMutation({
    mutationFn: () => api.approvals.approve({ request, id: approval.id, ...(hasPin ? { pin } : {}) }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!approve.isPending) approve.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <p>{say('requests.approveWhat')}</p>
      {hasPin && (
        <PasswordInput
          label={say('requests.pin')}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
          maxLength={12}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
        />
      )}
      {approve.error && <FailureNotice failure={failureOf(approve.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button
          type="submit"
          variant="filled"
          loading={approve.isPending}
          disabled={hasPin && pin === ''}
          {...(hasPin ? {} : { 'data-autofocus': true })}
        >
          {say('requests.approve')}
        </Button>
      </div>
    </form>
  );
}

function RefuseForm({ approval, onClose }: Omit<AnswerDialogProps, 'answer'>) {
  const { say } = useWords();
  const [request] = useState(newId);
  const [why, setWhy] = useState('');
  const refuse = useMutation({
    mutationFn: () => api.approvals.refuse({ request, id: approval.id, why: why.trim() }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!refuse.isPending) refuse.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      <Textarea
        label={say('requests.why')}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        maxLength={500}
        autosize
        required
        data-autofocus
      />
      {refuse.error && <FailureNotice failure={failureOf(refuse.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={refuse.isPending} disabled={why.trim() === ''}>
          {say(approval.own ? 'requests.takeBackDeed' : 'requests.refuseDeed')}
        </Button>
      </div>
    </form>
  );
}

export function AnswerDialog({ approval, answer, onClose }: AnswerDialogProps) {
  const { say } = useWords();
  const refuseTitle = approval.own ? 'requests.takeBackTitle' : 'requests.refuseTitle';
  return (
    <>
      <Dialog opened={answer === 'approve'} onClose={onClose} title={say('requests.approveTitle')} width={400}>
        <ApproveForm approval={approval} onClose={onClose} />
      </Dialog>
      <Dialog opened={answer === 'refuse'} onClose={onClose} title={say(refuseTitle)} width={420}>
        <RefuseForm approval={approval} onClose={onClose} />
      </Dialog>
    </>
  );
}

/** Stops the tries of one invoice: why stands beside it for whoever looks next. */
import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { FailedCharge } from '../../../main/features/charges/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';
import type { Said } from './said';

interface StopDialogProps {
  charge: FailedCharge;
  onSaid(said: Said): void;
  onClose(): void;
}

export function StopDialog({ charge, onSaid, onClose }: StopDialogProps) {
  const { say } = useWords();
  const [request] = useState(newId);
  const [why, setWhy] = useState('');
  const stop = useMutation({
    mutationFn: () => api.charges.stop({ request, id: charge.id, why: why.trim() }),
    onSuccess: () => {
      onSaid({ tone: 'green', text: say('charges.stoppedNow', { number: charge.number }) });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!stop.isPending) stop.mutate();
  };
  return (
    <Dialog opened onClose={onClose} title={say('charges.stop')}>
      <form className="form" onSubmit={submit}>
        <Textarea
          label={say('charges.stopWhy')}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          maxLength={500}
          autosize
          data-autofocus
        />
        <ul className="consequences">
          <li>{say('charges.stopWhat', { number: charge.number })}</li>
          <li>{say('charges.stopDue')}</li>
        </ul>
        {stop.error && <FailureNotice failure={failureOf(stop.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" loading={stop.isPending}>
            {say('charges.stop')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

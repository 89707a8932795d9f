/** A customer promises to pay by a day: until then nobody is reminded. */
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { InvoiceDetail } from '../../../main/features/invoices/contract';
import { addDays, readDay, systemClock } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';

const USUAL_DAYS = 7;

function Form({ detail: { row }, onClose }: { detail: InvoiceDetail; onClose(): void }) {
  const { say, times } = useWords();
  const today = times.dayOf(systemClock.now());
  const [request] = useState(newId);
  const [day, setDay] = useState<string>(row.promisedDay ?? addDays(today, USUAL_DAYS));
  const [note, setNote] = useState('');
  const promise = useMutation({
    mutationFn: (until: string | null) => api.invoices.promise({ request, id: row.id, day: until, note: note.trim() }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (readDay(day) !== null && !promise.isPending) promise.mutate(day);
  };
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        type="date"
        label={say('invoiceDeed.promiseDay')}
        value={day}
        min={today}
        onChange={(event) => setDay(event.currentTarget.value)}
        required
        data-autofocus
      />
      <TextInput
        label={say('invoiceDeed.promiseNote')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        maxLength={500}
      />
      <ul className="consequences">
        <li>{say('invoiceDeed.promiseWhat')}</li>
      </ul>
      {promise.error && <FailureNotice failure={failureOf(promise.error)} />}
      <div className="dialog-actions">
        {row.promisedDay !== null && (
          <Button onClick={() => promise.mutate(null)} disabled={promise.isPending}>
            {say('invoiceDeed.promiseNone')}
          </Button>
        )}
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={promise.isPending} disabled={readDay(day) === null}>
          {say('invoiceDeed.save')}
        </Button>
      </div>
    </form>
  );
}

export function PromiseDialog({ detail, onClose }: { detail: InvoiceDetail; onClose(): void }) {
  const { say } = useWords();
  return (
    <Dialog opened onClose={onClose} title={say('invoiceDeed.promiseTitle')}>
      <Form detail={detail} onClose={onClose} />
    </Dialog>
  );
}

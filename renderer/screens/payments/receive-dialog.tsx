/** Marks a bank transfer as received: when, how much, what shows it, and whom it pays. Less or more than was asked is told before. */
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { FittingLine } from '../../../main/features/matching/contract';
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { systemClock } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { Dialog } from '../../ui/dialog';
import { FailureNotice, Note } from '../../ui/notices';
import { FittingLines, useFittingLines } from './fitting-lines';
import { ReceiveParts } from './receive-parts';
import { type Received, type ReceivedForm, useReceived } from './use-received';

function useReceive({ row }: PaymentDetail, onClose: () => void) {
  const [request] = useState(newId);
  return useMutation({
    mutationFn: ({ amount, day, note, bankReference, parts }: Received) =>
      api.taking.receive({
        ...{ request, amount, currency: row.amount.currency },
        evidence: { day, note, ...(bankReference === '' ? {} : { bankReference }) },
        parts,
      }),
    onSuccess: ({ approval }) => approval === null && onClose(),
  });
}

function WhatCame({ form }: { form: ReceivedForm }) {
  const { say, times } = useWords();
  return (
    <div className="receive-pair">
      <TextInput
        label={say('receive.amount', { currency: form.currency })}
        error={form.problem}
        value={form.text}
        onChange={(event) => form.setText(event.currentTarget.value)}
        inputMode="decimal"
        maxLength={40}
        required
        data-autofocus
      />
      <TextInput
        type="date"
        label={say('receive.day')}
        value={form.day}
        max={times.dayOf(systemClock.now())}
        onChange={(event) => form.setDay(event.currentTarget.value)}
        required
      />
    </div>
  );
}

function Evidence({ form }: { form: ReceivedForm }) {
  const { say } = useWords();
  return (
    <>
      <Textarea
        label={say('receive.note')}
        description={say('receive.noteHint')}
        value={form.note}
        onChange={(event) => form.setNote(event.currentTarget.value)}
        maxLength={500}
        autosize
        required
      />
      <TextInput
        label={say('receive.bankReference')}
        value={form.bankReference}
        onChange={(event) => form.setBankReference(event.currentTarget.value)}
        maxLength={140}
      />
      {form.off < 0 && (
        <Checkbox
          label={say('receive.rest')}
          checked={form.restPending}
          onChange={(event) => form.setRestPending(event.currentTarget.checked)}
        />
      )}
    </>
  );
}

interface FormProps {
  detail: PaymentDetail;
  lines: readonly FittingLine[];
  onClose(): void;
}

function Form({ detail, lines, onClose }: FormProps) {
  const { say } = useWords();
  const form = useReceived(detail);
  const receive = useReceive(detail, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.received && !receive.isPending) receive.mutate(form.received);
  };
  return (
    <form className="form" onSubmit={submit}>
      <FittingLines lines={lines} onMatched={onClose} />
      <WhatCame form={form} />
      <ReceiveParts form={form} />
      <Evidence form={form} />
      <ul className="consequences">
        <li>{say('receive.completes')}</li>
        {form.off > 0 && <li>{say('receive.more')}</li>}
        {form.others.length > 0 && <li>{say('receive.together')}</li>}
      </ul>
      <div role="status">
        {receive.data?.approval != null && (
          <Note tone="green">{say('requests.receiptAsked', { currency: detail.row.amount.currency })}</Note>
        )}
      </div>
      {receive.error && <FailureNotice failure={failureOf(receive.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button
          type="submit"
          variant="filled"
          loading={receive.isPending}
          disabled={!form.received || receive.isSuccess}
        >
          {say('receive.deed')}
        </Button>
      </div>
    </form>
  );
}

interface ReceiveDialogProps {
  opened: boolean;
  detail: PaymentDetail;
  onClose(): void;
}

export function ReceiveDialog({ opened, detail, onClose }: ReceiveDialogProps) {
  const { say } = useWords();
  const found = useFittingLines(detail.row.id, opened);
  return (
    <Dialog opened={opened && !found.isPending} onClose={onClose} title={say('receive.deed')} width={520}>
      <Form detail={detail} lines={found.data ?? []} onClose={onClose} />
    </Dialog>
  );
}

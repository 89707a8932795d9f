/** Marks a bank transfer as received: when, how much, and what shows it. Less or more than was asked is told before. */
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { readDecimal } from '../../../main/kernel/money';
import { readDay, systemClock } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { readAmount } from '../../table/amount-input';
import { amountProblem } from '../../taking/plan';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';

interface Received {
  amount: string;
  day: string;
  note: string;
  bankReference: string;
  restPending: boolean;
}

function useReceive({ row }: PaymentDetail, onClose: () => void) {
  const [request] = useState(newId);
  return useMutation({
    mutationFn: ({ amount, day, note, bankReference, restPending }: Received) =>
      api.taking.receive({
        ...{ request, amount, currency: row.amount.currency },
        evidence: { day, note, ...(bankReference === '' ? {} : { bankReference }) },
        parts: [{ payment: row.id, amount, restPending }],
      }),
    onSuccess: onClose,
  });
}

/** How what came stands to what was asked: below zero less, above zero more. */
function difference(amount: string | null, asked: string, currency: string): number {
  const [came, wanted] = [readDecimal(amount ?? '', currency), readDecimal(asked, currency)];
  return typeof came === 'number' && typeof wanted === 'number' ? came - wanted : 0;
}

/** What was filled in, and whether it can be saved. */
function useForm(detail: PaymentDetail) {
  const { money, times, language } = useWords();
  const { currency, amount: asked } = detail.row.amount;
  const [text, setText] = useState(() => money(asked, currency));
  const [day, setDay] = useState<string>(() => times.dayOf(systemClock.now()));
  const [note, setNote] = useState('');
  const [bankReference, setBankReference] = useState('');
  const [restPending, setRestPending] = useState(true);
  const amount = readAmount(text, language);
  const isWrong = amount === null || amountProblem(amount, currency, null) !== null;
  const off = isWrong ? 0 : difference(amount, asked, currency);
  const isReady = !isWrong && readDay(day) !== null && note.trim() !== '';
  const received = isReady &&
    amount !== null && { amount, day, note: note.trim(), bankReference: bankReference.trim(), restPending };
  const set = { setText, setDay, setNote, setBankReference, setRestPending };
  return { text, day, note, bankReference, restPending, isWrong, off, received, currency, ...set };
}
type ReceiveForm = ReturnType<typeof useForm>;

function WhatCame({ form }: { form: ReceiveForm }) {
  const { say, times } = useWords();
  return (
    <div className="receive-pair">
      <TextInput
        label={say('receive.amount', { currency: form.currency })}
        error={form.isWrong ? say('taking.notAnAmount') : null}
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

function Evidence({ form }: { form: ReceiveForm }) {
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

function Form({ detail, onClose }: { detail: PaymentDetail; onClose(): void }) {
  const { say } = useWords();
  const form = useForm(detail);
  const receive = useReceive(detail, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.received && !receive.isPending) receive.mutate(form.received);
  };
  return (
    <form className="form" onSubmit={submit}>
      <WhatCame form={form} />
      <Evidence form={form} />
      <ul className="consequences">
        <li>{say('receive.completes')}</li>
        {form.off > 0 && <li>{say('receive.more')}</li>}
      </ul>
      {receive.error && <FailureNotice failure={failureOf(receive.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={receive.isPending} disabled={!form.received}>
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
  return (
    <Dialog opened={opened} onClose={onClose} title={say('receive.deed')}>
      <Form detail={detail} onClose={onClose} />
    </Dialog>
  );
}

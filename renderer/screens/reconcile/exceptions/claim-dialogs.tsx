/** A claim is recorded as the customer tells it, and answered when no payment is found to be it. */
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ClaimRow } from '../../../../main/features/matching/contract';
import { currencies } from '../../../../main/kernel/currency';
import { systemClock } from '../../../../main/kernel/time';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { newId } from '../../../rpc/new-id';
import { readAmount } from '../../../table/amount-input';
import { useAmountWords } from '../../../taking/amount-words';
import { CustomerField } from '../../../taking/customer-field';
import { Amount } from '../../../ui/amount';
import { Dialog } from '../../../ui/dialog';
import { FailureNotice } from '../../../ui/notices';

interface Said {
  customer: { id: string; name: string } | null;
  /** As it was typed. */
  amount: string;
  currency: string;
  day: string;
  ticket: string;
}

interface FieldsProps {
  said: Said;
  today: string;
  /** What is wrong with the amount that was typed. */
  problem: string | null;
  change(part: Partial<Said>): void;
}

function Fields({ said, today, problem, change }: FieldsProps) {
  const { say } = useWords();
  return (
    <>
      <CustomerField value={said.customer} onChange={(customer) => change({ customer })} />
      <TextInput
        label={say('claims.amount')}
        error={problem}
        value={said.amount}
        onChange={(event) => change({ amount: event.currentTarget.value })}
        inputMode="decimal"
        autoComplete="off"
        maxLength={30}
        required
      />
      <Select
        label={say('claims.currency')}
        data={[...currencies]}
        value={said.currency}
        onChange={(currency) => currency !== null && change({ currency })}
        searchable
        limit={60}
        allowDeselect={false}
      />
      <TextInput
        type="date"
        label={say('claims.day')}
        value={said.day}
        max={today}
        onChange={(event) => change({ day: event.currentTarget.value })}
        required
      />
      <TextInput
        label={say('claims.ticketField')}
        value={said.ticket}
        onChange={(event) => change({ ticket: event.currentTarget.value })}
        maxLength={100}
        autoComplete="off"
      />
    </>
  );
}

export function ClaimDialog({ onClose }: { onClose(): void }) {
  const { say, times, language } = useWords();
  const [request] = useState(newId);
  const today = times.dayOf(systemClock.now());
  const [said, setSaid] = useState<Said>({ customer: null, amount: '', currency: 'EUR', day: today, ticket: '' });
  const { customer, currency, day, ticket } = said;
  const amount = readAmount(said.amount, language, currency);
  const problem = useAmountWords()(amount, currency);
  const record = useMutation({
    mutationFn: (wish: { customer: string; amount: string }) =>
      api.matching.claim({ request, ...wish, currency, day, ticket: ticket.trim() }),
    onSuccess: onClose,
  });
  const wish = customer && amount && problem === null && day !== '' ? { customer: customer.id, amount } : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wish && !record.isPending) record.mutate(wish);
  };
  return (
    <Dialog opened onClose={onClose} title={say('claims.recordTitle')}>
      <form className="form" onSubmit={submit}>
        <Fields {...{ said, today, problem }} change={(part) => setSaid((before) => ({ ...before, ...part }))} />
        {record.error && <FailureNotice failure={failureOf(record.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={!wish} loading={record.isPending}>
            {say('claims.record')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function AnswerDialog({ row, onClose }: { row: ClaimRow; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => api.matching.answer({ request, claim: row.id, answer: text.trim() }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && !send.isPending) send.mutate();
  };
  return (
    <Dialog opened onClose={onClose} title={say('claims.answerTitle')}>
      <form className="form" onSubmit={submit}>
        <p>
          <bdi>{row.customer.name}</bdi> · <Amount {...row.money} />
        </p>
        <p className="soft">{say('claims.answerWhat')}</p>
        <Textarea
          label={say('claims.answerField')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={500}
          autosize
          minRows={2}
          required
          data-autofocus
        />
        {send.error && <FailureNotice failure={failureOf(send.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={text.trim() === ''} loading={send.isPending}>
            {say('claims.answer')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

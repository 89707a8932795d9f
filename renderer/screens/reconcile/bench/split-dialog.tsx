/** Splits a bank line into parts that are matched one by one. */
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { LineRow } from '../../../../main/features/matching/contract';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { newId } from '../../../rpc/new-id';
import { readAmount } from '../../../table/amount-input';
import { Dialog } from '../../../ui/dialog';
import { sumPerCurrency } from '../../../ui/money-sum';
import { negated } from '../../../ui/money-text';
import { FailureNotice } from '../../../ui/notices';

export function SplitDialog({ line, onClose }: { line: LineRow; onClose(): void }) {
  const { say, money, language } = useWords();
  const [request] = useState(newId);
  const [text, setText] = useState('');
  const { amount, currency } = line.money;
  const part = readAmount(text, language, currency);
  const rest = part ? (sumPerCurrency([line.money, { amount: negated(part), currency }])?.[0]?.amount ?? null) : null;
  const isWrong = part !== '' && rest === null;
  const split = useMutation({
    mutationFn: () => api.statements.split({ request, id: line.id, parts: [part ?? '', rest ?? ''] }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (rest !== null && !split.isPending) split.mutate();
  };
  return (
    <Dialog opened onClose={onClose} title={say('bench.splitTitle')}>
      <form className="form" onSubmit={submit}>
        <p className="soft">
          {money(amount, currency)} {currency}
        </p>
        <TextInput
          label={say('bench.splitPart')}
          error={isWrong ? say('filter.notAnAmount', { example: money('1234', currency) }) : null}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          inputMode="decimal"
          maxLength={30}
          required
          data-autofocus
        />
        <p role="status">
          {rest !== null && say('bench.splitRest', { amount: `${money(rest, currency)} ${currency}` })}
        </p>
        {split.error && <FailureNotice failure={failureOf(split.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" loading={split.isPending} disabled={rest === null}>
            {say('bench.split')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

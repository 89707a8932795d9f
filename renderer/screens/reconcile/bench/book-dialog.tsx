/** Books what neither a payment nor a payout explains: a fee, interest, a transfer between our banks, a deposit nobody knows. */
import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type BookAs, bookAs } from '../../../../main/kernel/matching';
import { readDecimal } from '../../../../main/kernel/money';
import { useWords } from '../../../locales/words';
import { readAmount } from '../../../table/amount-input';
import { Dialog } from '../../../ui/dialog';
import { isNegative } from '../../../ui/money-text';
import type { BookedChoice } from './chosen';

interface BookDialogProps {
  /** What is still missing, decimal text. */
  difference: string;
  currency: string;
  onAdd(booked: BookedChoice): void;
  onClose(): void;
}

export function BookDialog({ difference, currency, onAdd, onClose }: BookDialogProps) {
  const { say, money, language } = useWords();
  const goesOut = isNegative(difference);
  const ways = bookAs.filter((as) => as !== 'receipt' || !goesOut);
  const [as, setAs] = useState<BookAs>(goesOut ? 'fee' : 'receipt');
  const [text, setText] = useState(() => money(difference, currency));
  const amount = readAmount(text, language, currency);
  const isWrong = amount === null || typeof readDecimal(amount, currency) === 'string';
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWrong) return;
    onAdd({ as, amount, note: note.trim() });
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title={say('bookNew.title')}>
      <form className="form" onSubmit={submit}>
        <p className="soft">{say('bookNew.what')}</p>
        <Radio.Group
          label={say('bookNew.as')}
          value={as}
          onChange={(next) => setAs(ways.find((way) => way === next) ?? as)}
        >
          <Stack gap={6} mt={6}>
            {ways.map((way) => (
              <Radio key={way} value={way} label={say(`bookAs.${way}`)} description={say(`bookAsWhat.${way}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={`${say('bookNew.amount')} (${currency})`}
          error={isWrong ? say('filter.notAnAmount', { example: money('1234', currency) }) : null}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          inputMode="decimal"
          maxLength={30}
          required
        />
        <TextInput
          label={say('bookNew.note')}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maxLength={500}
        />
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={isWrong} data-autofocus>
            {say('bookNew.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

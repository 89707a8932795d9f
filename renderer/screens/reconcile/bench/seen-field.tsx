/** What the bank shows of an item that it shows otherwise: in its own currency, or a part of it. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../../locales/words';
import { readAmount } from '../../../table/amount-input';

interface SeenFieldProps {
  /** Decimal text; `''`: nothing yet. */
  seen: string;
  currency: string;
  /** `''` for what is no amount. */
  onSeen(amount: string): void;
}

export function SeenField({ seen, currency, onSeen }: SeenFieldProps) {
  const { say, money, language } = useWords();
  const [typed, setTyped] = useState(() => money(seen, currency));
  const read = readAmount(typed, language, currency);
  // Chosen anew meanwhile, by a proposal.
  const text = (read ?? '') === seen ? typed : money(seen, currency);
  const change = (next: string) => {
    setTyped(next);
    onSeen(readAmount(next, language, currency) ?? '');
  };
  return (
    <TextInput
      className="bench-seen"
      size="xs"
      label={`${say('bench.seen')} ${currency}`}
      error={read === null ? say('filter.notAnAmount', { example: money('1234', currency) }) : null}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      inputMode="decimal"
      maxLength={30}
    />
  );
}

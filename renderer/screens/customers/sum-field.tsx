/** An amount that is typed, and the currency that it is in. */
import { Select, TextInput } from '@mantine/core';
import { currencies } from '../../../main/kernel/currency';
import { useWords } from '../../locales/words';

interface SumFieldProps {
  text: string;
  currency: string;
  /** What was typed is no amount. */
  isWrong: boolean;
  onChange(more: { text?: string; currency?: string }): void;
}

export function SumField({ text, currency, isWrong, onChange }: SumFieldProps) {
  const { say, money } = useWords();
  return (
    <div className="receive-pair">
      <TextInput
        label={say('adjust.amount')}
        error={isWrong ? say('adjust.notAnAmount', { example: money('1234', currency) }) : null}
        value={text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        inputMode="decimal"
        autoComplete="off"
        maxLength={40}
        required
        data-autofocus
      />
      <Select
        label={say('adjust.currency')}
        data={[...currencies]}
        value={currency}
        onChange={(value) => onChange({ currency: value ?? currency })}
        searchable
        limit={60}
        allowDeselect={false}
      />
    </div>
  );
}

/** An amount that is typed, and the currency that it is in. */
import { Select, TextInput } from '@mantine/core';
import { currencies } from '../../../main/kernel/currency';
import { useWords } from '../../locales/words';

interface SumFieldProps {
  text: string;
  currency: string;
  /** What is wrong with what was typed. */
  problem: string | null;
  onChange(more: { text?: string; currency?: string }): void;
}

export function SumField({ text, currency, problem, onChange }: SumFieldProps) {
  const { say } = useWords();
  return (
    <div className="receive-pair">
      <TextInput
        label={say('adjust.amount')}
        error={problem}
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

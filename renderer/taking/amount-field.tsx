/** How much, in which currency: with the usual amounts beside it, and the limits below. */
import { Select, TextInput } from '@mantine/core';
import type { TakeOptions } from '../../main/features/taking/contract';
import { currencies } from '../../main/kernel/currency';
import { useWords } from '../locales/words';
import type { AmountProblem } from './plan';

interface AmountFieldProps {
  /** As it was typed. */
  text: string;
  currency: string;
  options: TakeOptions | undefined;
  /** Null: nothing is wrong, or nothing is said of it yet. */
  problem: AmountProblem | null;
  onText(text: string): void;
  /** Nothing more is typed for now. */
  onTyped(): void;
  onCurrency(currency: string): void;
}

function useProblemText({ problem, options, currency }: AmountFieldProps): string | null {
  const { say, money } = useWords();
  if (problem === null) return null;
  if (problem === 'too-many-decimals') return say('taking.tooManyDecimals', { currency });
  if (problem === 'out-of-limits' && options)
    return say('taking.outside', {
      min: money(options.min, currency),
      max: money(options.max, currency),
      currency,
    });
  return say('taking.notAnAmount', { example: money('1234', currency) });
}

export function AmountField(props: AmountFieldProps) {
  const { say, money } = useWords();
  const { text, currency, options, onText, onTyped, onCurrency } = props;
  const limits = options && { min: money(options.min, currency), max: money(options.max, currency), currency };
  return (
    <div className="taking-amount">
      <TextInput
        label={say('taking.amount')}
        description={limits ? say('taking.limits', limits) : '\u2007'}
        error={useProblemText(props)}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onBlur={onTyped}
        onKeyDown={(event) => event.key === 'Enter' && onTyped()}
        inputMode="decimal"
        autoComplete="off"
        maxLength={40}
        required
      />
      <Select
        label={say('taking.currency')}
        description={'\u2007'}
        data={[...currencies]}
        value={currency}
        onChange={(next) => next !== null && onCurrency(next)}
        searchable
        limit={60}
        allowDeselect={false}
      />
      {options && options.presets.length > 0 && (
        <fieldset className="taking-presets" aria-label={say('taking.presets')}>
          {options.presets.map((preset) => (
            <button key={preset} type="button" className="chip" onClick={() => onText(money(preset, currency))}>
              {money(preset, currency)}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

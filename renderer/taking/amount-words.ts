/** Says what is wrong with an amount while it is typed, the same in every form. */
import { useWords } from '../locales/words';
import { amountProblem } from './plan';

/** `amount`: as `readAmount` gives it. `most`: plain decimal text. Null: nothing is wrong, or nothing is typed. */
export type AmountWords = (amount: string | null, currency: string, most?: string) => string | null;

export function useAmountWords(): AmountWords {
  const { say, money } = useWords();
  return (amount, currency, most) => {
    const problem = amountProblem(amount, currency, most === undefined ? null : { min: '0', max: most });
    if (problem === null || problem === 'empty') return null;
    if (problem === 'too-many-decimals') return say('taking.tooManyDecimals', { currency });
    if (problem === 'not-an-amount') return say('taking.notAnAmount', { example: money('1234', currency) });
    return most === undefined
      ? say('taking.tooLarge')
      : say('taking.atMost', { amount: money(most, currency), currency });
  };
}

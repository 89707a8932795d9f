/** The days on which vouchers are valid, and how often each can be used, in words. */
import type { BatchRow } from '../../../main/features/vouchers/contract';
import { useWords } from '../../locales/words';

export function useValidity(): (row: Pick<BatchRow, 'from' | 'to'>) => string {
  const { say, times } = useWords();
  return ({ from, to }) =>
    to === null
      ? say('vouchers.validFrom', { from: times.day(from) })
      : say('vouchers.validFromTo', { from: times.day(from), to: times.day(to) });
}

export function useRule(): (row: Pick<BatchRow, 'uses' | 'perCustomer'>) => string {
  const { say } = useWords();
  return ({ uses, perCustomer }) => {
    if (uses === 1) return say('vouchers.rulePlain');
    const each = perCustomer === null ? say('vouchers.ruleAny') : say('vouchers.rulePer', { count: perCustomer });
    return `${say('vouchers.ruleUses', { count: uses })}, ${each}`;
  };
}

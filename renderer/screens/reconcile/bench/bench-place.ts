/** What the workbench begins with, as the address says it: a bank, one of its lines, and what to look for among what explains it. */
import type { BankStanding } from '../../../../main/features/matching/contract';
import { isCurrency } from '../../../../main/kernel/currency';
import { isId } from '../../../../main/kernel/id';
import { linkTo, type Place } from '../../../navigation';

export interface BenchLead {
  /** Id of the bank account. */
  bank?: string;
  currency?: string;
  /** Id of the bank line. */
  line?: string;
  /** Searched for among what may explain a line. */
  item?: string;
}

const MOST_SEARCHED = 100;

export const benchLink = (lead: BenchLead): string => linkTo('reconcile', null, { part: 'todo', ...lead });

/** What is not understood is left out. */
export function readLead({ bank, currency, line, item }: Place['query']): BenchLead {
  return {
    ...(bank && isId(bank) ? { bank } : {}),
    ...(currency && isCurrency(currency) ? { currency } : {}),
    ...(line && isId(line) ? { line } : {}),
    ...(item?.trim() ? { item: item.trim().slice(0, MOST_SEARCHED) } : {}),
  };
}

/** The bank that the address means, else the one worked on last (its key), else the first; where a currency is meant, only one of it. */
export function ledBank(
  banks: readonly BankStanding[],
  { bank, currency }: BenchLead,
  last: string | null | undefined,
): BankStanding | undefined {
  const named = banks.find(({ id }) => id === bank);
  if (named) return named;
  const fitting = currency === undefined ? [] : banks.filter((each) => each.currency === currency);
  const of = fitting.length > 0 ? fitting : banks;
  return of.find(({ key }) => key === last) ?? of[0];
}

/** The chips above the bank lines: account, days, direction, sums; and at the right what came and went, per currency. */
import { useQuery } from '@tanstack/react-query';
import type { BankLineFilter } from '../../../../main/features/statements/contract';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { DateFilter } from '../../../table/date-filter';
import { ToggleChip } from '../../../table/filter-chip';
import { AmountFilter, ChoiceFilter } from '../../../table/filters';
import { isNarrowed } from './lines-place';

interface LineFiltersProps {
  filter: BankLineFilter;
  onFilter(next: BankLineFilter): void;
  totals: { sums: { currency: string; came: string; went: string }[] } | undefined;
}

type Parts = { [Name in keyof BankLineFilter]: BankLineFilter[Name] | undefined };

/** Leaves out what is undefined, so that two equal filters are the same. */
function compact(parts: Parts): BankLineFilter {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== ''));
}

const SHOWN = 2;

export function LineFilters({ filter, onFilter, totals }: LineFiltersProps) {
  const { say, money } = useWords();
  const accounts = useQuery({
    queryKey: ['statements', 'accounts'],
    queryFn: ({ signal }) => api.statements.accounts(undefined, { signal }),
  });
  const change = (part: Parts) => onFilter(compact({ ...filter, ...part }));
  return (
    <div className="filters">
      {filter.statement !== undefined && (
        <ToggleChip name={say('bankLine.wholeStatement')} on onChange={() => change({ statement: undefined })} />
      )}
      <ChoiceFilter
        name={say('bankLine.bank')}
        choices={(accounts.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        chosen={filter.bank ? [filter.bank] : []}
        onChange={(chosen) => change({ bank: chosen.at(-1) })}
      />
      <DateFilter name={say('bankLine.day')} span={{ from: filter.from, to: filter.to }} onChange={change} />
      <ToggleChip
        name={say('bankLine.in')}
        on={filter.direction === 'in'}
        onChange={(on) => change({ direction: on ? 'in' : undefined })}
      />
      <ToggleChip
        name={say('bankLine.out')}
        on={filter.direction === 'out'}
        onChange={(on) => change({ direction: on ? 'out' : undefined })}
      />
      <AmountFilter
        name={say('bankLine.amounts')}
        range={{ min: filter.least, max: filter.most }}
        onChange={({ min, max }) => change({ least: min, most: max })}
      />
      {isNarrowed(filter) && (
        <button
          type="button"
          className="text-button"
          onClick={() => onFilter(filter.state ? { state: filter.state } : {})}
        >
          {say('filter.clearAll')}
        </button>
      )}
      <span className="totals">
        {(totals?.sums ?? []).slice(0, SHOWN).map(({ currency, came, went }) => (
          <span key={currency} className="total">
            {currency} <b>+{money(came, currency)}</b> <b>−{money(went, currency)}</b>
          </span>
        ))}
      </span>
    </div>
  );
}

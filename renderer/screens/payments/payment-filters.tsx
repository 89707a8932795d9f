/** The payments filter as chips, with the filter's totals at their right. */
import { useElementSize } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { PaymentFilter, PaymentTotals } from '../../../main/features/payments/contract';
import { purposes } from '../../../main/kernel/payment';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { DateFilter } from '../../table/date-filter';
import { ToggleChip } from '../../table/filter-chip';
import { AmountFilter, ChoiceFilter } from '../../table/filters';
import { Totals } from '../../table/totals';
import { useGatewayNames } from '../../ui/gateway-names';
import { isFiltered } from './filter-query';
import type { useChoices } from './use-payments';

export interface PaymentFiltersProps {
  filter: PaymentFilter;
  onFilter(filter: PaymentFilter): void;
  choices: ReturnType<typeof useChoices>['choices'];
  totals: PaymentTotals | undefined;
}

function orNone<Value>(values: readonly Value[]): Value[] | undefined {
  return values.length === 0 ? undefined : [...values];
}

function without(filter: PaymentFilter, ...names: (keyof PaymentFilter)[]): PaymentFilter {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => !names.some((one) => one === name)));
}

const reversedNames = ['reversedBy', 'reversedFrom', 'reversedTo', 'reversedIn'] as const;

/** Refunds or disputes of some days, as a bar of a chart opens them. */
function ReversedChip({ filter, onFilter }: Pick<PaymentFiltersProps, 'filter' | 'onFilter'>) {
  const { say, times } = useWords();
  const { reversedBy, reversedFrom, reversedTo, reversedIn } = filter;
  if (reversedBy === undefined) return null;
  const parts = [
    say(`reversedBy.${reversedBy}`),
    reversedFrom && say('span.since', { day: times.day(reversedFrom) }),
    reversedTo && say('span.until', { day: times.day(reversedTo) }),
    reversedIn,
  ];
  const name = parts.filter(Boolean).join(' · ');
  return <ToggleChip name={name} on onChange={() => onFilter(without(filter, ...reversedNames))} />;
}

/** Chips for what has no menu: a customer, a payout, set by a link from elsewhere. */
function BoundChips({ filter, onFilter }: Pick<PaymentFiltersProps, 'filter' | 'onFilter'>) {
  const { say } = useWords();
  const { customer: id } = filter;
  const customer = useQuery({
    queryKey: ['customers', 'name', id],
    enabled: id !== undefined,
    queryFn: async ({ signal }) => (id === undefined ? null : (await api.customers.get({ id }, { signal })).row.name),
  }).data;
  return (
    <>
      {filter.customer !== undefined && (
        <ToggleChip
          name={customer ?? say('payments.oneCustomer')}
          on
          onChange={() => onFilter(without(filter, 'customer'))}
        />
      )}
      {filter.payout !== undefined && (
        <ToggleChip name={say('payments.onePayout')} on onChange={() => onFilter(without(filter, 'payout'))} />
      )}
      <ReversedChip filter={filter} onFilter={onFilter} />
    </>
  );
}

/** How many currencies fit beside the chips. */
function roomFor(width: number): number {
  if (width > 1180) return 3;
  return width > 1000 ? 2 : 1;
}

export function PaymentFilters({ filter, onFilter, choices, totals }: PaymentFiltersProps) {
  const { say } = useWords();
  const { isSandbox } = useGatewayNames();
  const { ref, width } = useElementSize();
  const change = (part: PaymentFilter) => onFilter({ ...filter, ...part });
  const choicesOf = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  return (
    <div className="filters" ref={ref}>
      <BoundChips filter={filter} onFilter={onFilter} />
      <DateFilter name={say('payments.date')} span={{ from: filter.from, to: filter.to }} onChange={change} />
      <ChoiceFilter
        name={say('payments.gateway')}
        choices={(choices?.gateways ?? []).map(({ provider, label }) => ({
          value: provider,
          label: isSandbox(provider) ? `${label} (${say('sync.sandbox')})` : label,
        }))}
        chosen={filter.gateways ?? []}
        onChange={(gateways) => change({ gateways: orNone(gateways) })}
      />
      <ChoiceFilter
        name={say('payments.method')}
        choices={(choices?.methods ?? []).map((value) => ({ value, label: say(`method.${value}`) }))}
        chosen={filter.methods ?? []}
        onChange={(methods) => change({ methods: orNone(methods) })}
      />
      <ChoiceFilter
        name={say('payments.currency')}
        choices={choicesOf(choices?.currencies ?? [])}
        chosen={filter.currencies ?? []}
        onChange={(currencies) => change({ currencies: orNone(currencies) })}
      />
      <AmountFilter
        name={say('payments.amount')}
        range={{ min: filter.minAmount, max: filter.maxAmount }}
        onChange={({ min, max }) => change({ minAmount: min, maxAmount: max })}
      />
      <ChoiceFilter
        name={say('payments.purpose')}
        choices={purposes.map((value) => ({ value, label: say(`purpose.${value}`) }))}
        chosen={filter.purposes ?? []}
        onChange={(chosen) => change({ purposes: orNone(chosen) })}
      />
      <ToggleChip
        name={say('payments.flagged')}
        on={filter.flagged ?? false}
        onChange={(on) => change({ flagged: on || undefined })}
      />
      {isFiltered(filter) && (
        <button
          type="button"
          className="text-button"
          onClick={() => onFilter(filter.status ? { status: filter.status } : {})}
        >
          {say('filter.clearAll')}
        </button>
      )}
      <Totals label={say('status.Completed')} told={totals} room={roomFor(width)} />
    </div>
  );
}

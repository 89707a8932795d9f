/** Where the payments screen stands: filter, sorting and open payment, all kept in the address. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { PaymentFilter, PaymentRow, PaymentTotals } from '../../../main/features/payments/contract';
import type { PlainKey } from '../../locales/say';
import { useWords } from '../../locales/words';
import { go, type Place } from '../../navigation';
import { api } from '../../rpc/client';
import type { LoadPage } from '../../table/pages';
import { type PaymentSort, readFilter, readSort, writeQuery } from './filter-query';

/** What no gateway took. */
const withoutProvider: Readonly<Record<string, PlainKey>> = {
  'bank-transfer': 'method.bank-transfer',
  voucher: 'method.voucher',
  imported: 'importing.kind-payments',
};

export interface PaymentsPlace {
  filter: PaymentFilter;
  sort: PaymentSort;
  openId: string | null;
  /** Names the list: two equal ones are the same list. */
  listKey: string;
  setFilter(filter: PaymentFilter): void;
  setSort(sort: PaymentSort): void;
  open(id: string | null, how: 'push' | 'replace'): void;
}

export function usePaymentsPlace(place: Place): PaymentsPlace {
  const { query, id } = place;
  const filterKey = JSON.stringify(writeQuery(readFilter(query), readSort(query)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the query's meaning
  const [filter, sort] = useMemo(() => [readFilter(query), readSort(query)] as const, [filterKey]);
  const show = useCallback((next: PaymentFilter, by: PaymentSort, openId: string | null, how: 'push' | 'replace') => {
    go({ screen: 'payments', id: openId, query: writeQuery(next, by) }, how);
  }, []);
  return {
    filter,
    sort,
    openId: id,
    listKey: filterKey,
    setFilter: useCallback((next) => show(next, sort, id, 'replace'), [show, sort, id]),
    setSort: useCallback((next) => show(filter, next, id, 'replace'), [show, filter, id]),
    open: useCallback((openId, how) => show(filter, sort, openId, how), [show, filter, sort]),
  };
}

/** What is told at once; where that is not all of it, the exact figures as soon as they are counted. */
export function useTotals(filter: PaymentFilter): PaymentTotals | undefined {
  const { data: atOnce, isPlaceholderData } = useQuery({
    queryKey: ['payments', 'totals', filter],
    queryFn: ({ signal }) => api.payments.totals({ filter }, { signal }),
    placeholderData: keepPreviousData,
  });
  const isPart = atOnce?.exact === false && !isPlaceholderData;
  const { data: whole } = useQuery({
    queryKey: ['payments', 'exact-totals', filter],
    queryFn: ({ signal }) => api.payments.exactTotals({ filter }, { signal }),
    enabled: isPart,
  });
  return isPart ? (whole ?? atOnce) : atOnce;
}

const noGateways: ReadonlyMap<string, string> = new Map();

/** What the filter's menus offer. A payment without a provider (a purchase) came from the account itself. */
export function useChoices() {
  const { data } = useQuery({
    queryKey: ['payments', 'choices'],
    queryFn: ({ signal }) => api.payments.choices(undefined, { signal }),
  });
  const { say } = useWords();
  const choices = useMemo(
    () =>
      data && {
        ...data,
        gateways: data.gateways.map((one) => ({
          ...one,
          label: one.label || say(withoutProvider[one.provider] ?? 'payments.account'),
        })),
      },
    [data, say],
  );
  const gateways = useMemo(
    () => (choices ? new Map(choices.gateways.map(({ provider, label }) => [provider, label])) : noGateways),
    [choices],
  );
  return { choices, gateways };
}

export function useLoad(filter: PaymentFilter, sort: PaymentSort): LoadPage<PaymentRow> {
  return useCallback((request, signal) => api.payments.page({ filter, sort, ...request }, { signal }), [filter, sort]);
}

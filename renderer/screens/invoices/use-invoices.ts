/** Where the invoices screen stands: filter, sorting and open invoice, all kept in the address. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { InvoiceFilter, InvoiceRow } from '../../../main/features/invoices/contract';
import { go, type Place } from '../../navigation';
import { api } from '../../rpc/client';
import type { LoadPage } from '../../table/pages';
import { type InvoiceSort, readInvoiceFilter, readInvoiceSort, writeInvoiceQuery } from './invoices-place';

export interface InvoicesPlace {
  filter: InvoiceFilter;
  sort: InvoiceSort;
  openId: string | null;
  /** Names the list: two equal ones are the same list. */
  listKey: string;
  setFilter(filter: InvoiceFilter): void;
  setSort(sort: InvoiceSort): void;
  open(id: string | null, how: 'push' | 'replace'): void;
}

export function useInvoicesPlace({ query, id }: Place): InvoicesPlace {
  const key = JSON.stringify(writeInvoiceQuery(readInvoiceFilter(query), readInvoiceSort(query)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the query's meaning
  const [filter, sort] = useMemo(() => [readInvoiceFilter(query), readInvoiceSort(query)] as const, [key]);
  const show = useCallback((next: InvoiceFilter, by: InvoiceSort, openId: string | null, how: 'push' | 'replace') => {
    go({ screen: 'invoices', id: openId, query: writeInvoiceQuery(next, by) }, how);
  }, []);
  return {
    filter,
    sort,
    openId: id,
    listKey: key,
    setFilter: useCallback((next) => show(next, sort, id, 'replace'), [show, sort, id]),
    setSort: useCallback((next) => show(filter, next, id, 'replace'), [show, filter, id]),
    open: useCallback((openId, how) => show(filter, sort, openId, how), [show, filter, sort]),
  };
}

export function useTotals(filter: InvoiceFilter) {
  return useQuery({
    queryKey: ['invoices', 'totals', filter],
    queryFn: ({ signal }) => api.invoices.totals({ filter }, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function useLoad(filter: InvoiceFilter, sort: InvoiceSort): LoadPage<InvoiceRow> {
  return useCallback((request, signal) => api.invoices.page({ filter, sort, ...request }, { signal }), [filter, sort]);
}

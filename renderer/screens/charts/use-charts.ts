/** What the charts ask the engine for; asked again when payments, the bank or invoices changed. */
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Span } from '../../chart/chart-span';
import { api } from '../../rpc/client';
import { failureOf, type ShownFailure } from '../../rpc/failure';

export interface Asked<Data> {
  data: Data | undefined;
  /** Only while there is nothing to show. */
  failure: ShownFailure | null;
  retry(): void;
}

function asked<Data>({ data, error, refetch }: UseQueryResult<Data>): Asked<Data> {
  return { data, failure: error && data === undefined ? failureOf(error) : null, retry: () => void refetch() };
}

/** One read of the charts; `key` names it, with all that it depends on. */
function useChart<Data>(key: readonly unknown[], read: (signal: AbortSignal) => Promise<Data>, enabled = true) {
  return asked(
    useQuery({
      queryKey: ['payments', 'charts', ...key],
      enabled,
      queryFn: ({ signal }) => read(signal),
      placeholderData: keepPreviousData,
    }),
  );
}

export const useClearings = () => useChart(['clearings'], (signal) => api.reports.clearings(undefined, { signal }));

export interface OfGateway {
  gateway: string;
  currency: string;
}

/** `of`: undefined while it is not known yet of which gateway; null where none has taken anything. */
export function useClearing(span: Span, of: OfGateway | null | undefined) {
  const input = { ...span, gateway: of?.gateway ?? '', currency: of?.currency ?? 'EUR' };
  return useChart(
    ['clearing', input],
    async (signal) => ({ span, of: input, ...(await api.reports.clearing(input, { signal })) }),
    Boolean(of),
  );
}

export function useWaterfall(span: Span, of: OfGateway | null | undefined) {
  const input = { ...span, gateway: of?.gateway ?? '', currency: of?.currency ?? 'EUR' };
  return useChart(
    ['waterfall', input],
    async (signal) => ({ of: input, falls: await api.reports.waterfall(input, { signal }) }),
    Boolean(of),
  );
}

export const useSettlementCurrencies = () =>
  useChart(['settlement-currencies'], (signal) => api.reports.settlementCurrencies(undefined, { signal }));

export function useFees(span: Span, currency: string | undefined) {
  return useChart(
    ['fees', span, currency],
    async (signal) => ({
      currency: currency ?? '',
      rows: await api.reports.feesByMonth({ ...span, currency: currency ?? '' }, { signal }),
    }),
    currency !== undefined,
  );
}

export const useLiabilityCurrencies = () =>
  useChart(['liability-currencies'], (signal) => api.reports.liabilityCurrencies(undefined, { signal }));

export function useLiability(span: Span, currency: string | undefined) {
  return useChart(
    ['liability', span, currency],
    async (signal) => ({
      ...{ span, currency: currency ?? '' },
      points: await api.reports.liability({ ...span, currency: currency ?? '' }, { signal }),
    }),
    currency !== undefined,
  );
}

/** `gateway`: empty, the banks' own lines; else what that gateway sent there. */
export const useBankLines = (span: Span, gateway: string) =>
  useChart(['bank-lines', span, gateway], async (signal) => ({
    ...{ span, gateway },
    pieces: await (gateway === ''
      ? api.reports.bankLinesByDay(span, { signal })
      : api.reports.toBankByDay({ ...span, gateway }, { signal })),
  }));

export const usePayouts = (span: Span) =>
  useChart(['payouts', span], (signal) => api.reports.payoutsByGateway(span, { signal }));

export const useInvoiceAge = () => useChart(['invoice-age'], (signal) => api.reports.invoiceAge(undefined, { signal }));

export const useExceptionAges = () =>
  useChart(['exception-ages'], (signal) => api.matching.exceptionAges(undefined, { signal }));

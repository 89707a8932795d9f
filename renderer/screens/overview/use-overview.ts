/** What the overview asks the engine for. All of it is asked again when payments or gateways changed. */
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

export function useToday(span: Span) {
  return asked(
    useQuery({
      queryKey: ['payments', 'today', span],
      queryFn: ({ signal }) => api.reports.today(span, { signal }),
      placeholderData: keepPreviousData,
    }),
  );
}

export function usePaymentsByDay(span: Span) {
  return asked(
    useQuery({
      queryKey: ['payments', 'by-day', span],
      queryFn: async ({ signal }) => ({ span, pieces: await api.reports.paymentsByDay(span, { signal }) }),
      placeholderData: keepPreviousData,
    }),
  );
}

export function useByGateway(span: Span) {
  return asked(
    useQuery({
      queryKey: ['payments', 'by-gateway', span],
      queryFn: ({ signal }) => api.reports.byGateway(span, { signal }),
      placeholderData: keepPreviousData,
    }),
  );
}

export function useSettlementCurrencies() {
  return asked(
    useQuery({
      queryKey: ['payments', 'settlement-currencies'],
      queryFn: ({ signal }) => api.reports.settlementCurrencies(undefined, { signal }),
    }),
  );
}

export function useGrossFeesNet(span: Span, currency: string | undefined) {
  return asked(
    useQuery({
      queryKey: ['payments', 'gross-fees-net', span, currency],
      enabled: currency !== undefined,
      queryFn: async ({ signal }) => ({
        span,
        currency: currency ?? '',
        weeks: currency === undefined ? [] : await api.reports.grossFeesNet({ ...span, currency }, { signal }),
      }),
      placeholderData: keepPreviousData,
    }),
  );
}

export function usePendingAge() {
  return asked(
    useQuery({
      queryKey: ['payments', 'pending-age'],
      queryFn: ({ signal }) => api.reports.pendingAge(undefined, { signal }),
    }),
  );
}

export function useGateways() {
  return asked(
    useQuery({ queryKey: ['sync', 'state'], queryFn: ({ signal }) => api.sync.state(undefined, { signal }) }),
  );
}

/** The parts of the answers that the screen's parts are given. */
export type Today = NonNullable<ReturnType<typeof useToday>['data']>;
export type Gateways = NonNullable<ReturnType<typeof useGateways>['data']>['gateways'];

/** What waits in reconciling: the rail, the overview and the tabs show it. */
import { useQuery } from '@tanstack/react-query';
import { api } from './client';

/** Undefined until it is known. */
export function useWaitingLines(): { lines: number; receipts: number; claims: number } | undefined {
  const { data } = useQuery({
    queryKey: ['statements', 'waiting'],
    queryFn: ({ signal }) => api.matching.waiting(undefined, { signal }),
  });
  return data;
}

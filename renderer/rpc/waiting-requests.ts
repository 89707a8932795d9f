/** How many requests wait for a second operator: the rail and the requests themselves show it. */
import { useQuery } from '@tanstack/react-query';
import { api } from './client';

/** Undefined until it is known. */
export function useWaitingRequests(): number | undefined {
  const { data } = useQuery({
    queryKey: ['approvals', 'count'],
    queryFn: ({ signal }) => api.approvals.count(undefined, { signal }),
  });
  return data?.waiting;
}

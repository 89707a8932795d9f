/** How many attempts of the outbox are open: the rail and the outbox itself show it. */
import { useQuery } from '@tanstack/react-query';
import { api } from './client';

/** Undefined until it is known. */
export function useOpenAttempts(): number | undefined {
  const { data } = useQuery({
    queryKey: ['outbox', 'counts'],
    queryFn: ({ signal }) => api.outbox.counts(undefined, { signal }),
  });
  return data && data.drafted + data.waiting + data.unknown + data.notFound;
}

/** How many notices by e-mail wait, or did not arrive for certain. */
import { useQuery } from '@tanstack/react-query';
import { api } from '../../rpc/client';

/** Undefined until it is known. */
export function useWaitingMail(): number | undefined {
  const { data } = useQuery({
    queryKey: ['mail', 'counts'],
    queryFn: ({ signal }) => api.mail.counts(undefined, { signal }),
  });
  return data && data.waiting + data.doubtful;
}

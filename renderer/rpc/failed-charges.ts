/** How many failed charges wait for a person, will be tried again, or were stopped: the rail and the workbench show it. */
import { useQuery } from '@tanstack/react-query';
import type { ChargeView } from '../../main/kernel/charge';
import { api } from './client';

/** Times come without anything changing in the book: a promise runs out, a try is due. */
const LOOK_EVERY_MS = 60_000;

/** Undefined until it is known. */
export function useFailedCharges(): Readonly<Record<ChargeView, number>> | undefined {
  const { data } = useQuery({
    queryKey: ['invoices', 'charges', 'person'],
    refetchInterval: LOOK_EVERY_MS,
    queryFn: ({ signal }) => api.charges.list({ view: 'person' }, { signal }),
  });
  return data?.counts;
}

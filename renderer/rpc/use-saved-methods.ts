/** What the gateways keep of a customer: asked of them once, and read again from the book when they have answered. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isKnown } from './answered';
import { api } from './client';
import { useIsAllowed } from './operator-session';
import { readAgain } from './read-again';

/** Asked of a gateway again at the earliest, milliseconds. */
const ASKED_FOR_MS = 30_000;

/** `customer` null: nobody is named yet. `payer`: only that payer's; null: those of the customer itself; undefined: all. */
export function useSavedMethods(customer: string | null, payer?: string | null) {
  const queries = useQueryClient();
  const enabled = customer !== null;
  // Whoever only looks up sees what the book holds.
  const mayAsk = useIsAllowed()('methods.sync');
  const asked = useQuery({
    queryKey: ['methods-asked', customer],
    enabled: enabled && mayAsk,
    staleTime: ASKED_FOR_MS,
    retry: false,
    queryFn: ({ signal }) => (enabled ? api.methods.sync({ customer }, { signal }) : null),
  });
  const list = useQuery({
    queryKey: ['customers', 'methods', customer, payer],
    enabled,
    queryFn: ({ signal }) =>
      enabled ? api.methods.list({ customer, ...(payer === undefined ? {} : { payer }) }, { signal }) : [],
  });
  const answeredAt = asked.dataUpdatedAt;
  useEffect(() => {
    if (answeredAt > 0) void readAgain(queries, ['customers', 'methods', customer]);
  }, [answeredAt, customer, queries]);
  return { asked, list, known: !enabled || (mayAsk ? isKnown(asked, list) : !list.isPending) };
}

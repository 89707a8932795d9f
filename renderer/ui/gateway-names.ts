/** What gateway accounts are called on screen, by the key that a book means by `gateway`; those that were removed too. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';

export function useGatewayNames() {
  const { say } = useWords();
  const { data } = useQuery({
    queryKey: ['sync', 'names'],
    queryFn: ({ signal }) => api.sync.names(undefined, { signal }),
  });
  return useMemo(() => {
    const known = new Map((data ?? []).map((name) => [name.key, name]));
    return {
      /** As people call it. */
      labelOf: (key: string) => known.get(key)?.label ?? key,
      /** With the word for an account that moves no real money. */
      nameOf(key: string): string {
        const { label = key, environment = null } = known.get(key) ?? {};
        return environment === 'sandbox' ? `${label} (${say('sync.sandbox')})` : label;
      },
      /** It moves no real money. */
      isSandbox: (key: string) => known.get(key)?.environment === 'sandbox',
      providerOf: (key: string) => known.get(key)?.provider ?? key,
      /** What is no gateway: a transfer, a purchase. */
      knows: (key: string) => known.has(key),
    };
  }, [data, say]);
}

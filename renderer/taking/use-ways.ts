/** What a payment can be taken by now: the pages of the connected gateways, as each declares, and what needs no provider. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { GatewayKindTold, GatewayState } from '../../main/features/sync/contract';
import { api } from '../rpc/client';
import type { Way } from './plan';

/** What each gateway declares; it does not change while the program runs. */
export function useKinds() {
  return useQuery({ queryKey: ['kinds'], queryFn: ({ signal }) => api.sync.kinds(undefined, { signal }) });
}

export function useGatewayStates() {
  return useQuery({ queryKey: ['sync', 'state'], queryFn: ({ signal }) => api.sync.state(undefined, { signal }) });
}

const withoutProvider: readonly Way[] = [
  { key: 'bank-transfer', by: 'bank-transfer' },
  { key: 'account-credit', by: 'account-credit' },
];

function wayOf(kind: GatewayKindTold, state: GatewayState): Way {
  return {
    key: kind.provider,
    by: 'page',
    gateway: kind.provider,
    label: kind.label,
    methods: kind.methods,
    saveMethod: kind.capabilities.saveMethod,
    waits: state.state === 'offline' || state.state === 'locked' ? state.state : null,
    sandbox: state.environment === 'sandbox',
  };
}

export function useWays() {
  const kinds = useKinds();
  const states = useGatewayStates();
  const ways = useMemo(() => {
    if (!kinds.data || !states.data) return null;
    const connected = new Map(states.data.gateways.map((state) => [state.provider, state]));
    const pages = kinds.data.flatMap((kind) => {
      const state = connected.get(kind.provider);
      return state && kind.capabilities.hostedPage ? [wayOf(kind, state)] : [];
    });
    return [...pages, ...withoutProvider];
  }, [kinds.data, states.data]);
  const retry = () => {
    void kinds.refetch();
    void states.refetch();
  };
  return { ways, error: kinds.error ?? states.error, retry };
}

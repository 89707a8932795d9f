/** What a payment can be taken by now: the pages of the connected gateways, as each declares, and what needs no provider. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SavedMethod } from '../../main/features/methods/contract';
import type { GatewayState } from '../../main/features/sync/contract';
import { api } from '../rpc/client';
import { useSavedMethods } from '../rpc/use-saved-methods';
import type { Way } from './plan';
import type { DraftState } from './use-draft';
import { useStandingWays } from './use-standing-ways';

/** What each gateway declares; it does not change while the program runs. */
export function useKinds() {
  return useQuery({ queryKey: ['kinds'], queryFn: ({ signal }) => api.sync.kinds(undefined, { signal }) });
}

export function useGatewayStates() {
  return useQuery({ queryKey: ['sync', 'state'], queryFn: ({ signal }) => api.sync.state(undefined, { signal }) });
}

const withoutProvider: readonly Way[] = [
  { key: 'bank-transfer', by: 'bank-transfer' },
  { key: 'invoice', by: 'invoice' },
  { key: 'voucher', by: 'voucher' },
  { key: 'account-credit', by: 'account-credit' },
];

function sharedBy(state: GatewayState) {
  return {
    gateway: state.key,
    gatewayLabel: state.label,
    waits: state.state === 'offline' || state.state === 'locked' ? state.state : null,
    sandbox: state.environment === 'sandbox',
  };
}

function savedWay(method: SavedMethod, state: GatewayState): Way {
  const { id, label, nickname, expiry } = method;
  const name = [nickname, label].filter(Boolean).join(' · ') || state.label;
  return { key: id, by: 'saved-method', id, label: name, expiry, ...sharedBy(state) };
}

const noMethods: readonly SavedMethod[] = [];

/**
 * The chosen payer's saved methods first, the primary before all; then the pages; then what needs no provider. For an invoice: only
 * what brings money; it is paid from credit on its own page. `known`: no other way comes any more.
 */
export function useWays({ customer, payerId, isRead, isFor: forInvoice }: DraftState) {
  const kinds = useKinds();
  const states = useGatewayStates();
  const { list, known: areKnown } = useSavedMethods(customer?.id ?? null, payerId);
  const known = isRead && areKnown;
  const saved = list.data ?? noMethods;
  const ways = useMemo(() => {
    if (!kinds.data || !states.data) return null;
    // Nothing is asked of one that is paused.
    const connected = states.data.gateways.filter((state) => state.state !== 'paused');
    const charged = saved.flatMap((method) => {
      const state = connected.find((one) => one.key === method.gateway);
      const kind = kinds.data.find((one) => one.provider === state?.provider);
      const can = kind?.capabilities.chargeSaved && method.status === 'Confirmed';
      return state && can ? [savedWay(method, state)] : [];
    });
    const pages = kinds.data.flatMap((kind): Way[] => {
      const { hostedPage, saveMethod } = kind.capabilities;
      const accounts = connected.filter((state) => hostedPage && state.provider === kind.provider);
      return accounts.map((state) => ({ key: state.key, by: 'page', saveMethod, ...sharedBy(state) }));
    });
    const plain = withoutProvider.filter(({ by }) => !forInvoice || by === 'bank-transfer' || by === 'invoice');
    return [...charged, ...pages, ...plain];
  }, [kinds.data, states.data, saved, forInvoice]);
  const retry = () => {
    void kinds.refetch();
    void states.refetch();
  };
  // Chosen unasked only once it will not give way to another: what a person read there is what is charged.
  const first = known ? (ways?.[0]?.key ?? null) : null;
  const { standing, open } = useStandingWays(ways, known, `${customer?.id ?? ''}/${payerId ?? ''}`);
  return { ways: standing, first, known, open, error: kinds.error ?? states.error, retry };
}

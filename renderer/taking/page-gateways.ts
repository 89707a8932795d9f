/** The gateway accounts on whose own page a customer can pay in a currency. */
import type { GatewayKindTold, GatewayState } from '../../main/features/sync/contract';

type Kind = Pick<GatewayKindTold, 'provider' | 'pageCurrencies'> & {
  capabilities: Pick<GatewayKindTold['capabilities'], 'hostedPage'>;
};
type State = Pick<GatewayState, 'key' | 'provider'> & { state: string };

/** Their keys; `first` before the others, where it is one of them. Nothing is asked of one that is paused. */
export function pageGateways(
  kinds: readonly Kind[],
  states: readonly State[],
  currency: string,
  first: string,
): string[] {
  const keys = states.flatMap(({ key, provider, state }) => {
    const kind = kinds.find((one) => one.provider === provider);
    const takes = kind?.capabilities.hostedPage && (kind.pageCurrencies?.includes(currency) ?? true);
    return takes && state !== 'paused' ? [key] : [];
  });
  return [...keys.filter((key) => key === first), ...keys.filter((key) => key !== first)];
}

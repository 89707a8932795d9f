/** The gateway accounts of the book: how each fares, and the way to connect another. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useKinds } from '../../taking/use-ways';
import { FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Card } from '../../ui/screen';
import { ConnectGateway } from './connect-gateway';
import { GatewayAccount } from './gateway-account';

export function GatewaysCard() {
  const { say } = useWords();
  const [connecting, setConnecting] = useState(false);
  const state = useQuery({
    queryKey: ['sync', 'state'],
    queryFn: ({ signal }) => api.sync.state(undefined, { signal }),
  });
  const kinds = useKinds();
  const gateways = state.data?.gateways ?? [];
  return (
    <Card
      title={say('settings.gateways')}
      action={
        <RightButton to="sync.connect" disabled={!kinds.data} onClick={() => setConnecting(true)}>
          {say('settings.addGateway')}
        </RightButton>
      }
    >
      {state.error && <FailureNotice failure={failureOf(state.error)} onRetry={() => void state.refetch()} />}
      {state.data && gateways.length === 0 && <p className="soft">{say('settings.noGateway')}</p>}
      {gateways.map((gateway) => (
        <GatewayAccount
          key={gateway.key}
          gateway={gateway}
          kind={kinds.data?.find((kind) => kind.provider === gateway.provider)}
        />
      ))}
      {kinds.error && <FailureNotice failure={failureOf(kinds.error)} onRetry={() => void kinds.refetch()} />}
      <ConnectGateway kinds={kinds.data ?? []} opened={connecting} onClose={() => setConnecting(false)} />
    </Card>
  );
}

/** The gateways of the book: how each fares, and the way to connect or unlock one. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GatewayKindTold, GatewayState } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useKinds } from '../../taking/use-ways';
import { Ago } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';
import { Card, Facts } from '../../ui/screen';
import { Capabilities } from './capabilities';
import { ConnectGateway } from './connect-gateway';
import { Parked } from './parked';
import { Unlock } from './unlock';

function Gateway({ gateway, kind }: { gateway: GatewayState; kind: GatewayKindTold | undefined }) {
  const { say, times } = useWords();
  const { coverage } = gateway;
  const [first] = coverage;
  const last = coverage.at(-1);
  return (
    <div className="settings-gateway">
      <Facts
        facts={[
          [gateway.label, say(`gatewayState.${gateway.state}`)],
          [
            say('settings.account'),
            <span key="account" className="mono">
              {gateway.account}
            </span>,
          ],
          [say('settings.environment'), say(`environment.${gateway.environment}`)],
          [
            say('settings.lastFetched'),
            gateway.lastAt === null ? say('sync.never') : <Ago key="last" at={gateway.lastAt} />,
          ],
          [
            say('settings.covered'),
            first && last ? say('span.fromTo', { from: times.day(first.from), to: times.day(last.to) }) : null,
          ],
        ]}
      />
      {kind && <Capabilities kind={kind} />}
      {gateway.failure && <FailureNotice failure={{ ...gateway.failure, kind: 'expected' }} />}
      {gateway.state === 'locked' && <Unlock />}
      {gateway.parked > 0 && <Parked gateway={gateway} />}
    </div>
  );
}

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
        <Button disabled={!kinds.data} onClick={() => setConnecting(true)}>
          {say('settings.addGateway')}
        </Button>
      }
    >
      {state.error && <FailureNotice failure={failureOf(state.error)} onRetry={() => void state.refetch()} />}
      {state.data && gateways.length === 0 && <p className="soft">{say('settings.noGateway')}</p>}
      {gateways.map((gateway) => (
        <Gateway
          key={gateway.provider}
          gateway={gateway}
          kind={kinds.data?.find((kind) => kind.provider === gateway.provider)}
        />
      ))}
      {kinds.error && <FailureNotice failure={failureOf(kinds.error)} onRetry={() => void kinds.refetch()} />}
      <ConnectGateway kinds={kinds.data ?? []} opened={connecting} onClose={() => setConnecting(false)} />
    </Card>
  );
}

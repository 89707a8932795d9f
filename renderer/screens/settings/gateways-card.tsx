/** The gateways of the book: how each fares, and the way to connect or unlock one. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GatewayState } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Ago } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';
import { Card, Facts } from '../../ui/screen';
import { ConnectStripe } from './connect-stripe';
import { Parked } from './parked';
import { Unlock } from './unlock';

function Gateway({ gateway }: { gateway: GatewayState }) {
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
  const gateways = state.data?.gateways ?? [];
  return (
    <Card
      title={say('settings.gateways')}
      action={<Button onClick={() => setConnecting(true)}>{say('settings.connectStripe')}</Button>}
    >
      {state.error && <FailureNotice failure={failureOf(state.error)} onRetry={() => void state.refetch()} />}
      {state.data && gateways.length === 0 && <p className="soft">{say('settings.noGateway')}</p>}
      {gateways.map((gateway) => (
        <Gateway key={gateway.provider} gateway={gateway} />
      ))}
      <ConnectStripe opened={connecting} onClose={() => setConnecting(false)} />
    </Card>
  );
}

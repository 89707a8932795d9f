/** What a gateway sent and nobody could understand: kept aside, never guessed, to be looked at by a person. */
import { useQuery } from '@tanstack/react-query';
import type { GatewayState } from '../../../main/features/sync/contract';
import { ExportButton } from '../../exporting/export-button';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Moment } from '../../ui/moment';
import { FailureNotice, Note } from '../../ui/notices';

export function Parked({ gateway }: { gateway: GatewayState }) {
  const { say } = useWords();
  const parked = useQuery({
    queryKey: ['sync', 'parked', gateway.key],
    queryFn: ({ signal }) => api.sync.parked({ gateway: gateway.key }, { signal }),
  });
  if (parked.error) return <FailureNotice failure={failureOf(parked.error)} onRetry={() => void parked.refetch()} />;
  const items = parked.data ?? [];
  return (
    <Note tone="amber">
      <p>{say('sync.parked', { count: gateway.parked })}</p>
      <ul className="check-findings">
        {items.map((item) => (
          <li key={`${item.kind} ${item.externalId}`}>
            <Moment at={item.at} /> <span className="mono">{item.externalId}</span> <bdi>{item.why}</bdi>
          </li>
        ))}
      </ul>
      {parked.data && items.length < gateway.parked && (
        <p>{say('sync.parkedSome', { shown: items.length, count: gateway.parked })}</p>
      )}
      <ExportButton of={{ list: 'parked-items', filter: { gateway: gateway.key } }} />
    </Note>
  );
}

import type { GatewayKindTold, GatewayState } from '../../../main/features/sync/contract';
import { addDays, readDay } from '../../../main/kernel/time';
import { useCoverage } from '../../chart/coverage-strip';
import { useWords } from '../../locales/words';
import { useBookInfo } from '../../rpc/use-book-info';
import { Ago } from '../../ui/moment';
import { FailureNotice, Note, OfflineNote } from '../../ui/notices';
import { Facts } from '../../ui/screen';
import { GatewayDeeds } from './gateway-deeds';
import { GatewayHealth } from './gateway-health';
import { Parked } from './parked';

/** As many as the strip has cells. */
const SHOWN_DAYS = 31;

/** The last month up to the book's today. */
function useLastDays() {
  const { times } = useWords();
  const info = useBookInfo();
  const to = times.dayOf(info.dataUpdatedAt);
  const day = readDay(to);
  return { from: day ? addDays(day, 1 - SHOWN_DAYS) : to, to };
}

const marks: Readonly<Record<GatewayState['state'], string>> = {
  idle: 'dot-green',
  running: 'dot-running',
  offline: 'dot-amber',
  locked: 'dot-amber',
  error: 'dot-red',
  paused: 'dot-soft',
};

function Troubles({ gateway }: { gateway: GatewayState }) {
  const { say, failure: textOf } = useWords();
  const { failure, clockMinutes, state } = gateway;
  const offline = failure && state === 'offline' ? textOf(failure.code, failure.params) : null;
  return (
    <>
      {state === 'paused' && <p className="soft">{say('accounts.pausedSince')}</p>}
      {state === 'locked' && <Note tone="amber">{say('accounts.lockedWhat')}</Note>}
      {offline && (
        <OfflineNote>
          {offline.what} {offline.safe} {offline.next}
        </OfflineNote>
      )}
      {failure && !offline && <FailureNotice failure={{ ...failure, kind: 'expected' }} />}
      {clockMinutes !== null && (
        <Note tone="amber">
          {clockMinutes > 0
            ? say('sync.clockAhead', { count: clockMinutes })
            : say('sync.clockBehind', { count: -clockMinutes })}
        </Note>
      )}
      {gateway.parked > 0 && <Parked gateway={gateway} />}
    </>
  );
}

export function GatewayAccount({ gateway, kind }: { gateway: GatewayState; kind: GatewayKindTold | undefined }) {
  const { say } = useWords();
  const { strip, words } = useCoverage(gateway, useLastDays());
  return (
    <section className="settings-gateway" aria-label={gateway.label}>
      <header className="gateway-head">
        <h3>
          <bdi>{gateway.label}</bdi>{' '}
          <span className={`environment environment-${gateway.environment}`}>
            {say(`environment.${gateway.environment}`)}
          </span>
        </h3>
        <span className="gateway-state">
          <i className={`dot ${marks[gateway.state]}`} aria-hidden="true" />
          {say(`gatewayState.${gateway.state}`)}
        </span>
        <GatewayDeeds gateway={gateway} kind={kind} />
      </header>
      <Facts
        facts={[
          [say('settings.account'), <Account key="account" gateway={gateway} kind={kind} />],
          [
            say('settings.lastFetched'),
            gateway.lastAt === null ? say('sync.never') : <Ago key="last" at={gateway.lastAt} />,
          ],
          [
            say('settings.covered'),
            <span key="covered" className="gateway-coverage">
              {strip} {words}
            </span>,
          ],
        ]}
      />
      <Troubles gateway={gateway} />
      <GatewayHealth gateway={gateway} kind={kind} />
    </section>
  );
}

/** Where people gave it a name of their own, the gateway's stands beside the account. */
function Account({ gateway, kind }: { gateway: GatewayState; kind: GatewayKindTold | undefined }) {
  return (
    <>
      {kind && kind.label !== gateway.label && `${kind.label} `}
      <span className="mono">{gateway.account}</span>
    </>
  );
}

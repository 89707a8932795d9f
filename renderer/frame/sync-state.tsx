/** How fresh the book is: last and next fetch, what is running, what is in the way, and *Sync now*. */
import './sync-state.css';
import { Button, Popover, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { GatewayState, SyncResult } from '../../main/features/sync/contract';
import type { Progress as Step } from '../../main/wire';
import { useWords } from '../locales/words';
import { linkTo } from '../navigation';
import { api } from '../rpc/client';
import { useConnection } from '../rpc/use-connection';
import { defineJob, useJob } from '../rpc/use-job';
import { Ago, useNow } from '../ui/moment';
import { FailureNotice, Note, OfflineNote } from '../ui/notices';
import { countdownText } from '../ui/time-text';
import { gravest, type SyncSummary } from './sync-summary';
import { TryOffline } from './try-offline';

/** One for the whole window: *Sync now* of the bar and of the palette are the same. */
export const syncJob = defineJob<undefined, SyncResult>((_, signal) => api.sync.now({}, { signal }));

const dots: Record<SyncSummary['kind'], string> = {
  none: 'dot-soft',
  paused: 'dot-soft',
  idle: 'dot-green',
  running: 'dot-running',
  offline: 'dot-amber',
  locked: 'dot-amber',
  error: 'dot-red',
  away: 'dot-amber',
};

function SummaryText({ summary }: { summary: SyncSummary }) {
  const { say, times, count } = useWords();
  const now = useNow(1000, true);
  switch (summary.kind) {
    case 'none':
      return say('sync.none');
    case 'away':
      return say('sync.away');
    case 'running': {
      const { progress } = summary;
      if (progress === null) return say('sync.running');
      return say('sync.runningCount', { count: count(progress.done) });
    }
    case 'offline':
      return say('sync.offline');
    case 'locked':
      return say('sync.locked');
    case 'paused':
      return say('sync.paused');
    case 'error':
      return say('sync.error', { gateway: summary.label });
    case 'idle':
      if (summary.lastAt === null) return say('sync.notYet');
      if (summary.nextAt === null) return say('sync.last', { time: times.clock(summary.lastAt) });
      return say('sync.lastNext', {
        time: times.clock(summary.lastAt),
        next: countdownText(summary.nextAt - now),
      });
  }
}

function Bar({ progress }: { progress: Step | null }) {
  const { say } = useWords();
  const part = progress?.total ? (100 * progress.done) / progress.total : 100;
  return <Progress value={part} animated={!progress?.total} size={4} aria-label={say('sync.running')} />;
}

const offlineCodes = ['gateway-offline', 'gateway-timeout'];
const isOffline = ({ failure }: GatewayState) => failure !== null && offlineCodes.includes(failure.code);

/** Being offline is no fault: the book works, and syncing goes on by itself. Said once of all that cannot be reached. */
function Offline({ gateways }: { gateways: readonly GatewayState[] }) {
  const { failure: textOf } = useWords();
  const [first] = gateways;
  if (!first?.failure) return null;
  const { code, params } = first.failure;
  const { what, safe, next } = textOf(code, { ...params, gateway: gateways.map(({ label }) => label).join(', ') });
  return (
    <OfflineNote>
      {what} {safe} {next}
    </OfflineNote>
  );
}

function Gateway({ gateway }: { gateway: GatewayState }) {
  const { say, sayWith } = useWords();
  const { failure, lastAt, clockMinutes, parked } = gateway;
  return (
    <section className="sync-gateway">
      <h3>
        {gateway.label} {gateway.environment === 'sandbox' && <small>{say('sync.sandbox')}</small>}
      </h3>
      <p className="soft">
        {lastAt === null
          ? say('sync.never')
          : sayWith('sync.fetched', { when: <Ago key="when" at={lastAt} isPresent /> })}
        {parked > 0 && ` · ${say('sync.parked', { count: parked })}`}
      </p>
      {gateway.state === 'running' && <Bar progress={gateway.progress} />}
      {gateway.state === 'locked' && (
        <Note tone="amber">
          {say('sync.lockedWhat')} <a href={linkTo('settings')}>{say('sync.unlock')}</a>
        </Note>
      )}
      {gateway.state === 'paused' && <p className="soft">{say('gatewayState.paused')}</p>}
      {failure && !isOffline(gateway) && <FailureNotice failure={{ ...failure, kind: 'expected' }} />}
      {clockMinutes !== null && (
        <Note tone="amber">
          {clockMinutes > 0
            ? say('sync.clockAhead', { count: clockMinutes })
            : say('sync.clockBehind', { count: -clockMinutes })}
        </Note>
      )}
    </section>
  );
}

export function SyncState() {
  const { say, count } = useWords();
  const { phase } = useConnection();
  const state = useQuery({
    queryKey: ['sync', 'state'],
    queryFn: ({ signal }) => api.sync.state(undefined, { signal }),
  });
  const job = useJob(syncJob);
  const { gateways = [], tryingOffline = null, losingAnswers = false } = state.data ?? {};
  const summary = gravest(gateways, phase === 'open');
  return (
    <Popover position="bottom-end" width={340}>
      <Popover.Target>
        <button type="button" className="sync">
          <span className={`dot ${dots[summary.kind]}`} aria-hidden="true" />
          <span className="sync-words">
            <SummaryText summary={summary} />
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className="sync-window" aria-label={say('sync.title')}>
        <div className="sync-list">
          {gateways.length === 0 && (
            <p>
              {say('sync.noneWhat')} <a href={linkTo('settings')}>{say('sync.connect')}</a>
            </p>
          )}
          {offlineCodes.map((code) => (
            <Offline key={code} gateways={gateways.filter(({ failure }) => failure?.code === code)} />
          ))}
          {gateways.map((gateway) => (
            <Gateway key={gateway.key} gateway={gateway} />
          ))}
        </div>
        {job.phase === 'failed' && job.failure.code !== 'cancelled' && <FailureNotice failure={job.failure} />}
        {job.phase === 'done' && (
          <p className="soft" role="status">
            {say('sync.result', { added: count(job.result.added), changed: count(job.result.changed) })}
          </p>
        )}
        {gateways.length > 0 && (
          <Button variant="filled" fullWidth loading={job.phase === 'running'} onClick={() => syncJob.start(undefined)}>
            {say('sync.now')}
          </Button>
        )}
        {tryingOffline !== null && <TryOffline isOffline={tryingOffline} losesAnswers={losingAnswers} />}
      </Popover.Dropdown>
    </Popover>
  );
}

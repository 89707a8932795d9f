/** The rail: the sign, the screens with their counts, settings and the operator at its foot. Folds to icons when narrow. */
import { Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { BookInfo } from '../../main/features/books/contract';
import { useWords } from '../locales/words';
import { linkTo } from '../navigation';
import { type Route, routes } from '../routes';
import { useFailedCharges } from '../rpc/failed-charges';
import { useOpenAttempts } from '../rpc/outbox-counts';
import { useWaitingLines } from '../rpc/waiting-lines';
import { useWaitingRequests } from '../rpc/waiting-requests';
import { IconSlip } from '../ui/icons';
import { OperatorMenu } from './operator-menu';

interface Waiting {
  outbox: number | undefined;
  requests: number | undefined;
  charges: number | undefined;
  lines: number | undefined;
}

/** Where nothing waits there is nothing to count. */
function countOf({ count }: Route, info: BookInfo | undefined, waiting: Waiting): number | undefined {
  if (count === 'payments' || count === 'customers') return info?.counts[count];
  return count === undefined || waiting[count] === 0 ? undefined : waiting[count];
}

/** Counts of what is there are quiet; those of what a person has to do are not. */
const isWork = ({ count }: Route) => count !== 'payments' && count !== 'customers';

function RailLink({ route, here, info }: { route: Route; here: string; info: BookInfo | undefined }) {
  const { say, count } = useWords();
  const narrow = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false });
  const Icon = route.icon;
  const label = say(route.label);
  const waiting = {
    ...{ outbox: useOpenAttempts(), requests: useWaitingRequests() },
    ...{ charges: useFailedCharges()?.person, lines: useWaitingLines()?.lines },
  };
  const counted = countOf(route, info, waiting);
  return (
    <Tooltip label={label} position="right" disabled={!narrow}>
      <a className="rail-link" href={linkTo(route.screen)} aria-current={route.screen === here ? 'page' : undefined}>
        <Icon size={16} stroke={1.7} />
        <span className="rail-name">{label}</span>
        {counted !== undefined && (
          <span className="rail-count" data-waits={isWork(route) || undefined}>
            {count(counted)}
          </span>
        )}
      </a>
    </Tooltip>
  );
}

export function Rail({ here, info }: { here: string; info: BookInfo | undefined }) {
  const { say } = useWords();
  return (
    <nav className="rail" aria-label={say('rail.screens')}>
      <div className="brand">
        <span className="brand-mark">
          <IconSlip size={21} />
        </span>
        <span className="brand-name">{say('rail.name')}</span>
      </div>
      <div className="rail-links">
        {routes
          .filter((route) => !route.foot)
          .map((route) => (
            <RailLink key={route.screen} route={route} here={here} info={info} />
          ))}
        <span className="rail-gap" />
        {routes
          .filter((route) => route.foot)
          .map((route) => (
            <RailLink key={route.screen} route={route} here={here} info={info} />
          ))}
      </div>
      {info && <OperatorMenu name={info.operator} />}
    </nav>
  );
}

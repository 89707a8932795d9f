/** Closing a month: the months, the checklist of the chosen one, and what came late for a closed one. */
import './closing.css';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect } from 'react';
import type { Period } from '../../../main/features/closing/contract';
import { ExportButton } from '../../exporting/export-button';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import type { ScreenProps } from '../../routes';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useMonthName } from '../../ui/month-name';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { Screen, ScreenHead, ScreenScroll, Tabs } from '../../ui/screen';
import { Waiting } from '../../ui/waiting';
import { ChecklistCard, ClearingCard, MakersCard } from './checklist';
import { GatewaysCover } from './gateways-cover';
import { LateItems } from './late-items';
import { PeriodCard, PeriodMark } from './period-card';

function useLateCount(): number | undefined {
  const late = useQuery({
    // What comes late comes with payments.
    queryKey: ['payments', 'late', 'open'],
    queryFn: ({ signal }) => api.closing.late({ open: true }, { signal }),
  });
  return late.data?.length;
}

/** One stop for Tab, however many months there are: the arrows go from one to the next. */
function MonthList({ periods, shown }: { periods: readonly Period[]; shown: string }) {
  const { say } = useWords();
  const monthName = useMonthName();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const links = [...event.currentTarget.querySelectorAll('a')];
    const at = links.findIndex((link) => link === document.activeElement);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: links.length - 1,
    };
    const next = links[steps[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <nav className="close-months" aria-label={say('closing.months')} onKeyDown={onKeyDown}>
      {periods.map(({ key, state }) => (
        <a
          key={key}
          href={linkTo('close', key)}
          aria-current={key === shown ? 'true' : undefined}
          tabIndex={key === shown ? 0 : -1}
        >
          <span>{monthName(key)}</span>
          <PeriodMark state={state} />
        </a>
      ))}
    </nav>
  );
}

function Month({ period, isLast }: { period: Period; isLast: boolean }) {
  const list = useQuery({
    queryKey: ['closing', 'checklist', period.key],
    // It looks at everything: what was seen before may be past.
    refetchOnMount: 'always',
    queryFn: ({ signal }) => api.closing.checklist({ period: period.key }, { signal }),
  });
  return (
    <div className="close-month">
      <PeriodCard period={period} list={list.data} isLast={isLast} />
      {list.error && <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />}
      {list.isPending && <Waiting />}
      {list.data && (
        <>
          <ChecklistCard list={list.data} />
          <GatewaysCover list={list.data} />
          <ClearingCard list={list.data} />
          <MakersCard list={list.data} />
        </>
      )}
    </div>
  );
}

/** The one to be closed next, unless the address names another. */
function chosen(periods: readonly Period[], id: string | null): Period | undefined {
  const next = periods.findLast(({ state, waiting }) => waiting !== null || state === 'open' || state === 'reopened');
  const latest = periods.find(({ state }) => state === 'open' || state === 'reopened');
  return periods.find(({ key }) => key === id) ?? (next?.waiting ? next : latest) ?? periods[0];
}

function Months({ id }: { id: string | null }) {
  const { say } = useWords();
  const found = useQuery({
    queryKey: ['closing', 'periods'],
    refetchOnMount: 'always',
    queryFn: ({ signal }) => api.closing.periods(undefined, { signal }),
  });
  const periods = found.data ?? [];
  const shown = chosen(periods, id);
  // It stays the one that is shown, also when it is closed and another would be next.
  const stays = id === null ? shown?.key : undefined;
  useEffect(() => {
    if (stays !== undefined) go({ screen: 'close', id: stays, query: {} }, 'replace');
  }, [stays]);
  if (found.error && !found.data)
    return <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data) return null;
  if (!shown) return <EmptyState title={say('closing.none')} text={say('closing.noneWhat')} />;
  const lastClosed = periods.find(({ state }) => state === 'closed')?.key;
  return (
    <div className="close-place">
      <MonthList periods={periods} shown={shown.key} />
      <Month key={shown.key} period={shown} isLast={shown.key === lastClosed} />
    </div>
  );
}

export function CloseScreen({ place }: ScreenProps) {
  const { say, count } = useWords();
  const late = useLateCount();
  const shown = place.query.shown === 'late' ? 'late' : 'months';
  return (
    <Screen>
      <ScreenHead title={say('closing.title')} lead={say('closing.lead')}>
        {shown === 'late' && <ExportButton of={{ list: 'late-items', filter: {} }} />}
      </ScreenHead>
      <Tabs
        label={say('closing.which')}
        tabs={[
          { value: 'months', label: say('closing.months'), count: '' },
          { value: 'late', label: say('closing.late'), count: late === undefined ? null : count(late) },
        ]}
        value={shown}
        onChange={(value) => go({ screen: 'close', id: null, query: value === 'late' ? { shown: 'late' } : {} })}
      />
      <ScreenScroll label={say('closing.title')}>
        {shown === 'late' ? <LateItems /> : <Months id={place.id} />}
      </ScreenScroll>
    </Screen>
  );
}

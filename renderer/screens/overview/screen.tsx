/** The overview: one true sentence about the day, what came in, what needs a person, and the charts. */
import './overview.css';
import '../../chart/chart.css';
import { Button } from '@mantine/core';
import { readSpan, type Span } from '../../chart/chart-span';
import { useWords } from '../../locales/words';
import { go, linkTo, type Place } from '../../navigation';
import { nowShown } from '../../rpc/past-point';
import { DateFilter } from '../../table/date-filter';
import { EmptyState, FailureNotice } from '../../ui/notices';
import { Screen, ScreenHead, ScreenScroll } from '../../ui/screen';
import { ByGateway } from './by-gateway';
import { Cards, CardsWaiting } from './cards';
import { Coverage } from './coverage';
import { GrossFeesNet } from './gross-fees-net';
import { NeedsPerson } from './needs-person';
import { PaymentsByDay } from './payments-by-day';
import { PendingAge } from './pending-age';
import { sentenceOf } from './sentence';
import { type Gateways, type Today, useGateways, useToday } from './use-overview';

function useSentence(gateways: Gateways | undefined, today: Today | undefined): string {
  const { say, times } = useWords();
  if (!gateways || !today) return '\u00a0';
  const sentence = sentenceOf(gateways, {
    pending: today.pending,
    pendingOld: today.pendingOld,
    toLookAt: today.counts.flagged + today.parked,
    disputesOpen: today.counts.disputesOpen,
    disputesLate: today.counts.disputesLate,
    answerBy: today.disputesOpen[0]?.dueAt ?? null,
  });
  switch (sentence.say) {
    case 'offline':
    case 'failing':
    case 'locked':
      return say(`sentence.${sentence.say}`, { gateway: sentence.gateway, time: times.moment(sentence.at) });
    case 'never':
      return say('sentence.never', { gateway: sentence.gateway });
    case 'dispute':
      return say('sentence.dispute', { count: sentence.count, day: times.day(times.dayOf(sentence.by)) });
    case 'late':
    case 'old':
    case 'look':
    case 'waiting':
      return say(`sentence.${sentence.say}`, { count: sentence.count });
    case 'none':
    case 'quiet':
      return say(`sentence.${sentence.say}`);
  }
}

function isEmptyBook(today: Today, gateways: Gateways | undefined): boolean {
  return gateways?.length === 0 && today.completed.length === 0 && today.pending === 0 && today.parked === 0;
}

function Charts({ span, today, gateways }: { span: Span; today: Today | undefined; gateways: Gateways | undefined }) {
  return (
    <div className="overview-grid">
      <div className="wide">
        <PaymentsByDay span={span} />
      </div>
      <div className="slim">
        <NeedsPerson today={today} />
      </div>
      <div className="wide">
        <GrossFeesNet span={span} />
      </div>
      <div className="slim overview-pile">
        <ByGateway span={span} />
        <PendingAge />
      </div>
      {gateways && gateways.length > 0 && (
        <div className="whole">
          <Coverage gateways={gateways} span={span} />
        </div>
      )}
    </div>
  );
}

export function OverviewScreen({ place }: { place: Place }) {
  const { say, times } = useWords();
  const day = times.dayOf(nowShown());
  const span = readSpan(place.query, day);
  const today = useToday(span);
  const gateways = useGateways().data?.gateways;
  const sentence = useSentence(gateways, today.data);
  const isEmpty = today.data !== undefined && isEmptyBook(today.data, gateways);
  return (
    <Screen>
      <ScreenHead title={<span className="overview-day">{times.longDay(today.data?.day ?? day)}</span>} lead={sentence}>
        <DateFilter
          name={say('overview.days')}
          span={span}
          onChange={({ from = '', to = '' }) => go({ screen: 'overview', id: null, query: { from, to } })}
        />
      </ScreenHead>
      <ScreenScroll label={say('rail.overview')}>
        {today.failure && <FailureNotice failure={today.failure} onRetry={today.retry} />}
        {isEmpty ? (
          <EmptyState title={say('overview.empty')} text={say('overview.emptyWhat')}>
            <Button component="a" href={linkTo('settings')}>
              {say('overview.toSettings')}
            </Button>
          </EmptyState>
        ) : (
          <>
            {today.data ? <Cards today={today.data} span={span} /> : !today.failure && <CardsWaiting />}
            <Charts span={span} today={today.data} gateways={gateways} />
          </>
        )}
      </ScreenScroll>
    </Screen>
  );
}

/** One month: how it stands, who closed it and who approved, and what can be done with it. */
import { IconLock, IconLockOpen, IconLockOpen2, IconPointFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { Checklist, Period, PeriodRequest } from '../../../main/features/closing/contract';
import { addDays, readDay } from '../../../main/kernel/time';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { CopyButton } from '../../ui/copy-button';
import { Moment } from '../../ui/moment';
import { useMonthName } from '../../ui/month-name';
import { Note } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Card } from '../../ui/screen';
import { useKeysHere } from '../../ui/use-keys-here';
import { BundleLine } from './bundle-line';
import { ApproveDialog, CloseDialog, RefuseDialog, ReopenDialog } from './period-dialogs';

const icons = {
  closed: IconLock,
  'sealed-with': IconLock,
  reopened: IconLockOpen2,
  open: IconLockOpen,
  current: IconPointFilled,
} as const;
const tones = {
  closed: 'tone-green',
  'sealed-with': 'tone-green',
  reopened: 'tone-amber',
  open: 'tone-soft',
  current: 'tone-soft',
} as const;

/** Empty for what is no day. */
function dayAfter(text: string): string {
  const day = readDay(text);
  return day === null ? '' : addDays(day, 1);
}

export function PeriodMark({ state }: { state: Period['state'] }) {
  const { say } = useWords();
  const Icon = icons[state];
  return (
    <span className={`status ${tones[state]}`}>
      <Icon size={14} stroke={1.8} aria-hidden="true" />
      {say(`periodState.${state}`)}
    </span>
  );
}

function Waiting({ request }: { request: PeriodRequest }) {
  const { say, sayWith } = useWords();
  const [answering, setAnswering] = useState<'approve' | 'refuse' | null>(null);
  const end = () => setAnswering(null);
  const { deed, requestedBy: by, requestedAt, note, own } = request;
  return (
    <Note tone="blue">
      <p>
        {sayWith(`closeWaiting.${deed}`, {
          by: <bdi key="by">{by}</bdi>,
          when: <Moment key="at" at={requestedAt} />,
        })}
        {note !== '' && <bdi> “{note}”</bdi>}
      </p>
      {own && <p>{say('closing.own')}</p>}
      <div className="close-deeds">
        {!own && (
          <RightButton to="closing.approve" variant="filled" onClick={() => setAnswering('approve')}>
            {say('closing.approve')}
          </RightButton>
        )}
        <RightButton to="closing.refuse" onClick={() => setAnswering('refuse')}>
          {say(own ? 'closing.takeBack' : 'closing.refuse')}
        </RightButton>
      </div>
      {answering === 'approve' && <ApproveDialog request={request} onClose={end} />}
      {answering === 'refuse' && <RefuseDialog request={request} onClose={end} />}
    </Note>
  );
}

function Story({ period }: { period: Period }) {
  const { say, sayWith, times } = useWords();
  const { state, closedBy, approvedBy, closedAt, note, reopened, head, to } = period;
  const moment = (at: number) => <Moment key="at" at={at} />;
  return (
    <>
      {state === 'sealed-with' && <p>{say('closing.sealedWith')}</p>}
      {state === 'current' && <p className="soft">{say('closing.notOver', { day: times.day(dayAfter(to)) })}</p>}
      {closedAt !== null && (
        <p>
          {sayWith(approvedBy === null ? 'closing.closedAlone' : 'closing.closedBy', {
            ...{ by: <bdi key="by">{closedBy}</bdi>, other: <bdi key="other">{approvedBy}</bdi> },
            when: moment(closedAt),
          })}
          {note !== '' && <bdi> “{note}”</bdi>}
        </p>
      )}
      {reopened && (
        <p className={state === 'reopened' ? '' : 'soft'}>
          {sayWith(reopened.approvedBy === null ? 'closing.reopenedAlone' : 'closing.reopenedBy', {
            ...{ by: <bdi key="by">{reopened.by}</bdi>, other: <bdi key="other">{reopened.approvedBy}</bdi> },
            ...{ when: moment(reopened.at), reason: <bdi key="reason">{reopened.reason}</bdi> },
          })}
        </p>
      )}
      {head !== null && (
        <p className="soft close-head">
          {say('closing.head')} <span className="mono">{head}</span>
          <CopyButton text={head} what={say('closing.head')} />
        </p>
      )}
      {period.late > 0 && (
        <p>
          <a className="link" href={linkTo('close', null, { shown: 'late' })}>
            {say('closing.lateCount', { count: period.late })}
          </a>
        </p>
      )}
    </>
  );
}

export function PeriodCard({ period, list, isLast }: { period: Period; list: Checklist | undefined; isLast: boolean }) {
  const { say, times } = useWords();
  const month = useMonthName()(period.key);
  const [asking, setAsking] = useState<'close' | 'reopen' | null>(null);
  const { state, from, to, waiting } = period;
  const story = useKeysHere(`${state} ${waiting?.id}`);
  const open = list?.checks.filter((check) => check.state === 'open').length ?? 0;
  const span =
    from === null
      ? say('closing.span', { to: times.day(to) })
      : say('closing.spanFrom', { from: times.day(from), to: times.day(to) });
  const canClose = (state === 'open' || state === 'reopened') && waiting === null;
  return (
    <Card title={month} note={span} action={<PeriodMark state={state} />}>
      <section className="close-story" aria-label={month} ref={story} tabIndex={-1}>
        <Story period={period} />
        {waiting && <Waiting request={waiting} />}
        {state === 'closed' && <BundleLine period={period.key} />}
        <div className="close-deeds">
          {canClose && (
            <RightButton
              to="closing.close"
              variant="filled"
              disabled={list === undefined}
              onClick={() => setAsking('close')}
            >
              {say('closing.close', { month })}
            </RightButton>
          )}
          {isLast && waiting === null && (
            <RightButton to="closing.reopen" onClick={() => setAsking('reopen')}>
              {say('closing.reopen')}
            </RightButton>
          )}
        </div>
      </section>
      {asking === 'close' && <CloseDialog period={period} open={open} onClose={() => setAsking(null)} />}
      {asking === 'reopen' && <ReopenDialog period={period} onClose={() => setAsking(null)} />}
    </Card>
  );
}

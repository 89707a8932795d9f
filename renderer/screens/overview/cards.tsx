/** The four figures at the top; each leads to its payments. */
import type { ReactNode } from 'react';
import type { Span } from '../../chart/chart-span';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import type { Today } from './use-overview';

interface FigureCardProps {
  title: string;
  note?: string;
  href: string;
  figure: ReactNode;
  unit: string;
  line: ReactNode;
  /** The line asks for attention. */
  amber?: boolean;
}

function FigureCard({ title, note, href, figure, unit, line, amber = false }: FigureCardProps) {
  return (
    <li>
      <a className="card figure-card" href={href}>
        <span className="figure-title">
          <b>{title}</b> {note !== undefined && <small>{note}</small>}
        </span>
        <span className="figure">
          {figure} <small>{unit}</small>
        </span>
        <span className={amber ? 'figure-line tone-amber' : 'figure-line soft'}>{line}</span>
      </a>
    </li>
  );
}

const SHOWN_CURRENCIES = 2;

function Completed({ today, span }: { today: Today; span: Span }) {
  const { say, money } = useWords();
  const [first, ...others] = today.completed;
  const rest = others.length - SHOWN_CURRENCIES;
  const texts = others
    .slice(0, SHOWN_CURRENCIES)
    .map(({ amount, currency }) => `${currency} ${money(amount, currency)}`);
  if (rest > 0) texts.push(say('overview.moreCurrencies', { count: rest }));
  return (
    <FigureCard
      title={say('overview.completed')}
      note={say('overview.completedNote')}
      href={linkTo('payments', null, { status: 'Completed', from: span.from, to: span.to })}
      figure={first ? money(first.amount, first.currency) : '0'}
      unit={first?.currency ?? ''}
      line={first ? texts.join(' · ') || '\u00a0' : say('overview.nothingReceived')}
    />
  );
}

function LookAt({ today }: { today: Today }) {
  const { say, count } = useWords();
  const { flagged, disputesOpen } = today.counts;
  const all = flagged + disputesOpen + today.parked;
  const parts = [
    disputesOpen > 0 && say('overview.disputed', { count: disputesOpen }),
    flagged > 0 && say('overview.flagged', { count: flagged }),
    today.parked > 0 && say('overview.parked', { count: today.parked }),
  ];
  return (
    <FigureCard
      title={say('overview.lookAt')}
      href={linkTo('payments', null, { flagged: 'yes' })}
      figure={count(all)}
      unit={say('overview.lookAtWhat', { count: all })}
      line={all === 0 ? say('overview.nothingToLookAt') : parts.filter(Boolean).join(' · ')}
      amber={all > 0}
    />
  );
}

export function Cards({ today, span }: { today: Today; span: Span }) {
  const { say, count } = useWords();
  const { pending, pendingOld, declined } = today;
  return (
    <ul className="figure-cards">
      <Completed today={today} span={span} />
      <FigureCard
        title={say('overview.pending')}
        href={linkTo('payments', null, { status: 'Pending' })}
        figure={count(pending)}
        unit={say('overview.pendingWhat', { count: pending })}
        line={pendingOld > 0 ? say('overview.pendingOld', { count: pendingOld }) : say('overview.pendingFresh')}
        amber={pendingOld > 0}
      />
      <FigureCard
        title={say('overview.declined')}
        href={linkTo('payments', null, { status: 'Cancelled', from: span.from, to: span.to })}
        figure={count(declined)}
        unit={say('overview.declinedWhat', { count: declined })}
        line={say('overview.declinedNote')}
      />
      <LookAt today={today} />
    </ul>
  );
}

export function CardsWaiting() {
  return (
    <div className="figure-cards" aria-busy="true">
      {['a', 'b', 'c', 'd'].map((key) => (
        <div key={key} className="card figure-card">
          <span className="blank-line" />
          <span className="blank-line" />
        </div>
      ))}
    </div>
  );
}

/** Which days were fetched from a gateway account and proven: a strip of days, and a word for those who do not see it. */
import type { GatewayState } from '../../main/features/sync/contract';
import { useWords } from '../locales/words';
import './chart.css';
import { type Cell, coverageCells } from './coverage-days';

type Covered = Pick<GatewayState, 'label' | 'coverage' | 'provenAt'>;

function classOf({ fetched, proven }: Cell): string {
  if (proven) return 'strip-day strip-fetched strip-proven';
  return fetched ? 'strip-day strip-fetched' : 'strip-day';
}

/** The days themselves, and what they come to in words, as two parts that a row puts where it has room. */
export function useCoverage(gateway: Covered, span: { from: string; to: string }) {
  const { say, times } = useWords();
  const provenUntil = gateway.provenAt === null ? null : times.dayOf(gateway.provenAt);
  const cells = coverageCells(gateway.coverage, span, provenUntil);
  const fetched = cells.filter((cell) => cell.fetched).length;
  const proven = cells.filter((cell) => cell.proven).length;
  const missing = cells.length - fetched;
  const counts = { gateway: gateway.label, fetched, proven, days: cells.length };
  const whole = proven === cells.length ? say('coverage.proven') : say('coverage.fetched');
  const stateOf = ({ fetched: is, proven: sure }: Cell) =>
    say(sure ? 'coverage.dayProven' : is ? 'coverage.dayFetched' : 'coverage.dayMissing');
  return {
    strip: (
      <span className="strip" role="img" aria-label={say('coverage.of', counts)}>
        {cells.map((cell) => (
          <i key={cell.day} className={classOf(cell)} title={`${times.day(cell.day)}: ${stateOf(cell)}`} />
        ))}
      </span>
    ),
    words: (
      <span className={missing > 0 ? 'tone-amber' : 'soft'}>
        {missing > 0 ? say('coverage.missing', { count: missing }) : whole}
      </span>
    ),
  };
}

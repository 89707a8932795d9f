/** Which days were fetched from each gateway: a strip of days, and a word for those who do not see it. */
import { useWords } from '../../locales/words';
import { Card } from '../../ui/screen';
import { coverageCells } from './coverage-days';
import type { Span } from './overview-span';
import type { Gateways } from './use-overview';

function Strip({ gateway, span }: { gateway: Gateways[0]; span: Span }) {
  const { say, times } = useWords();
  const cells = coverageCells(gateway.coverage, span);
  const fetched = cells.filter((cell) => cell.fetched).length;
  const missing = cells.length - fetched;
  const label = say('overview.coverageOf', { gateway: gateway.label, fetched, days: cells.length });
  return (
    <li>
      <span>{gateway.label}</span>
      <span className="strip" role="img" aria-label={label}>
        {cells.map((cell) => (
          <i
            key={cell.day}
            className={cell.fetched ? 'strip-day strip-fetched' : 'strip-day'}
            title={times.day(cell.day)}
          />
        ))}
      </span>
      <span className={missing > 0 ? 'tone-amber' : 'soft'}>
        {missing > 0 ? say('overview.missing', { count: missing }) : say('overview.fetched')}
      </span>
    </li>
  );
}

export function Coverage({ gateways, span }: { gateways: Gateways; span: Span }) {
  const { say } = useWords();
  return (
    <Card title={say('overview.coverage')} note={say('overview.coverageNote')}>
      <ul className="coverage">
        {gateways.map((gateway) => (
          <Strip key={gateway.provider} gateway={gateway} span={span} />
        ))}
      </ul>
    </Card>
  );
}

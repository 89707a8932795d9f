/** Which days were fetched from each gateway account, and which of them are proven. */

import type { Span } from '../../chart/chart-span';
import { useCoverage } from '../../chart/coverage-strip';
import { useWords } from '../../locales/words';
import { Card } from '../../ui/screen';
import type { Gateways } from './use-overview';

function Strip({ gateway, span }: { gateway: Gateways[0]; span: Span }) {
  const { say } = useWords();
  const { strip, words } = useCoverage(gateway, span);
  return (
    <li>
      <span>
        <bdi>{gateway.label}</bdi>
        {gateway.environment === 'sandbox' && <small className="soft"> {say('taking.sandbox')}</small>}
      </span>
      {strip}
      {words}
    </li>
  );
}

export function Coverage({ gateways, span }: { gateways: Gateways; span: Span }) {
  const { say } = useWords();
  return (
    <Card title={say('overview.coverage')} note={say('overview.coverageNote')}>
      <ul className="coverage">
        {gateways.map((gateway) => (
          <Strip key={gateway.key} gateway={gateway} span={span} />
        ))}
      </ul>
    </Card>
  );
}

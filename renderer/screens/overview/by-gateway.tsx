/** What each gateway took; totals per currency stand in the hint and in the table. */
import { BeamsCard } from '../../chart/beams-card';
import type { Span } from '../../chart/chart-span';
import { useWords } from '../../locales/words';
import { useGatewayNames } from '../../ui/gateway-names';
import { useByGateway } from './use-overview';

export function ByGateway({ span }: { span: Span }) {
  const { say, count, money } = useWords();
  const { data, failure, retry } = useByGateway(span);
  const { nameOf } = useGatewayNames();
  return (
    <BeamsCard
      title={say('overview.byGateway')}
      note={say('overview.completedNote')}
      head={[say('overview.gateway'), say('overview.payments'), say('overview.totals')]}
      beams={data?.map(({ gateway, count: of, totals }) => ({
        ...{ key: gateway, name: nameOf(gateway), count: of },
        cells: [
          count(of),
          totals.map(({ amount, currency }) => `${money(amount, currency)}\u00a0${currency}`).join(' · '),
        ],
        raw: [String(of), totals.map(({ amount, currency }) => `${amount} ${currency}`).join('; ')],
        told: totals.map(({ amount, currency }) => [currency, money(amount, currency)] as const),
        place: { screen: 'payments', query: { ...span, gateway, status: 'Completed' } },
      }))}
      nothing={say('overview.nothingHere')}
      ink="solid"
      failure={failure}
      onRetry={retry}
    />
  );
}

/** What each gateway took; totals per currency stand in the hint and in the table. */
import { BarsAcross } from '../../chart/bars-across';
import { ChartCard } from '../../chart/chart-card';
import type { Span } from '../../chart/chart-span';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { useGatewayNames } from '../../ui/gateway-names';
import { useByGateway } from './use-overview';

const BEAM_PX = 34;
const NAMES_PX = 96;

export function ByGateway({ span }: { span: Span }) {
  const { say, count, money } = useWords();
  const { data, failure, retry } = useByGateway(span);
  const shown = data ?? [];
  const names = useGatewayNames();
  const nameOf = ({ gateway, label }: { gateway: string; label: string }) => label || gateway;
  const queryOf = (gateway: string) => ({ from: span.from, to: span.to, gateway, status: 'Completed' });
  return (
    <ChartCard
      title={say('overview.byGateway')}
      note={say('overview.completedNote')}
      figures={
        data && {
          head: [say('overview.gateway'), say('overview.payments'), say('overview.totals')],
          rows: shown.map((one) => ({
            key: one.gateway,
            name: names.nameOf(one.gateway),
            cells: [
              count(one.count),
              one.totals.map(({ amount, currency }) => `${money(amount, currency)}\u00a0${currency}`).join(' · '),
            ],
            href: linkTo('payments', null, queryOf(one.gateway)),
          })),
        }
      }
      failure={failure}
      onRetry={retry}
      empty={data && shown.length === 0 ? say('overview.nothingHere') : null}
      height={Math.max(1, shown.length) * BEAM_PX}
      draw={(width, height) => (
        <BarsAcross
          width={width}
          height={height}
          ink="solid"
          nameWidth={NAMES_PX}
          beams={shown.map((one) => ({
            key: one.gateway,
            name: nameOf(one),
            length: one.count,
            figure: count(one.count),
            told: {
              name: names.nameOf(one.gateway),
              lines: one.totals.map(({ amount, currency }) => [currency, money(amount, currency)]),
            },
          }))}
          onPick={(beam) => {
            const one = shown[beam];
            if (one) go({ screen: 'payments', id: null, query: queryOf(one.gateway) });
          }}
        />
      )}
    />
  );
}

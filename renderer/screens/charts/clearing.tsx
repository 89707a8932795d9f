/** What a gateway holds for us over time, with what moved it: received, refunded, disputed, paid out. */
import { BalanceLine } from '../../chart/balance-line';
import { ChartCard } from '../../chart/chart-card';
import { lastDays, type Span } from '../../chart/chart-span';
import { signedAxisFor } from '../../chart/scale';
import { markRoom } from '../../chart/stacked-bars';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { isZero } from '../../ui/money-text';
import { behindClearing } from './behind-place';
import { roundMark } from './choose';
import { type OfGateway, useClearing } from './use-charts';

const HEIGHT_PX = 220;
const causes = ['received', 'refunds', 'disputes', 'payouts', 'other'] as const;

type Answer = NonNullable<ReturnType<typeof useClearing>['data']>;

function useDrawn({ span, of, points, opening }: Answer) {
  const { say, times, money } = useWords();
  const { currency, gateway } = of;
  const written = (amount: string) => money(amount, currency);
  const ends = lastDays(
    points.map(({ day }) => day),
    span,
  );
  const placeOf = (i: number) =>
    behindClearing(span, { gateway, currency, day: points[i]?.day ?? '', last: ends[i] ?? '' });
  const axis = signedAxisFor([opening, ...points.map(({ balance }) => balance)]);
  return {
    axis,
    placeOf,
    markText: (mark: number) => money(roundMark(axis.texts, axis.marks, mark), ''),
    figures: {
      head: [say('overview.day'), ...causes.map((cause) => say(`charts.${cause}`)), say('charts.balance')],
      rows: points.map((point, i) => ({
        key: point.day,
        name: times.day(point.day),
        cells: [...causes.map((cause) => written(point[cause])), written(point.balance)],
        raw: [...causes.map((cause) => point[cause]), point.balance],
        href: linkTo('charts', null, placeOf(i).query),
      })),
      ends: [times.day(span.from), times.day(span.to)] as const,
    },
    points: points.map((point) => ({
      key: point.day,
      height: axis.heightOf(point.balance),
      told: {
        name: times.day(point.day),
        lines: [
          ...causes
            .filter((cause) => !isZero(point[cause]))
            .map((cause) => [say(`charts.${cause}`), written(point[cause])] as const),
          [say('charts.balance'), written(point.balance)] as const,
        ],
      },
    })),
  };
}

export function Clearing({ span, of }: { span: Span; of: OfGateway | null | undefined }) {
  const { say } = useWords();
  const { data, failure, retry } = useClearing(span, of);
  const answer = data ?? { span, of: { ...span, gateway: '', currency: 'EUR' }, opening: '0', points: [] };
  const { axis, figures, points, markText, placeOf } = useDrawn(answer);
  const inset = markRoom(axis.marks.map(markText));
  return (
    <ChartCard
      title={say('charts.clearing')}
      note={of ? say('charts.clearingNote', { currency: of.currency }) : undefined}
      figures={data || of === null ? figures : undefined}
      failure={failure}
      onRetry={retry}
      empty={of === null ? say('charts.noGateway') : null}
      height={HEIGHT_PX}
      inset={inset}
      draw={(width, height) => (
        <BalanceLine
          width={width}
          height={height}
          points={points}
          axis={axis}
          markText={markText}
          markWidth={inset}
          onPick={(point) => go({ ...placeOf(point), id: null })}
        />
      )}
    />
  );
}

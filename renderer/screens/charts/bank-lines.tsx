/** Lines of the banks by day: those that something explains, and those that nothing does yet. */
import { BarsCard } from '../../chart/bars-card';
import type { Legend } from '../../chart/chart-card';
import { lastDays, type Span } from '../../chart/chart-span';
import { axisFor } from '../../chart/scale';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { useBankLines } from './use-charts';

const HEIGHT_PX = 180;
const layered = ['matched', 'open'] as const;
const inkOf = { matched: 'solid', open: 'hatched' } as const;

export function BankLines({ span }: { span: Span }) {
  const { say, times, count } = useWords();
  const { data, failure, retry } = useBankLines(span);
  const pieces = data?.pieces ?? [];
  const most = Math.max(0, ...pieces.map(({ matched, open }) => matched + open));
  const axis = axisFor(most);
  const ends = lastDays(
    pieces.map(({ day }) => day),
    data?.span ?? span,
  );
  /** Lines that were split are no part of the chart, their parts are: the list of a whole column has both. */
  const queryOf = (i: number, layer: number | null) => ({
    ...{ part: 'lines', from: pieces[i]?.day ?? '', to: ends[i] ?? '' },
    state: layer === null ? '' : (layered[layer] ?? ''),
  });
  const legend: Legend[] = layered.map((layer) => ({ id: layer, name: say(`charts.${layer}`), ink: inkOf[layer] }));
  return (
    <BarsCard
      title={say('charts.bankLines')}
      note={say('overview.countNote')}
      figures={
        data && {
          head: [say('overview.day'), ...legend.map(({ name }) => name)],
          rows: pieces.map((piece, i) => ({
            key: piece.day,
            name: times.day(piece.day),
            cells: layered.map((layer) => count(piece[layer])),
            raw: layered.map((layer) => String(piece[layer])),
            href: piece.matched + piece.open === 0 ? null : linkTo('reconcile', null, queryOf(i, null)),
          })),
          ends: [times.day(data.span.from), times.day(data.span.to)],
        }
      }
      failure={failure}
      onRetry={retry}
      empty={data && most === 0 ? say('charts.noBankLines') : null}
      height={HEIGHT_PX}
      layers={legend}
      axis={axis}
      markText={count}
      columns={pieces.map((piece) => ({
        key: piece.day,
        heights: layered.map((layer) => piece[layer]),
        told: {
          name: times.day(piece.day),
          lines: layered.map((layer) => [say(`charts.${layer}`), count(piece[layer])] as const),
        },
      }))}
      onPick={(column, layer) => go({ screen: 'reconcile', id: null, query: queryOf(column, layer) })}
    />
  );
}

/** Lines of the banks by day: those that something explains, and those that nothing does yet. */
import { ChartCard, type Legend } from '../../chart/chart-card';
import type { Span } from '../../chart/chart-span';
import { axisFor } from '../../chart/scale';
import { markRoom, StackedBars } from '../../chart/stacked-bars';
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
  const inset = markRoom(axis.marks.map(count));
  const legend: Legend[] = layered.map((layer) => ({ id: layer, name: say(`charts.${layer}`), ink: inkOf[layer] }));
  return (
    <ChartCard
      title={say('charts.bankLines')}
      note={say('overview.countNote')}
      legend={legend}
      figures={
        data && {
          head: [say('overview.day'), ...legend.map(({ name }) => name)],
          rows: pieces.map((piece) => ({
            key: piece.day,
            name: times.day(piece.day),
            cells: layered.map((layer) => count(piece[layer])),
            raw: layered.map((layer) => String(piece[layer])),
            href: piece.matched + piece.open === 0 ? null : linkTo('reconcile'),
          })),
          ends: [times.day(data.span.from), times.day(data.span.to)],
        }
      }
      failure={failure}
      onRetry={retry}
      empty={data && most === 0 ? say('charts.noBankLines') : null}
      height={HEIGHT_PX}
      inset={inset}
      draw={(width, height) => (
        <StackedBars
          width={width}
          height={height}
          layers={legend}
          axis={axis}
          markText={count}
          markWidth={inset}
          columns={pieces.map((piece) => ({
            key: piece.day,
            heights: layered.map((layer) => piece[layer]),
            told: {
              name: times.day(piece.day),
              lines: layered.map((layer) => [say(`charts.${layer}`), count(piece[layer])] as const),
            },
          }))}
          onPick={() => go({ screen: 'reconcile', id: null, query: {} })}
        />
      )}
    />
  );
}

/** How many payments came on each day, by status. */
import type { statuses } from '../../../main/kernel/payment';
import { ChartCard, type Legend } from '../../chart/chart-card';
import type { Figures } from '../../chart/chart-table';
import { axisFor } from '../../chart/scale';
import { markRoom, StackedBars } from '../../chart/stacked-bars';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { daysBetween, lastDays, type Span } from './overview-span';
import { usePaymentsByDay } from './use-overview';

/** From the axis up: what counts, what waits, what does not count. */
const layered = ['Completed', 'Pending', 'Cancelled'] as const satisfies (typeof statuses)[number][];
const inkOf = { Completed: 'solid', Pending: 'hatched', Cancelled: 'hollow' } as const;
const HEIGHT_PX = 196;

export function PaymentsByDay({ span }: { span: Span }) {
  const { say, times, count } = useWords();
  const { data, failure, retry } = usePaymentsByDay(span);
  const shown = data?.pieces ?? [];
  const of = data?.span ?? span;
  const ends = lastDays(
    shown.map(({ day }) => day),
    of,
  );
  const longest = Math.max(1, ...shown.map(({ day }, i) => daysBetween(day, ends[i] ?? of.to)));
  const [title, head] =
    longest > 7
      ? [say('overview.byMonth'), say('overview.month')]
      : longest > 1
        ? [say('overview.byWeek'), say('overview.weekOf')]
        : [say('overview.byDay'), say('overview.day')];
  const legend: Legend[] = layered.map((status) => ({ id: status, name: say(`status.${status}`), ink: inkOf[status] }));
  const totalOf = (i: number) => layered.reduce((sum, status) => sum + (shown[i]?.[status] ?? 0), 0);
  const placeOf = (i: number, layer: number | null) => ({
    from: shown[i]?.day ?? '',
    to: ends[i] ?? '',
    status: layer === null ? '' : (layered[layer] ?? ''),
  });
  const figures: Figures | undefined = data && {
    head: [head, ...legend.map(({ name }) => name), say('overview.total')],
    rows: shown.map((piece, i) => ({
      key: piece.day,
      name: times.day(piece.day),
      cells: [...layered.map((status) => count(piece[status])), count(totalOf(i))],
      href: totalOf(i) === 0 ? null : linkTo('payments', null, placeOf(i, null)),
    })),
    ends: [times.day(of.from), times.day(of.to)],
  };
  const axis = axisFor(Math.max(0, ...shown.map((_, i) => totalOf(i))));
  const inset = markRoom(axis.marks.map(count));
  const isEmpty = shown.every((_, i) => totalOf(i) === 0);
  return (
    <ChartCard
      title={title}
      note={say('overview.countNote')}
      legend={legend}
      figures={figures}
      failure={failure}
      onRetry={retry}
      empty={data && isEmpty ? say('overview.nothingHere') : null}
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
          columns={shown.map((piece) => ({
            key: piece.day,
            heights: layered.map((status) => piece[status]),
            told: {
              name: times.day(piece.day),
              lines: layered.map((status) => [say(`status.${status}`), count(piece[status])]),
            },
          }))}
          onPick={(column, layer) => go({ screen: 'payments', id: null, query: placeOf(column, layer) })}
        />
      )}
    />
  );
}

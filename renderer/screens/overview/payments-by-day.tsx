/** How many payments came on each day, by status. */
import type { statuses } from '../../../main/kernel/payment';
import { BarsCard } from '../../chart/bars-card';
import type { Legend } from '../../chart/chart-card';
import { daysBetween, lastDays, type Span } from '../../chart/chart-span';
import type { Figures } from '../../chart/chart-table';
import { axisFor } from '../../chart/scale';
import type { Column } from '../../chart/stacked-bars';
import { useWords } from '../../locales/words';
import { go, linkTo } from '../../navigation';
import { usePaymentsByDay } from './use-overview';

type Counts = NonNullable<ReturnType<typeof usePaymentsByDay>['data']>['pieces'];

/** From the axis up: what counts, what waits, what does not count. */
const layered = ['Completed', 'Pending', 'Cancelled'] as const satisfies (typeof statuses)[number][];
const inkOf = { Completed: 'solid', Pending: 'hatched', Cancelled: 'hollow' } as const;
const HEIGHT_PX = 196;

const totalOf = (piece: Counts[0] | undefined) => layered.reduce((sum, status) => sum + (piece?.[status] ?? 0), 0);

/** The chart's title and the name of its pieces: a long span is cut into weeks or months. */
function useNames(pieces: Counts, ends: readonly string[]): [title: string, piece: string] {
  const { say } = useWords();
  const longest = Math.max(1, ...pieces.map(({ day }, i) => daysBetween(day, ends[i] ?? day)));
  if (longest > 7) return [say('overview.byMonth'), say('overview.month')];
  if (longest > 1) return [say('overview.byWeek'), say('overview.weekOf')];
  return [say('overview.byDay'), say('overview.day')];
}

/** The counts as columns to draw and as rows to read. */
function useDrawn(pieces: Counts, span: Span) {
  const { say, times, count } = useWords();
  const ends = lastDays(
    pieces.map(({ day }) => day),
    span,
  );
  const [title, pieceName] = useNames(pieces, ends);
  const legend: Legend[] = layered.map((status) => ({ id: status, name: say(`status.${status}`), ink: inkOf[status] }));
  const placeOf = (i: number, layer: number | null) => ({
    from: pieces[i]?.day ?? '',
    to: ends[i] ?? '',
    status: layer === null ? '' : (layered[layer] ?? ''),
  });
  const figures: Figures = {
    head: [pieceName, ...legend.map(({ name }) => name), say('overview.total')],
    rows: pieces.map((piece, i) => ({
      key: piece.day,
      name: times.day(piece.day),
      cells: [...layered.map((status) => count(piece[status])), count(totalOf(piece))],
      href: totalOf(piece) === 0 ? null : linkTo('payments', null, placeOf(i, null)),
    })),
    ends: [times.day(span.from), times.day(span.to)],
  };
  const columns: Column[] = pieces.map((piece) => ({
    key: piece.day,
    heights: layered.map((status) => piece[status]),
    told: {
      name: times.day(piece.day),
      lines: layered.map((status) => [say(`status.${status}`), count(piece[status])]),
    },
  }));
  return { title, legend, placeOf, figures, columns };
}

export function PaymentsByDay({ span }: { span: Span }) {
  const { say, count } = useWords();
  const { data, failure, retry } = usePaymentsByDay(span);
  const pieces = data?.pieces ?? [];
  const { title, legend, placeOf, figures, columns } = useDrawn(pieces, data?.span ?? span);
  const most = Math.max(0, ...pieces.map(totalOf));
  const axis = axisFor(most);
  return (
    <BarsCard
      title={title}
      note={say('overview.countNote')}
      figures={data && figures}
      failure={failure}
      onRetry={retry}
      empty={data && most === 0 ? say('overview.nothingHere') : null}
      height={HEIGHT_PX}
      layers={legend}
      axis={axis}
      markText={count}
      columns={columns}
      onPick={(column, layer) => go({ screen: 'payments', id: null, query: placeOf(column, layer) })}
    />
  );
}

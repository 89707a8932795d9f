/** A sheet with bars lying, one for each name: its table and CSV, and a press on a bar or a name opens the rows behind it. */
import { useWords } from '../locales/words';
import { go, linkTo, type Place } from '../navigation';
import { BarsAcross } from './bars-across';
import { ChartCard, type ChartCardProps } from './chart-card';
import type { Told } from './chart-hint';
import type { Ink } from './inks';

export interface CardBeam {
  key: string;
  name: string;
  count: number;
  /** At the end of the bar; left out: its count. */
  figure?: string;
  /** The cells of the table behind the name; left out: the count. */
  cells?: readonly string[];
  /** The same as exact values for a file. */
  raw?: readonly string[];
  told: Told['lines'];
  /** Where its rows are; null: it has none. */
  place: Pick<Place, 'screen' | 'query'> | null;
}

export interface BeamsCardProps extends Pick<ChartCardProps, 'title' | 'note' | 'failure' | 'onRetry'> {
  /** The head of the names, then of each column. */
  head: readonly string[];
  /** Undefined while they are being read. */
  beams: readonly CardBeam[] | undefined;
  /** Said in place of the chart where nothing is to be drawn. */
  nothing: string;
  ink?: Ink;
  /** Held free while they are being read. */
  rows?: number;
}

const BEAM_PX = 30;
const NAMES_PX = 128;

export function BeamsCard({ head, beams, nothing, ink = 'hatched', rows = 5, ...card }: BeamsCardProps) {
  const { count } = useWords();
  const shown = beams ?? [];
  const placeOf = ({ place }: CardBeam) => place && { ...place, id: null };
  return (
    <ChartCard
      {...card}
      figures={
        beams && {
          head,
          rows: shown.map((beam) => {
            const place = placeOf(beam);
            return {
              ...{ key: beam.key, name: beam.name, cells: beam.cells ?? [count(beam.count)] },
              raw: beam.raw ?? [String(beam.count)],
              href: place && linkTo(place.screen, null, place.query),
            };
          }),
        }
      }
      empty={beams?.every((beam) => beam.count === 0 && beam.place === null) ? nothing : null}
      height={(beams ? Math.max(1, beams.length) : rows) * BEAM_PX}
      draw={(width, height) => (
        <BarsAcross
          width={width}
          height={height}
          ink={ink}
          nameWidth={NAMES_PX}
          beams={shown.map((beam) => ({
            ...{ key: beam.key, name: beam.name, length: beam.count, figure: beam.figure ?? count(beam.count) },
            told: { name: beam.name, lines: beam.told },
          }))}
          onPick={(at) => {
            const beam = shown[at];
            const place = beam && placeOf(beam);
            if (place) go(place);
          }}
        />
      )}
    />
  );
}

/** Bars lying, one under the other, each with its name before it and its figure at its end. */
import { useId } from 'react';
import { Bar, BarChart, LabelList, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartHint, type Told } from './chart-hint';
import { Hatching, type Ink, paintOf } from './inks';

export interface Beam {
  key: string;
  name: string;
  /** Any scale: the longest fills the room. */
  length: number;
  /** At the end of the bar. */
  figure: string;
  told: Told;
}

export interface BarsAcrossProps {
  width: number;
  height: number;
  beams: readonly Beam[];
  ink: Ink;
  /** Pixels that the names need. */
  nameWidth: number;
  onPick(beam: number): void;
}

/** Room for a figure behind the longest bar, pixels. */
const FIGURE_PX = 56;
const BEAM_PX = 18;

export function BarsAcross({ width, height, beams, ink, nameWidth, onPick }: BarsAcrossProps) {
  const id = useId();
  const longest = Math.max(1, ...beams.map(({ length }) => length));
  return (
    <BarChart
      layout="vertical"
      width={width}
      height={height}
      data={[...beams]}
      margin={{ top: 0, right: FIGURE_PX, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <Hatching id={id} />
      <XAxis type="number" hide domain={[0, longest]} />
      <YAxis
        type="category"
        dataKey="name"
        width={nameWidth}
        tick={{ fill: 'var(--soft)', fontSize: 12 }}
        axisLine={false}
        tickLine={false}
        interval={0}
      />
      <Tooltip content={ChartHint} cursor={{ fill: 'var(--hover)' }} isAnimationActive={false} />
      <Bar
        dataKey="length"
        barSize={BEAM_PX}
        className="chart-bar"
        {...paintOf(ink, id)}
        isAnimationActive={false}
        onClick={(_bar, beam) => onPick(beam)}
      >
        <LabelList dataKey="figure" position="right" fill="var(--ink)" fontSize={12} />
      </Bar>
    </BarChart>
  );
}

/** Bars upright, in layers that add up; the first layer stands on the axis. A press on a layer or a column opens its rows. */
import { useId } from 'react';
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import type { Legend } from './chart-card';
import { ChartHint, type Told } from './chart-hint';
import { Hatching, paintOf } from './inks';
import type { Axis } from './scale';

export interface Column {
  key: string;
  /** One per layer, on the axis. */
  heights: readonly number[];
  told: Told;
}

export interface StackedBarsProps {
  width: number;
  height: number;
  columns: readonly Column[];
  layers: readonly Legend[];
  axis: Axis;
  /** The axis's marks, written for people. */
  markText(mark: number): string;
  /** Pixels that the marks' texts need: see markRoom. */
  markWidth: number;
  /** `layer` is null when the column was pressed beside its bars. */
  onPick(column: number, layer: number | null): void;
}

/** Fewer columns than this may be wider. */
const FEW = 12;

/** Pixels for the longest of the marks' texts, 11 px high, with some air behind. */
export function markRoom(texts: readonly string[]): number {
  return Math.ceil(Math.max(...texts.map((text) => text.length)) * 6.4) + 12;
}

const noMotion = { isAnimationActive: false } as const;

/** A tick's text is small and soft; Recharts would set its own grey. */
const tick = { fill: 'var(--soft)', fontSize: 11 } as const;

export function StackedBars(props: StackedBarsProps) {
  const { width, height, columns, layers, axis, onPick } = props;
  const id = useId();
  return (
    <BarChart
      width={width}
      height={height}
      data={[...columns]}
      margin={{ top: 8, right: 0, bottom: 4, left: 0 }}
      barCategoryGap={columns.length > 60 ? '12%' : '28%'}
      accessibilityLayer={false}
      onClick={({ activeTooltipIndex }) => {
        const column =
          typeof activeTooltipIndex === 'string' ? Number.parseInt(activeTooltipIndex, 10) : activeTooltipIndex;
        if (typeof column === 'number' && Number.isInteger(column)) onPick(column, null);
      }}
    >
      <Hatching id={id} />
      <CartesianGrid vertical={false} stroke="var(--rule)" />
      <XAxis dataKey="key" hide />
      <YAxis
        width={props.markWidth}
        domain={[0, axis.top]}
        ticks={[...axis.marks]}
        tickFormatter={props.markText}
        tick={tick}
        axisLine={false}
        tickLine={false}
        interval={0}
      />
      <Tooltip content={ChartHint} cursor={{ fill: 'var(--hover)' }} {...noMotion} />
      {layers.map((layer, i) => (
        <Bar
          key={layer.id}
          dataKey={({ heights }: Column) => heights[i] ?? 0}
          stackId="one"
          maxBarSize={columns.length > FEW ? 26 : 46}
          className="chart-bar"
          {...paintOf(layer.ink, id)}
          {...noMotion}
          onClick={(_bar, column, event) => {
            event.stopPropagation();
            onPick(column, i);
          }}
        />
      ))}
    </BarChart>
  );
}

/** A waterfall: each bar begins where the one before ended; what is taken away is hatched, a sum stands on the axis. */
import { useId } from 'react';
import { Bar, BarChart, Cell, LabelList, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartHint, type Told } from './chart-hint';
import { Hatching, type Ink, paintOf } from './inks';

export interface Fall {
  key: string;
  /** Under the bar. */
  name: string;
  /** Heights of its two ends on the axis. */
  ends: readonly [number, number];
  ink: Ink;
  /** Over the bar. */
  figure: string;
  told: Told;
}

export interface WaterfallBarsProps {
  width: number;
  height: number;
  falls: readonly Fall[];
  onPick(fall: number): void;
}

const tick = { fill: 'var(--soft)', fontSize: 11 } as const;

export function WaterfallBars({ width, height, falls, onPick }: WaterfallBarsProps) {
  const id = useId();
  return (
    <BarChart
      width={width}
      height={height}
      data={[...falls]}
      margin={{ top: 20, right: 0, bottom: 0, left: 0 }}
      barCategoryGap="24%"
      accessibilityLayer={false}
    >
      <Hatching id={id} />
      <XAxis dataKey="name" tick={tick} axisLine={false} tickLine={false} interval={0} />
      <YAxis hide domain={['dataMin', 'dataMax']} />
      <ReferenceLine y={0} stroke="var(--rule-strong)" />
      <Tooltip content={ChartHint} cursor={{ fill: 'var(--hover)' }} isAnimationActive={false} />
      <Bar
        dataKey={({ ends }: Fall) => [Math.min(...ends), Math.max(...ends)]}
        maxBarSize={56}
        className="chart-bar"
        isAnimationActive={false}
        onClick={(_bar, fall) => onPick(fall)}
      >
        {falls.map(({ key, ink }) => (
          <Cell key={key} {...paintOf(ink, id)} />
        ))}
        <LabelList dataKey="figure" position="top" fill="var(--ink)" fontSize={11} />
      </Bar>
    </BarChart>
  );
}

/** A balance over time: a line in steps, since it stays until something moves it, with zero drawn where it may be crossed. */
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartHint, type Told } from './chart-hint';
import type { MoneyAxis } from './scale';

export interface BalancePoint {
  key: string;
  height: number;
  told: Told;
}

export interface BalanceLineProps {
  width: number;
  height: number;
  points: readonly BalancePoint[];
  axis: MoneyAxis & { bottom: number };
  markText(mark: number): string;
  /** Pixels that the marks' texts need. */
  markWidth: number;
  onPick(point: number): void;
}

const tick = { fill: 'var(--soft)', fontSize: 11 } as const;
/** With more points than these, a dot for each would be a second line. */
const MOST_DOTS = 40;

export function BalanceLine({ width, height, points, axis, markText, markWidth, onPick }: BalanceLineProps) {
  return (
    <LineChart
      width={width}
      height={height}
      data={[...points]}
      margin={{ top: 8, right: 6, bottom: 4, left: 0 }}
      accessibilityLayer={false}
      onClick={({ activeTooltipIndex }) => {
        const at =
          typeof activeTooltipIndex === 'string' ? Number.parseInt(activeTooltipIndex, 10) : activeTooltipIndex;
        if (typeof at === 'number' && Number.isInteger(at)) onPick(at);
      }}
    >
      <CartesianGrid vertical={false} stroke="var(--rule)" />
      <XAxis dataKey="key" hide />
      <YAxis
        width={markWidth}
        domain={[axis.bottom, axis.top]}
        ticks={[...axis.marks]}
        tickFormatter={markText}
        tick={tick}
        axisLine={false}
        tickLine={false}
        interval={0}
      />
      {axis.bottom < 0 && <ReferenceLine y={0} stroke="var(--rule-strong)" />}
      <Tooltip content={ChartHint} cursor={{ stroke: 'var(--rule-strong)' }} isAnimationActive={false} />
      <Line
        type="stepAfter"
        dataKey="height"
        stroke="var(--green)"
        strokeWidth={2}
        dot={points.length > MOST_DOTS ? false : { r: 2, fill: 'var(--green)' }}
        activeDot={{ r: 4 }}
        className="chart-bar"
        isAnimationActive={false}
      />
    </LineChart>
  );
}

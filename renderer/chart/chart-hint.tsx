/** What floats beside the pointer: the name of a bar and its figures. */
import type { TooltipContentProps } from 'recharts';

export interface Told {
  name: string;
  /** Names and figures, from top to bottom. */
  lines: readonly (readonly [name: string, figure: string])[];
}

export function ChartHint({ active, payload }: TooltipContentProps) {
  const told: Told | undefined = payload[0]?.payload?.told;
  if (!active || !told) return null;
  return (
    <div className="chart-hint">
      <b>{told.name}</b>
      <dl>
        {told.lines.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

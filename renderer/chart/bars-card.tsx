/** A sheet with bars upright in layers: the card, its axis with room for its marks, and what a press on a bar opens. */
import { ChartCard, type ChartCardProps, type Legend } from './chart-card';
import type { Axis } from './scale';
import { type Column, markRoom, StackedBars } from './stacked-bars';

export interface BarsCardProps extends Omit<ChartCardProps, 'draw' | 'inset' | 'legend'> {
  layers: readonly Legend[];
  /** One layer needs no name beside the title. */
  isNamed?: boolean;
  axis: Axis;
  /** A mark of the axis, written for people. */
  markText(mark: number): string;
  columns: readonly Column[];
  /** `layer` is null when the column was pressed beside its bars. */
  onPick(column: number, layer: number | null): void;
}

export function BarsCard({ layers, isNamed = true, axis, markText, columns, onPick, ...card }: BarsCardProps) {
  const inset = markRoom(axis.marks.map(markText));
  return (
    <ChartCard
      {...card}
      {...(isNamed ? { legend: layers } : {})}
      inset={inset}
      draw={(width, height) => (
        <StackedBars
          width={width}
          height={height}
          layers={layers}
          axis={axis}
          markText={markText}
          markWidth={inset}
          columns={columns}
          onPick={onPick}
        />
      )}
    />
  );
}

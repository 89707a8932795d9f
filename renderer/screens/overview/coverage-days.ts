/** Which of some days were fetched from a gateway. Pure; days are `YYYY-MM-DD`. */
import type { GatewayState } from '../../../main/features/sync/contract';
import { addDays, type Day, readDay } from '../../../main/kernel/time';

/** More cells than this are too thin to be seen. */
export const MOST_CELLS = 31;

export interface Cell {
  day: Day;
  fetched: boolean;
}

/** The days of the span, or its last 31. */
export function coverageCells(coverage: GatewayState['coverage'], span: { from: string; to: string }): Cell[] {
  const last = readDay(span.to);
  const cells: Cell[] = [];
  for (let day = last; day && day >= span.from && cells.length < MOST_CELLS; day = addDays(day, -1)) {
    const one = day;
    cells.unshift({ day: one, fetched: coverage.some(({ from, to }) => from <= one && one <= to) });
  }
  return cells;
}

/** Which of some days were fetched from a gateway, and which of them are proven. Pure; days are `YYYY-MM-DD`. */
import type { GatewayState } from '../../main/features/sync/contract';
import { addDays, type Day, readDay } from '../../main/kernel/time';

/** More cells than this are too thin to be seen. */
const MOST_CELLS = 31;

export interface Cell {
  day: Day;
  fetched: boolean;
  /** Fetched, and what moved up to then came to what the gateway held. */
  proven: boolean;
}

/** The days of the span, or its last 31. `provenUntil`: the day of the last proof; null: there is none. */
export function coverageCells(
  coverage: GatewayState['coverage'],
  span: { from: string; to: string },
  provenUntil: string | null,
): Cell[] {
  const last = readDay(span.to);
  const cells: Cell[] = [];
  for (let day = last; day && day >= span.from && cells.length < MOST_CELLS; day = addDays(day, -1)) {
    const one = day;
    const fetched = coverage.some(({ from, to }) => from <= one && one <= to);
    cells.unshift({ day: one, fetched, proven: fetched && provenUntil !== null && one <= provenUntil });
  }
  return cells;
}

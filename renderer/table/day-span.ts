/** Spans of days by name. Both ends count; days are `YYYY-MM-DD`. */
import { addDays, type Day, readDay } from '../../main/kernel/time';

export interface DaySpan {
  from: string | undefined;
  to: string | undefined;
}

export const presets = [
  'today',
  'yesterday',
  'last7',
  'last30',
  'thisMonth',
  'lastMonth',
  'last12months',
  'thisYear',
] as const;
export type Preset = (typeof presets)[number];

function firstOfMonth(day: Day): Day {
  return addDays(day, 1 - Number.parseInt(day.slice(8), 10));
}

function firstOfYear(day: Day): Day {
  return readDay(`${day.slice(0, 4)}-01-01`) ?? day;
}

/** The same day a year before; the 28th for the 29th of February. */
function yearBefore(day: Day): Day {
  const year = String(Number.parseInt(day.slice(0, 4), 10) - 1).padStart(4, '0');
  return readDay(year + day.slice(4)) ?? readDay(`${year}-02-28`) ?? day;
}

export function spanOf(preset: Preset, today: Day): { from: Day; to: Day } {
  const month = firstOfMonth(today);
  const spans: Record<Preset, { from: Day; to: Day }> = {
    today: { from: today, to: today },
    yesterday: { from: addDays(today, -1), to: addDays(today, -1) },
    last7: { from: addDays(today, -6), to: today },
    last30: { from: addDays(today, -29), to: today },
    thisMonth: { from: month, to: today },
    lastMonth: { from: firstOfMonth(addDays(month, -1)), to: addDays(month, -1) },
    last12months: { from: addDays(yearBefore(today), 1), to: today },
    thisYear: { from: firstOfYear(today), to: today },
  };
  return spans[preset];
}

/** The preset that a span is, seen from `today`; null when it is none. */
export function presetOf(span: DaySpan, today: Day): Preset | null {
  return (
    presets.find((preset) => {
      const { from, to } = spanOf(preset, today);
      return from === span.from && to === span.to;
    }) ?? null
  );
}

/** The periods that statements are mostly asked for, from a day on. */

export interface Period {
  /** `YYYY-MM-DD`, both included. */
  from: string;
  to: string;
}

export interface UsualPeriod extends Period {
  name: 'thisMonth' | 'lastMonth' | 'thisYear' | 'lastYear';
}

/** Up to `today` where the period is not over yet. */
export function usualPeriods(today: string): UsualPeriod[] {
  const year = Number.parseInt(today.slice(0, 4), 10);
  const month = Number.parseInt(today.slice(5, 7), 10);
  const [lastYear, lastMonth] = month === 1 ? [year - 1, 12] : [year, month - 1];
  return [
    { name: 'thisMonth', from: `${today.slice(0, 8)}01`, to: today },
    {
      name: 'lastMonth',
      from: day(lastYear, lastMonth, 1),
      to: day(lastYear, lastMonth, lengthOf(lastYear, lastMonth)),
    },
    { name: 'thisYear', ...thisYear(today) },
    { name: 'lastYear', from: day(year - 1, 1, 1), to: day(year - 1, 12, 31) },
  ];
}

/** What is asked for first. */
export function thisYear(today: string): Period {
  return { from: `${today.slice(0, 5)}01-01`, to: today };
}

function day(year: number, month: number, date: number): string {
  return [String(year).padStart(4, '0'), ...[month, date].map((part) => String(part).padStart(2, '0'))].join('-');
}

/** Day 0 of the next month is the last of this one. */
const lengthOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

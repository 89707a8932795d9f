import { describe, expect, it } from 'vitest';
import { usualPeriods } from './statement-period';

const told = (today: string) => usualPeriods(today).map(({ from, to }) => `${from}..${to}`);

describe('the usual periods of a statement', () => {
  it('end today where they are not over', () => {
    expect(told('2026-11-21')).toEqual([
      '2026-11-01..2026-11-21',
      '2026-10-01..2026-10-31',
      '2026-01-01..2026-11-21',
      '2025-01-01..2025-12-31',
    ]);
  });
  it('know January and leap years', () => {
    expect(told('2026-01-05')[1]).toBe('2025-12-01..2025-12-31');
    expect(told('2028-03-01')[1]).toBe('2028-02-01..2028-02-29');
  });
});

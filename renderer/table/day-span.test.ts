import { describe, expect, it } from 'vitest';
import { addDays, type Day, readDay } from '../../main/kernel/time';
import { presetOf, spanOf } from './day-span';

function day(text: string): Day {
  const read = readDay(text);
  if (read === null) throw new Error(`no day: ${text}`);
  return read;
}

describe('spans', () => {
  it('counts both ends', () => {
    const today = day('2026-11-21');
    expect(spanOf('last7', today)).toEqual({ from: '2026-11-15', to: '2026-11-21' });
    expect(spanOf('lastMonth', today)).toEqual({ from: '2026-10-01', to: '2026-10-31' });
    expect(spanOf('last12months', today)).toEqual({ from: '2025-11-22', to: '2026-11-21' });
    expect(spanOf('thisMonth', today)).toEqual({ from: '2026-11-01', to: '2026-11-21' });
  });

  it('knows leap years and the turn of a year', () => {
    expect(spanOf('last12months', day('2028-02-29')).from).toBe('2027-03-01');
    expect(spanOf('lastMonth', day('2028-03-31'))).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(spanOf('lastMonth', day('2027-01-05'))).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  });

  it('begins a year on its first day, on every day of it', () => {
    for (let today = day('2027-01-01'); today <= '2028-12-31'; today = addDays(today, 1)) {
      expect(spanOf('thisYear', today).from).toBe(`${today.slice(0, 4)}-01-01`);
    }
  });

  it('is recognised again', () => {
    const today = day('2026-11-21');
    expect(presetOf(spanOf('last30', today), today)).toBe('last30');
    expect(presetOf({ from: '2026-01-02', to: undefined }, today)).toBeNull();
  });
});

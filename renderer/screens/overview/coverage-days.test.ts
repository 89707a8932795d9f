import { expect, it } from 'vitest';
import { coverageCells } from './coverage-days';

it('marks the days that lie in a fetched period', () => {
  const coverage = [
    { from: '2026-11-01', to: '2026-11-18' },
    { from: '2026-11-20', to: '2026-11-21' },
  ];
  const cells = coverageCells(coverage, { from: '2026-11-17', to: '2026-11-22' });
  expect(cells.map(({ day, fetched }) => `${day.slice(8)}${fetched ? '+' : '-'}`).join(' ')).toBe(
    '17+ 18+ 19- 20+ 21+ 22-',
  );
});

it('shows the last 31 days of a longer span', () => {
  const cells = coverageCells([], { from: '2025-11-22', to: '2026-11-21' });
  expect(cells).toHaveLength(31);
  expect(cells.at(-1)?.day).toBe('2026-11-21');
  expect(coverageCells([], { from: '2026-11-22', to: '2026-11-21' })).toEqual([]);
});

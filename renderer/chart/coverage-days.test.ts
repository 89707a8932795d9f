import { expect, it } from 'vitest';
import { coverageCells } from './coverage-days';

const coverage = [
  { from: '2026-11-01', to: '2026-11-18' },
  { from: '2026-11-20', to: '2026-11-21' },
];

it('marks the days that lie in a fetched period, and those of them that a proof came after', () => {
  const shown = (provenUntil: string | null) =>
    coverageCells(coverage, { from: '2026-11-17', to: '2026-11-22' }, provenUntil)
      .map(({ day, fetched, proven }) => `${day.slice(8)}${proven ? '*' : fetched ? '+' : '-'}`)
      .join(' ');
  expect(shown(null)).toBe('17+ 18+ 19- 20+ 21+ 22-');
  expect(shown('2026-11-20')).toBe('17* 18* 19- 20* 21+ 22-');
});

it('shows the last 31 days of a longer span', () => {
  const cells = coverageCells([], { from: '2025-11-22', to: '2026-11-21' }, null);
  expect(cells).toHaveLength(31);
  expect(cells.at(-1)?.day).toBe('2026-11-21');
  expect(coverageCells([], { from: '2026-11-22', to: '2026-11-21' }, null)).toEqual([]);
});

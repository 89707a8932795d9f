import { expect, it } from 'vitest';
import { readDay } from '../../main/kernel/time';
import { lastDays, readSpan } from './chart-span';

const today = readDay('2026-11-21');
if (!today) throw new Error('not a day');
const last30 = { from: '2026-10-23', to: '2026-11-21' };

it('reads the days of the address, or takes the last 30', () => {
  expect(readSpan({}, today)).toEqual(last30);
  expect(readSpan({ from: '2026-01-01', to: '2026-03-31' }, today)).toEqual({ from: '2026-01-01', to: '2026-03-31' });
  expect(readSpan({ from: '2026-11-01' }, today)).toEqual({ from: '2026-11-01', to: '2026-11-21' });
  expect(readSpan({ to: '2026-11-10' }, today)).toEqual({ from: '2026-10-12', to: '2026-11-10' });
  expect(readSpan({ from: '2026-11-10', to: '2026-11-01' }, today)).toEqual(last30);
  expect(readSpan({ from: 'soon', to: '2026-02-30' }, today)).toEqual(last30);
});

it('ends each piece where the next begins', () => {
  expect(lastDays(['2026-10-23', '2026-10-26', '2026-11-02'], readSpan({}, today))).toEqual([
    '2026-10-25',
    '2026-11-01',
    '2026-11-21',
  ]);
});

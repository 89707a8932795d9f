/** What is looked at once a minute must not stop being looked at because somebody set the clock. */
import { expect, test } from 'vitest';
import { every } from './every';

test('at once, then once a minute, and again at once when the clock was set back', () => {
  let now = 1_000_000;
  const isTime = every(60_000, { now: () => now });
  const at = (ms: number) => {
    now = ms;
    return isTime();
  };
  expect([at(1_000_000), at(1_000_000), at(1_059_999), at(1_060_000), at(1_060_001)]).toEqual([
    ...[true, false, false, true, false],
  ]);
  expect([at(500_000), at(500_001), at(560_000)]).toEqual([true, false, true]);
});

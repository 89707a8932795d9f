import { expect, it } from 'vitest';
import { Latest } from './known';

it('keeps the latest ten thousand, and forgets what came twenty thousand before', () => {
  const latest = new Latest<number>();
  for (let n = 0; n < 50_000; n++) latest.keep(`pay_${n}`, n);
  const kept = Array.from({ length: 50_000 }, (_, n) => latest.get(`pay_${n}`));
  expect(kept.slice(40_000).every((value, n) => value === 40_000 + n)).toBe(true);
  expect(kept.slice(0, 30_000).every((value) => value === undefined)).toBe(true);
});

import { expect, test } from 'vitest';
import { chance, pick, runSeed } from '../../../test/support/seed';
import { LineCounts } from './line-counts';

test('it counts as a map does, also where numbers are alike in their low bits, and through growing', () => {
  const seed = runSeed();
  const next = chance(seed);
  const [counts, map] = [new LineCounts(), new Map<number, number>()];
  for (let n = 0; n < 20_000; n++) {
    const key = pick(next, 4) === 0 ? pick(next, 500) * 2 ** 34 : pick(next, 8_000);
    const before = map.get(key) ?? 0;
    expect(counts.take(key), `seed ${seed}, ${n}`).toBe(before);
    map.set(key, before + 1);
  }
});

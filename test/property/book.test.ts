/**
 * Random lives of a book: whatever a gateway tells in whatever order and whoever buys what, the book is sound after each
 * step, holds what it was told, and can be built again from its events.
 */
import fc from 'fast-check';
import { test } from 'vitest';
import { isLongRun, runSeed } from '../support/seed';
import { live } from './life';
import { anyStep } from './steps';

const seed = runSeed();
const LIVES = isLongRun ? 20_000 : 400;

test(
  `${LIVES} random lives`,
  () => {
    let steps = 0;
    const life = fc.array(anyStep, { minLength: 1, maxLength: 60, size: 'max' });
    const property = fc.property(life, fc.nat(), (happening, ids) => {
      live(happening, ids, { rebuilt: true });
      steps += happening.length;
    });
    // Where a bug was put in on purpose, nobody reads the shortest way to it.
    const endOnFailure = process.env.COUNTERFOIL_BUG !== undefined;
    fc.assert(property, { seed, numRuns: LIVES, interruptAfterTimeLimit: undefined, endOnFailure });
    console.log(`random lives: ${LIVES}, ${steps} steps, seed ${seed}`);
  },
  isLongRun ? 6 * 3_600_000 : 900_000,
);

/** Ten thousand ways to begin: lives of a few steps, where each step meets a book that is nearly new. */
import fc from 'fast-check';
import { test } from 'vitest';
import { isLongRun, runCount, runSeed } from '../support/seed';
import { live } from './life';
import { anyStep } from './steps';

const seed = runSeed();
/** COUNTERFOIL_LIVES makes a part of the long run: each part has a seed of its own, so that parts add up. */
const LIVES = runCount('COUNTERFOIL_LIVES') ?? (isLongRun ? 1_000_000 : 10_000);
const STEPS = 6;
/** One in so many is also built again from its events. */
const REBUILT = 20;

test(
  `${LIVES} short random lives`,
  () => {
    let steps = 0;
    const life = fc.array(anyStep, { minLength: 1, maxLength: STEPS, size: 'max' });
    const property = fc.property(life, fc.nat(), (happening, ids) => {
      live(happening, ids, { rebuilt: ids % REBUILT === 0 });
      steps += happening.length;
    });
    fc.assert(property, { seed, numRuns: LIVES, interruptAfterTimeLimit: undefined });
    console.log(`short random lives: ${LIVES}, ${steps} steps, seed ${seed}`);
  },
  Math.max(900_000, LIVES * 60),
);

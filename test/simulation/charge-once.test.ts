/**
 * Whatever happens to each request and whenever our process dies: nobody is charged, refunded or sent to a page twice for one
 * attempt; what was charged is booked, once; and what is not known is listed as such. One book alone: COUNTERFOIL_JOURNEY=<seed>
 */
import { expect, test } from 'vitest';
import { replayed, verified } from '../support/checks';
import { isLongRun, runSeed } from '../support/seed';
import { type Ends, expectAllRight } from './expected';
import { Journey } from './journey';

const seed = runSeed();
const alone = process.env.COUNTERFOIL_JOURNEY;
/** One book and one provider, with habits of its own, see so many. */
const JOURNEYS_A_BOOK = 5;
const BOOKS = alone ? 1 : isLongRun ? 4_000 : 400;
const JOURNEYS = BOOKS * JOURNEYS_A_BOOK;
/** Every so many books are also built again from their events. */
const REBUILT_EVERY = 5;

test(
  `${JOURNEYS} journeys in which anything may happen`,
  async () => {
    const ends: Ends = { attempts: 0, confirmed: 0, declined: 0, refused: 0, dropped: 0, unknown: 0, waiting: 0 };
    const total = { requests: 0, troubles: 0, deaths: 0 };
    const before = process.cpuUsage();
    for (let n = 0; n < BOOKS; n++) {
      const own = alone ? Number(alone) : (seed + n * 7_919) % 0x7fffffff;
      const journey = new Journey(own);
      try {
        for (let each = 0; each < JOURNEYS_A_BOOK; each++) {
          await journey.run();
          expectAllRight(journey, each === JOURNEYS_A_BOOK - 1 ? ends : null);
          expect(journey.forgotten()).toEqual([]);
        }
        if (n % REBUILT_EVERY === 0) {
          expect(verified(journey.book.db).findings).toEqual([]);
          expect(replayed(journey.book.db).differences).toEqual([]);
        }
      } catch (error) {
        console.error(`book ${own} (COUNTERFOIL_JOURNEY=${own}), of the run with seed ${seed}`);
        throw error;
      } finally {
        for (const count of ['requests', 'troubles', 'deaths'] as const) total[count] += journey.tally[count];
        journey.close();
      }
    }
    const { user, system } = process.cpuUsage(before);
    const seconds = Math.round((user + system) / 1_000_000);
    console.log(
      `journeys: ${JOURNEYS}, ${seconds} s of one core, seed ${seed}, ${JSON.stringify(total)}, attempts: ${JSON.stringify(ends)}`,
    );
    if (alone) return;
    expect(ends.confirmed).toBeGreaterThan(JOURNEYS / 2);
    expect(ends.unknown).toBeGreaterThan(0);
    expect(total.deaths).toBeGreaterThan(JOURNEYS / 2);
  },
  isLongRun ? 3 * 3_600_000 : 600_000,
);

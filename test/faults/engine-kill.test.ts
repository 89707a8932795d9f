/** The built engine with the demo company, killed again and again in its first sync: in the end the demo is as if never killed. */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createBook } from '../../main/db/create';
import { openReader } from '../../main/db/open';
import { all, type Db, one } from '../../main/db/sql';
import { openForWriting } from '../../main/engine/open-book';
import { systemClock } from '../../main/kernel/time';
import { newBook, temporaryFolder } from '../support/book';
import { replayed, verified } from '../support/checks';
import { chance, isLongRun, runSeed } from '../support/seed';

const seed = runSeed();
const KILLS = isLongRun ? 200 : 2;
const MOST_STARTS = 10;
const engine = path.resolve(import.meta.dirname, '../../out/main/engine.js');

/** Starts the engine on the demo book, and ends it by `signal` once `until` has passed. */
async function run(file: string, signal: NodeJS.Signals, until: () => Promise<unknown>): Promise<void> {
  const words = [engine, '--book', file, '--home', path.dirname(file), '--demo'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const line = await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
  expect(String(line)).toContain('"event":"ready"');
  await Promise.race([until(), ended]);
  child.kill(signal);
  await ended;
}

/** The failed charges come last: with the fourth of them the demo is whole. */
function isWhole(file: string): boolean {
  const { db } = openReader(file);
  try {
    return (
      (one<{ n: number }>(db, "SELECT count(*) AS n FROM attempt WHERE kind = 'charge' AND state = 'done'")?.n ?? 0) ===
      4
    );
  } finally {
    db.close();
  }
}

/**
 * An engine that nobody connects to ends by itself after a while, so that a slow machine may need it more than once. Gives the
 * milliseconds that it worked.
 */
async function runToItsEnd(file: string): Promise<number> {
  let workedMs = 0;
  for (let start = 0; start < MOST_STARTS && !isWhole(file); start++) {
    await run(file, 'SIGTERM', async () => {
      const beganAt = performance.now();
      for (let tries = 0; tries < 300 && !isWhole(file); tries++) await wait(50);
      workedMs += performance.now() - beganAt;
    });
  }
  return workedMs;
}

/** What is not new by now: the company goes on while one watches, and statuses of the last days with it. */
function historyOf(db: Db): unknown {
  const purchases = all(
    db,
    `SELECT l.external_id, p.amount, p.currency, p.description, p.reference, p.created_at FROM payment p
     JOIN customer_link l ON l.customer = p.customer WHERE p.gateway = 'account' ORDER BY p.created_at, p.reference, l.external_id`,
  );
  const payments = all(
    db,
    `SELECT external_id, amount, currency, created_at FROM payment WHERE gateway <> 'account'
     AND id NOT IN (SELECT payment FROM attempt WHERE kind = 'charge') AND created_at < (SELECT created_at FROM book) ORDER BY gateway, external_id`,
  );
  // The gateway gives each a name of its own when it is asked.
  const charges = all(
    db,
    `SELECT p.amount, p.currency, p.status FROM attempt a JOIN payment p ON p.id = a.payment WHERE a.kind = 'charge'
     ORDER BY p.amount`,
  );
  return { purchases, payments, charges };
}

const twice =
  'SELECT gateway, external_id FROM payment WHERE external_id IS NOT NULL GROUP BY gateway, external_id HAVING count(*) > 1';

test(
  `${KILLS} kills of the engine`,
  async () => {
    expect(existsSync(engine), 'the program is not built: npm run build').toBe(true);
    const next = chance(seed);
    const [killed, unharmed] = [temporaryFolder(), temporaryFolder()].map((folder) =>
      path.join(folder, 'demo.counterfoil'),
    );
    if (!killed || !unharmed) throw new Error('no folders');
    // The same book for both: what the company is, follows from the day it was made on.
    createBook(killed, { ...newBook(systemClock, 'Europe/Madrid', seed), demo: true });
    copyFileSync(killed, unharmed);
    const wholeMs = await runToItsEnd(unharmed);
    let events = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      await run(killed, 'SIGKILL', () => wait(next() * wholeMs * 0.6));
      const { book } = openForWriting(killed, systemClock);
      expect(verified(book.db).findings).toEqual([]);
      expect(all(book.db, twice)).toEqual([]);
      const now = one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM event')?.n ?? 0;
      expect(now).toBeGreaterThanOrEqual(events);
      events = now;
      book.db.close();
    }
    const left = events;
    await runToItsEnd(killed);
    const [first, second] = [killed, unharmed].map((file) => openForWriting(file, systemClock).book.db);
    if (!first || !second) throw new Error('no books');
    expect(historyOf(first)).toEqual(historyOf(second));
    for (const db of [first, second]) {
      expect(isWhole(db.name)).toBe(true);
      expect(verified(db).findings).toEqual([]);
      expect(replayed(db).differences).toEqual([]);
      db.close();
    }
    console.log(
      `kills of the engine: ${KILLS}, seed ${seed}, ${left} events when it was left alone, ${wholeMs.toFixed(0)} ms for all`,
    );
  },
  isLongRun ? 3_600_000 : 900_000,
);

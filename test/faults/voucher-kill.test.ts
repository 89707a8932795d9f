/** Two tills redeem one voucher at once, and are killed at any instant: it is used exactly as often as it has uses. */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBook } from '../../main/db/create';
import { all, one } from '../../main/db/sql';
import { openForWriting } from '../../main/engine/open-book';
import { idFromBytes } from '../../main/kernel/id';
import { systemClock } from '../../main/kernel/time';
import { newBook, temporaryFolder, testClock } from '../support/book';
import { buildProgram, type Program, startProgram } from '../support/bundled';
import { replayed, verified } from '../support/checks';
import { chance, isLongRun, runSeed } from '../support/seed';
import { addCustomer, issue } from '../support/vouchers';
import { redeemAs } from './redeeming';

const seed = runSeed();
const VOUCHERS = isLongRun ? 200 : 4;
const USES = 60;
const LONGEST_MS = 100;

let program: Program;
beforeAll(async () => {
  program = await buildProgram('test/faults/voucher-process.ts');
}, 60_000);
afterAll(() => program?.remove());

/** A sold voucher of so many uses, and two customers. */
function prepare(file: string, kind: number) {
  createBook(file, newBook(testClock(), 'UTC', kind));
  const { book } = openForWriting(file, systemClock);
  const today = book.dayOf(systemClock.now());
  const sold = { kind: 'sold', paid: { at: 'bank-transfer', note: 'Statement 1', day: today } } as const;
  const more = { ...sold, from: today, to: null, uses: USES, perCustomer: null, count: 1 };
  const { codes } = issue(book, more);
  const customers = [addCustomer(book, 'Ana'), addCustomer(book, 'Ben')];
  book.db.close();
  return { code: codes[0] ?? '', customers };
}

test(
  `${VOUCHERS} vouchers of ${USES} uses at two tills that are killed`,
  async () => {
    const next = chance(seed);
    const tally = { kills: 0, acknowledged: 0, again: 0 };
    for (let n = 0; n < VOUCHERS; n++) {
      const file = path.join(temporaryFolder(), 'vouchers.counterfoil');
      const { code, customers } = prepare(file, n);
      const acknowledged = new Set<string>();
      for (let ended = false; !ended; ) {
        const running = startProgram([process.execPath, program.file, file, code, ...customers]);
        await Promise.race([running.line('try'), running.ended]);
        await Promise.race([wait(next() * LONGEST_MS), running.ended]);
        running.child.kill('SIGKILL');
        await running.ended;
        const words = running.lines.map((line) => line.split(' '));
        for (const [word, request] of words) if (word === 'ack' && request) acknowledged.add(request);
        const refused = words.filter(([word]) => word === 'refused');
        for (const [, why] of refused) expect(why).toBe('voucher-used-up');
        ended = refused.length > 0;
        if (ended) continue;
        tally.kills++;
        // Whoever got no answer asks again with the same request, and it is there once.
        const { book } = openForWriting(file, systemClock);
        const left = () => one<{ n: number }>(book.db, 'SELECT uses - used AS n FROM voucher')?.n ?? 0;
        for (const [, request = '', customer = ''] of words.filter(([word]) => word === 'try').slice(-2)) {
          const isThere = acknowledged.has(request);
          const before = left();
          if (!isThere && before === 0) continue;
          redeemAs(book, customer, code, request);
          redeemAs(book, customer, code, request);
          expect(before - left()).toBeLessThanOrEqual(isThere ? 0 : 1);
          acknowledged.add(request);
          tally.again++;
        }
        book.db.close();
      }
      const { book } = openForWriting(file, systemClock);
      expect(one(book.db, 'SELECT used FROM voucher')).toEqual({ used: USES });
      expect(all(book.db, "SELECT 1 FROM payment WHERE gateway = 'voucher'")).toHaveLength(USES);
      const requests = new Set(all<{ id: Buffer }>(book.db, 'SELECT id FROM request').map(({ id }) => idFromBytes(id)));
      expect([...acknowledged].filter((request) => !requests.has(request as never))).toEqual([]);
      expect(
        all(
          book.db,
          "SELECT 1 FROM account a JOIN balance b ON b.account = a.id WHERE a.name = 'vouchers:outstanding'",
        ),
      ).toEqual([]);
      expect(verified(book.db).findings).toEqual([]);
      expect(replayed(book.db).differences).toEqual([]);
      tally.acknowledged += acknowledged.size;
      book.db.close();
    }
    console.log(`vouchers at two tills: ${VOUCHERS}, seed ${seed}, ${JSON.stringify(tally)}`);
    expect(tally.kills).toBeGreaterThan(VOUCHERS / 2);
  },
  isLongRun ? 3_600_000 : 900_000,
);

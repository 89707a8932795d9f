/** Killed at any instant while it records: what was acknowledged is there, nothing is there twice, nothing is there by half. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBook } from '../../main/db/create';
import { all, type Db, one } from '../../main/db/sql';
import { openForWriting } from '../../main/engine/open-book';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { systemClock } from '../../main/kernel/time';
import { newBook, temporaryFolder, testClock } from '../support/book';
import { buildProgram, type Program, startProgram } from '../support/bundled';
import { replayed, verified } from '../support/checks';
import { chance, isLongRun, runSeed } from '../support/seed';
import { EVENTS_A_POST, post } from './posting';

const seed = runSeed();
const KILLS = isLongRun ? 2_000 : 100;
/** A book serves so many kills, so that checking it stays quick. */
const KILLS_A_BOOK = 10;
const LONGEST_MS = 200;

let program: Program;
beforeAll(async () => {
  program = await buildProgram('test/faults/posting-process.ts');
}, 60_000);
afterAll(() => program?.remove());

const requestsOf = (db: Db) => all<{ id: Buffer }>(db, 'SELECT id FROM request').map((row) => idFromBytes(row.id));
const withWord = (lines: readonly string[], word: string) =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1) as Id);

test(
  `${KILLS} kills while recording`,
  async () => {
    const next = chance(seed);
    const tally = { acknowledged: 0, extra: 0, lost: 0 };
    let file = '';
    let before = new Set<Id>();
    for (let kill = 0; kill < KILLS; kill++) {
      if (kill % KILLS_A_BOOK === 0) {
        if (file) rmSync(path.dirname(file), { recursive: true });
        file = path.join(temporaryFolder(), 'killed.counterfoil');
        createBook(file, newBook(testClock(), 'UTC', kill));
        before = new Set();
      }
      const running = startProgram([process.execPath, program.file, file]);
      await running.line('ack');
      await wait(next() * LONGEST_MS);
      running.child.kill('SIGKILL');
      await running.ended;
      const tried = withWord(running.lines, 'try');
      const acknowledged = withWord(running.lines, 'ack');
      const { book } = openForWriting(file, systemClock);
      const there = new Set(requestsOf(book.db));
      const lost = acknowledged.filter((request) => !there.has(request));
      const extra = [...there].filter((request) => !before.has(request) && !acknowledged.includes(request));
      tally.acknowledged += acknowledged.length;
      tally.lost += lost.length;
      tally.extra += extra.length;
      expect(lost).toEqual([]);
      expect(extra.length).toBeLessThanOrEqual(1);
      // Whoever got no answer asks again with the same request, and it is there once.
      for (const request of tried.slice(-2)) expect(post(book, request).count).toBe(EVENTS_A_POST);
      expect(one(book.db, 'SELECT count(*) AS n FROM event')).toEqual({
        n: new Set(requestsOf(book.db)).size * EVENTS_A_POST,
      });
      expect(one(book.db, 'SELECT count(*) AS n FROM payment')).toEqual(
        one(book.db, 'SELECT 2 * count(*) AS n FROM request'),
      );
      expect(verified(book.db).findings).toEqual([]);
      if (kill % KILLS_A_BOOK === KILLS_A_BOOK - 1) expect(replayed(book.db).differences).toEqual([]);
      before = new Set(requestsOf(book.db));
      book.db.close();
    }
    console.log(`kills while recording: ${KILLS}, seed ${seed}, ${JSON.stringify(tally)}`);
    expect(tally.acknowledged).toBeGreaterThan(KILLS);
  },
  isLongRun ? 3_600_000 : 900_000,
);

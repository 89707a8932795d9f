/** Killed at any instant of an upgrade: the book is of the old format or of the new one, whole, and a backup is whole or not there. */
import { copyFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringUpToDate, knownFormat } from '../../main/db/migrate';
import { setConnection } from '../../main/db/open';
import { openTestBook, temporaryFolder } from '../support/book';
import { buildProgram, type Program, startProgram } from '../support/bundled';
import { factsOf, verified } from '../support/checks';
import { fillBook } from '../support/demo-like';
import { chance, isLongRun, runSeed } from '../support/seed';
import { laterFormat, laterFormats } from './upgrading';

const seed = runSeed();
const KILLS = isLongRun ? 1_000 : 16;

let program: Program;
beforeAll(async () => {
  program = await buildProgram('test/faults/upgrading-process.ts');
}, 60_000);
afterAll(() => program?.remove());

function opened(file: string): Database.Database {
  const db = new Database(file, { fileMustExist: true });
  setConnection(db);
  return db;
}

const formatOf = (db: Database.Database) => Number(db.pragma('user_version', { simple: true }));
const backupsOf = (folder: string) => readdirSync(folder).filter((name) => name.includes('.before-format-'));

async function upgrade(file: string, killAfterMs: number): Promise<number> {
  const running = startProgram([process.execPath, program.file, file]);
  await running.line('begin');
  const beganAt = performance.now();
  if (Number.isFinite(killAfterMs)) {
    await wait(killAfterMs);
    running.child.kill('SIGKILL');
  }
  await running.ended;
  return performance.now() - beganAt;
}

test(
  `${KILLS} kills while upgrading`,
  async () => {
    const next = chance(seed);
    const { book, file: first } = openTestBook();
    fillBook(book, 60);
    const facts = JSON.stringify(factsOf(book.db));
    book.db.close();
    const whole = path.join(temporaryFolder(), 'book.counterfoil');
    copyFileSync(first, whole);
    const wholeMs = await upgrade(whole, Number.POSITIVE_INFINITY);
    const tally = { before: 0, after: 0, halfBackups: 0, backups: 0 };
    for (let kill = 0; kill < KILLS; kill++) {
      const folder = temporaryFolder();
      const file = path.join(folder, 'book.counterfoil');
      copyFileSync(first, file);
      await upgrade(file, next() * wholeMs * 1.6);
      const left = backupsOf(folder);
      const named = left.filter((name) => !name.includes('.making-'));
      tally.halfBackups += left.length - named.length;
      tally.backups += named.length;
      for (const name of named) checkOld(path.join(folder, name), facts);
      const db = opened(file);
      const format = formatOf(db);
      expect([knownFormat, laterFormat]).toContain(format);
      tally[format === laterFormat ? 'after' : 'before']++;
      if (format === laterFormat) expect(named).toHaveLength(1);
      else expect(verified(db).findings).toEqual([]);
      bringUpToDate(db, file, laterFormats);
      expect(formatOf(db)).toBe(laterFormat);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(JSON.stringify(factsOf(db))).toBe(facts);
      db.close();
      expect(backupsOf(folder).filter((name) => format === knownFormat && name.includes('.making-'))).toEqual([]);
      rmSync(folder, { recursive: true });
    }
    console.log(`kills while upgrading: ${KILLS}, seed ${seed}, of ${wholeMs.toFixed(0)} ms, ${JSON.stringify(tally)}`);
    expect(tally.before).toBeGreaterThan(0);
  },
  isLongRun ? 3_600_000 : 120_000,
);

/** A backup that has its name is the old book. */
function checkOld(file: string, facts: string): void {
  const db = opened(file);
  expect(formatOf(db)).toBe(knownFormat);
  expect(verified(db).findings).toEqual([]);
  expect(JSON.stringify(factsOf(db))).toBe(facts);
  db.close();
}

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/book';
import { holderFileOf, takeLock } from './lock';

/** Holds the lock file as another process would, with nothing of ours but SQLite. Resolves once it holds it. */
async function holdElsewhere(lockFile: string): Promise<{ kill(): Promise<void> }> {
  const program = `
    const Database = require('better-sqlite3');
    const db = new Database(process.argv[1], { timeout: 0 });
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['-e', program, lockFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', () => reject(new Error('the other process ended')));
  });
  return {
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

test('one process writes: the second is told at once, and the lock dies with its holder', async () => {
  const book = path.join(temporaryFolder(), 'a.counterfoil');
  const other = await holdElsewhere(`${book}.lock`);
  const before = performance.now();
  expect(takeLock(book, '{}')).toBeNull();
  expect(performance.now() - before).toBeLessThan(500);
  expect(existsSync(holderFileOf(book))).toBe(false);
  await other.kill();
  const lock = takeLock(book, '{"pid":1}');
  expect(lock).not.toBeNull();
  expect(readFileSync(holderFileOf(book), 'utf8')).toBe('{"pid":1}');
  lock?.release();
});

test('the same process does not take it twice, and can take it again once it is released', () => {
  const book = path.join(temporaryFolder(), 'a.counterfoil');
  const first = takeLock(book, 'first');
  expect(takeLock(book, 'second')).toBeNull();
  expect(readFileSync(holderFileOf(book), 'utf8')).toBe('first');
  first?.release();
  expect(existsSync(holderFileOf(book))).toBe(false);
  const again = takeLock(book, 'third');
  expect(again).not.toBeNull();
  again?.release();
});

test('a text of a holder that died locks nothing', () => {
  const book = path.join(temporaryFolder(), 'a.counterfoil');
  writeFileSync(holderFileOf(book), JSON.stringify({ pid: process.pid }));
  const lock = takeLock(book, 'mine');
  expect(lock).not.toBeNull();
  expect(readFileSync(holderFileOf(book), 'utf8')).toBe('mine');
  lock?.release();
});

test('a folder that is not there is told in a sentence', () => {
  const book = path.join(temporaryFolder(), 'no', 'a.counterfoil');
  expect(() => takeLock(book, 'x')).toThrow(expect.objectContaining({ code: 'book-missing' }));
});

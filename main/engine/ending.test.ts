import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { newBook, temporaryFolder } from '../../test/support/book';
import { createBook } from '../db/create';
import { holderFileOf, takeLock } from '../db/lock';
import { systemClock } from '../kernel/time';
import { startEngine } from './engine';

/** Large enough that a reader looks at it while the engine is up already. */
function largeBook(file: string): void {
  createBook(file, newBook(systemClock));
  const db = new Database(file);
  db.prepare("INSERT INTO setting (key, value) VALUES ('pad', hex(zeroblob(35000000)))").run();
  db.close();
}

test('an engine that ends while its book is still being looked at leaves nothing behind', async () => {
  const home = temporaryFolder();
  const file = path.join(home, 'large.counterfoil');
  largeBook(file);
  // A reader in the middle of the file: it hears nothing and answers nothing.
  const reader = path.join(home, 'reader.mjs');
  writeFileSync(reader, "import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => {});\n");
  const args = { book: file, home, program: 'test', demo: false, seed: 1 };
  const engine = await startEngine(args, { reader, writer: reader }, () => {});
  expect(existsSync(holderFileOf(file))).toBe(true);
  await engine.close();
  expect(existsSync(holderFileOf(file))).toBe(false);
  const lock = takeLock(file, '{}');
  expect(lock).not.toBe(null);
  lock?.release();
  expect(readFileSync(path.join(home, 'logs/engine.log'), 'utf8')).not.toContain('incident');
});

/** A book with some of everything in it, in every state: the kept one of format 4, brought up to date. It goes after the test. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Book } from '../../main/journal/record';
import { openAgain, type TestClock, temporaryFolder, testClock } from './book';

export function keptBook(): { book: Book; file: string; folder: string; clock: TestClock } {
  const folder = temporaryFolder();
  const file = path.join(folder, 'kept.counterfoil');
  writeFileSync(file, gunzipSync(readFileSync(path.join(import.meta.dirname, '../migrations/format-4.book.gz'))));
  const clock = testClock(Date.UTC(2026, 10, 21, 12));
  return { ...openAgain(file, clock), file, folder, clock };
}

/** A disk that is full: no half entry, a sentence, the book stays readable, and it goes on once there is space, without a restart. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createBook } from '../../main/db/create';
import { takeLock } from '../../main/db/lock';
import { all, one } from '../../main/db/sql';
import { openForWriting } from '../../main/engine/open-book';
import { systemClock } from '../../main/kernel/time';
import { newBook, openAgain, temporaryFolder, testClock } from '../support/book';
import { buildProgram, type Program, startProgram } from '../support/bundled';
import { replayed, verified } from '../support/checks';
import { EVENTS_A_POST } from './posting';

let program: Program;
beforeAll(async () => {
  program = await buildProgram('test/faults/full-process.ts');
}, 60_000);
afterAll(() => program?.remove());

function newBookFile(folder: string): string {
  const file = path.join(folder, 'full.counterfoil');
  createBook(file, newBook(testClock()));
  return file;
}

/** Runs the program on a disk that becomes full; `free` makes room. */
async function fillAndGoOn(command: readonly string[], file: string, free: (pid: number) => void): Promise<void> {
  const running = startProgram(command);
  const full = /^full (\S+) (\d+)$/.exec(await running.line('full'));
  expect(full?.[1]).toBe('disk-full');
  expect(Number(full?.[2])).toBeGreaterThan(5);
  expect(await running.line('still')).toBe('still disk-full');
  const events = Number((await running.line('read')).slice('read '.length));
  expect(events).toBeGreaterThanOrEqual(Number(full?.[2]) * EVENTS_A_POST);
  expect(events % EVENTS_A_POST).toBe(0);
  free(running.child.pid ?? 0);
  running.child.stdin?.write('more\n');
  expect(await running.line('again')).toBe('again 50');
  expect(await running.ended).toEqual({ code: 0, signal: null });
  const { book } = openAgain(file, testClock());
  expect(all(book.db, 'SELECT count(*) AS n FROM event')).toEqual([{ n: events + 50 * EVENTS_A_POST }]);
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).differences).toEqual([]);
}

/** A disk of its own of so many bytes; null (and a line that says so) where this user may make none. */
function smallDisk(bytes: number): string | null {
  const folder = path.join(temporaryFolder(), 'small');
  mkdirSync(folder);
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'counterfoil-test', folder], {
    encoding: 'utf8',
  });
  if (made.status !== 0) {
    console.log(`not run: a small disk cannot be mounted here (${(made.stderr ?? made.error?.message ?? '').trim()})`);
    return null;
  }
  onTestFinished(() => {
    spawnSync('umount', [folder]);
  });
  return folder;
}

const MB = 1024 * 1024;

test('a small disk fills up while recording', async () => {
  // What is written goes to the log beside the book first, which may grow to 16 MB before it is moved into the book.
  const folder = smallDisk(48 * MB);
  if (!folder) return;
  const file = newBookFile(folder);
  const ballast = path.join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(44 * MB));
  await fillAndGoOn([process.execPath, program.file, file], file, () => rmSync(ballast));
}, 120_000);

test('a limit on the size of files is met while recording', async () => {
  const file = newBookFile(temporaryFolder());
  const limited = [
    'bash',
    '-c',
    `ulimit -S -f 3000; trap '' XFSZ; exec "$0" "$@"`,
    process.execPath,
    program.file,
    file,
  ];
  await fillAndGoOn(limited, file, (pid) => {
    const freed = spawnSync('prlimit', ['--pid', String(pid), '--fsize=unlimited'], { encoding: 'utf8' });
    expect(freed.status, freed.stderr).toBe(0);
  });
}, 120_000);

test('a full disk takes no new book, no lock and no opening; it says so, leaves nothing half made, and all go well once there is space', () => {
  const folder = smallDisk(3 * MB);
  if (!folder) return;
  const there = newBookFile(folder);
  const before = hashOf(there);
  const big = Buffer.alloc(3 * MB);
  for (let bytes = big.length; bytes >= 4096; bytes = Math.floor(bytes / 2)) {
    try {
      writeFileSync(path.join(folder, `ballast-${bytes}`), big.subarray(0, bytes));
    } catch {
      // What fits is there; smaller pieces fill the rest.
    }
  }
  const file = path.join(folder, 'new.counterfoil');
  const full = expect.objectContaining({ code: 'disk-full' });
  expect(() => createBook(file, newBook(testClock()))).toThrow(full);
  expect(() => openForWriting(there, systemClock)).toThrow(full);
  expect(() => takeLock(there, 'x'.repeat(50_000))).toThrow(full);
  expect(hashOf(there)).toBe(before);
  expect(readdirSync(folder).filter((name) => name.includes('making'))).toEqual([]);
  for (const name of readdirSync(folder)) if (name.startsWith('ballast')) rmSync(path.join(folder, name));
  const lock = takeLock(there, 'mine');
  const { book } = openForWriting(there, systemClock);
  expect(one(book.db, 'SELECT count(*) AS n FROM event')).toEqual({ n: 0 });
  book.db.close();
  lock?.release();
  createBook(file, newBook(testClock()));
});

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** The disk under the book: what is acknowledged was flushed, and a disk that fails leaves no half entry and no doubt for long. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBook } from '../../main/db/create';
import { newBook, temporaryFolder, testClock } from '../support/book';
import { buildProgram, type Program, startProgram } from '../support/bundled';

let poster: Program;
let faulty: Program;
beforeAll(async () => {
  poster = await buildProgram('test/faults/posting-process.ts');
  faulty = await buildProgram('test/faults/disk-process.ts');
}, 60_000);
afterAll(() => {
  poster?.remove();
  faulty?.remove();
});

/** The library that stands between a process and its disk; null (and a line that says so) where it cannot be made. */
function diskLibrary(folder: string): string | null {
  const library = path.join(folder, 'disk.so');
  const source = path.join(import.meta.dirname, 'disk.c');
  const made = spawnSync('cc', ['-Wall', '-shared', '-fPIC', '-o', library, source, '-ldl'], { encoding: 'utf8' });
  if (process.platform === 'linux' && made.status === 0) return library;
  console.log(
    `not run: there is no C compiler here (or no Linux) to stand between a process and its disk. ${made.stderr ?? ''}`,
  );
  return null;
}

function newBookFile(folder: string): string {
  const file = path.join(folder, 'faulty.counterfoil');
  createBook(file, newBook(testClock()));
  return file;
}

test('every acknowledgement comes after the flush: and the same count finds it when it does not', async () => {
  const folder = temporaryFolder();
  const library = diskLibrary(folder);
  if (!library) return;
  const counts: Record<string, number[]> = {};
  for (const synchronous of ['FULL', 'NORMAL']) {
    const report = path.join(folder, synchronous);
    const file = newBookFile(temporaryFolder());
    const command = [process.execPath, poster.file, file, '1000', synchronous];
    const running = startProgram(command, { LD_PRELOAD: library, DISK_REPORT: report });
    expect(await running.ended).toEqual({ code: 0, signal: null });
    counts[synchronous] = readFileSync(report, 'utf8').match(/\d+/g)?.map(Number) ?? [];
  }
  console.log(
    `acknowledged with unflushed writes: FULL ${counts.FULL?.[1]} of ${counts.FULL?.[0]}, NORMAL ${counts.NORMAL?.[1]} of ${counts.NORMAL?.[0]}`,
  );
  expect(counts.FULL?.slice(0, 2)).toEqual([1_000, 0]);
  expect(counts.NORMAL?.[0]).toBe(1_000);
  expect(counts.NORMAL?.[1]).toBeGreaterThan(900);
}, 600_000);

test('a disk that fails at any write or flush: asked again with the same request, the entry is there once', async () => {
  const folder = temporaryFolder();
  const library = diskLibrary(folder);
  if (!library) return;
  const report = path.join(folder, 'report');
  const file = newBookFile(folder);
  const running = startProgram([process.execPath, faulty.file, file, report], {
    LD_PRELOAD: library,
    DISK_REPORT: report,
  });
  await running.ended;
  const swept = running.lines.filter((line) => line.startsWith('swept'));
  console.log(swept.join('\n'));
  expect(running.lines.filter((line) => line.startsWith('wrong'))).toEqual([]);
  expect(running.lines.at(-1)).toBe('end');
  const results = swept.map((line): { points: number; codes: Record<string, number> } =>
    JSON.parse(line.slice('swept '.length)),
  );
  expect(results).toHaveLength(7);
  for (const { points } of results.slice(0, 6)) expect(points).toBeGreaterThan(3);
  // Every failure that a person is told is one of ours, and a failed flush is never told as saved or as not saved.
  const told = ['none', 'disk-full', 'disk-failing', 'outcome-unknown'];
  for (const { codes } of results) for (const code of Object.keys(codes)) expect(told).toContain(code);
  const [syncOnce, syncAlways, writeOnce, writeAlways, fullOnce, fullAlways] = results.map(({ codes }) =>
    Object.keys(codes),
  );
  // A disk that works again right away is asked, and its answer is told; in doubt is only what cannot be looked up.
  for (const codes of [syncOnce, writeOnce]) expect(codes).not.toContain('outcome-unknown');
  expect(syncOnce).toContain('disk-failing');
  expect(syncAlways).toContain('outcome-unknown');
  // A disk that fails is not told as one that is full, nor the other way round.
  for (const codes of [syncOnce, syncAlways, writeOnce, writeAlways]) expect(codes).not.toContain('disk-full');
  for (const codes of [fullOnce, fullAlways]) expect(codes).toContain('disk-full');
}, 600_000);

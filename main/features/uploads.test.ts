import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { blocksOf, type FileOnDisk, sha256Of, startOf, wholeOf } from './file-bytes';
import { Uploads } from './uploads';

function uploadsOnDisk(files = 3) {
  const home = mkdtempSync(path.join(tmpdir(), 'counterfoil-uploads-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const folder = path.join(home, 'incoming');
  const uploads = new Uploads({ files, bytes: 1_000_000, told: '1 MB', disk: { above: 1_000, folder } });
  const kept = () => readdirSync(home, { recursive: true }).filter((name) => name !== 'incoming');
  return { uploads, folder, kept };
}

function send(uploads: Uploads, name: string, bytes: Buffer, pieceBytes = 700): void {
  for (let at = 0, piece = 0; at < bytes.byteLength; at += pieceBytes, piece++)
    uploads.take(name, piece, bytes.subarray(at, at + pieceBytes));
}

/** Lines of 1 to 300 signs, longer than a block. */
const large = Buffer.from(
  Array.from({ length: 1_500 }, (_, n) => `${n},${'ñ'.repeat((n * 7) % 150)}${n % 3 === 0 ? '\r' : ''}\n`).join(''),
);

test('a small file never comes to the disk; a large one waits there for this user only, the same bytes', () => {
  const { uploads, folder, kept } = uploadsOnDisk();
  send(uploads, 'small', large.subarray(0, 1_000));
  expect(kept()).toEqual([]);
  expect(uploads.file('small')).toBeInstanceOf(Uint8Array);
  send(uploads, 'large', large);
  const file = uploads.file('large') as FileOnDisk;
  expect(file.byteLength).toBe(large.byteLength);
  expect(statSync(file.path).size).toBe(large.byteLength);
  expect(path.dirname(file.path)).toBe(folder);
  if (process.platform !== 'win32') {
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  }
  expect(Buffer.compare(wholeOf(file), large)).toBe(0);
});

test('blocks of a file end behind a line break and are the same from memory and from the disk', () => {
  const { uploads } = uploadsOnDisk();
  const long = Buffer.concat([large, Buffer.alloc(200_000, 'x'), Buffer.from('\nend\nwithout a break')]);
  send(uploads, 'large', long, 60_000);
  const file = uploads.file('large');
  for (const bytes of [long, file]) {
    const blocks = Array.from(blocksOf(bytes), (block) => Buffer.from(block));
    expect(blocks.length).toBeGreaterThan(2);
    expect(Buffer.concat(blocks).equals(long)).toBe(true);
    for (const block of blocks.slice(0, -1)) expect(block.at(-1)).toBe(0x0a);
  }
  expect(sha256Of(file)).toBe(sha256Of(long));
  expect(Buffer.from(startOf(file, 4)).equals(long.subarray(0, 4))).toBe(true);
});

test('a file on the disk goes when it is dropped, sent anew or too large, and when others take its place', () => {
  const { uploads, kept } = uploadsOnDisk(2);
  send(uploads, 'a', large);
  const first = uploads.file('a');
  expect(() => uploads.take('a', 9_999, large)).toThrow('import-gone');
  uploads.drop('a');
  expect(kept()).toEqual([]);
  expect(() => uploads.file('a')).toThrow('import-gone');
  expect(() => wholeOf(first)).toThrow('import-gone');

  send(uploads, 'b', large);
  send(uploads, 'b', large.subarray(0, 900));
  expect(kept()).toEqual([]);
  expect(() => send(uploads, 'c', Buffer.alloc(1_000_001), 400_000)).toThrow('import-file-large');
  expect(kept()).toEqual([]);

  for (const name of ['d', 'e', 'f']) send(uploads, name, large);
  expect(kept()).toHaveLength(2);
  expect(() => uploads.file('d')).toThrow('import-gone');
});

test('a piece that is sent twice counts once, and a file that was cut off on the disk is told as gone', () => {
  const { uploads } = uploadsOnDisk();
  const half = large.byteLength >> 1;
  expect(uploads.take('twice', 0, large.subarray(0, half))).toBe(half);
  expect(uploads.take('twice', 1, large.subarray(half))).toBe(large.byteLength);
  expect(uploads.take('twice', 1, large.subarray(half))).toBe(large.byteLength);
  const file = uploads.file('twice') as FileOnDisk;
  expect(Buffer.compare(wholeOf(file), large)).toBe(0);
  truncateSync(file.path, 2_000);
  expect(() => sha256Of(file)).toThrow('import-gone');
});

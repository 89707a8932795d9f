/** Books that cannot be opened: exit code 3, the sentence of each, no byte changed, nothing left beside them. */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn, type Home, hashOf, makeHome, startEngine } from './counterfoil';

let home: Home;
let good: string;
beforeAll(async () => {
  home = makeHome();
  good = path.join(home.folder, 'good.counterfoil');
  expect((await home.counterfoil(['new', 'Good', '--book', good])).code).toBe(0);
}, 60_000);
afterAll(() => home.remove());

function spoilt(name: string, spoil: (whole: Buffer) => Buffer): string {
  const folder = path.join(home.folder, name);
  mkdirSync(folder);
  const file = path.join(folder, 'bad.counterfoil');
  writeFileSync(file, spoil(readFileSync(good)));
  return file;
}

const bad: readonly (readonly [string, (whole: Buffer) => Buffer, string])[] = [
  ['empty', () => Buffer.alloc(0), 'is empty (0 bytes), so it is not a Counterfoil book.'],
  ['foreign', () => Buffer.from('Date,Amount\n'.repeat(900)), 'is not a Counterfoil book.'],
  ['of another program', (whole) => withUint32(whole, 68, 1), 'is not a Counterfoil book.'],
  ['newer', (whole) => withUint32(whole, 60, 9_999), 'was made by a newer version of Counterfoil (book format 9999;'],
  ['cut off', (whole) => whole.subarray(0, whole.length - 1_000), 'is damaged: its last 1000 bytes are missing.'],
];

/** In the head of an SQLite file: 60 is user_version, 68 the application id. */
function withUint32(whole: Buffer, at: number, value: number): Buffer {
  whole.writeUInt32BE(value, at);
  return whole;
}

describe('a book that is', { timeout: 120_000 }, () => {
  it.each(bad)('%s is refused', async (name, spoil, says) => {
    const file = spoilt(name, spoil);
    const before = hashOf(file);
    const ended = await home.counterfoil(['info', '--book', file]);
    expect(ended.stderr).toContain(says);
    expect(ended.code).toBe(3);
    expect(hashOf(file)).toBe(before);
    expect(filesIn(path.dirname(file))).toEqual(['bad.counterfoil']);
  });

  it('zeroed inside is refused; only what SQLite needs to look at it may stand beside it', async () => {
    const file = spoilt('zeroed', (whole) => whole.fill(0, 4_096, 12_288));
    const before = hashOf(file);
    const ended = await home.counterfoil(['info', '--book', file]);
    expect(ended.stderr).toContain('is damaged');
    expect(ended.code).toBe(3);
    expect(hashOf(file)).toBe(before);
    expect(filesIn(path.dirname(file)).filter((name) => !/(-wal|-shm|\.lock)$/.test(name))).toEqual([
      'bad.counterfoil',
    ]);
  });

  it('not there is not made', async () => {
    const file = path.join(home.folder, 'nothing.counterfoil');
    const ended = await home.counterfoil(['verify', '--book', file]);
    expect(ended.stderr).toContain(`There is no book at ${file}.`);
    expect(ended.code).toBe(3);
    expect(filesIn(home.folder)).not.toContain('nothing.counterfoil');
  });

  it('read-only is refused', async () => {
    const file = spoilt('read-only', (whole) => whole);
    chmodSync(file, 0o444);
    const ended = await home.counterfoil(['info', '--book', file]);
    expect(ended.stderr).toContain('cannot be written to.');
    expect(ended.code).toBe(3);
    expect(filesIn(path.dirname(file))).toEqual(['bad.counterfoil']);
  });

  it('there already is not made anew', async () => {
    const before = hashOf(good);
    const ended = await home.counterfoil(['new', 'Good', '--book', good]);
    expect(ended.stderr).toContain('There is already a file at');
    expect(ended.code).toBe(1);
    expect(hashOf(good)).toBe(before);
  });
});

describe('a book that is open', { timeout: 120_000 }, () => {
  it('is asked through the engine that has it, which stays', async () => {
    const file = path.join(home.folder, 'open.counterfoil');
    copyFileSync(good, file);
    const engine = await startEngine(home, file);
    try {
      const info = await home.json<{ file: string }>(['info', '--book', file]);
      expect(info.file).toBe(file);
      expect(JSON.parse(readFileSync(`${file}.holder`, 'utf8')).pid).toBe(engine.pid);
      expect(engine.running()).toBe(true);
    } finally {
      await engine.end('SIGTERM');
    }
  });

  it('by a program that does not answer is refused, with who has it', async () => {
    const file = path.join(home.folder, 'stuck.counterfoil');
    copyFileSync(good, file);
    const engine = await startEngine(home, file);
    try {
      // Its socket's name leads nowhere: as when the holder hangs before it listens.
      const holder = JSON.parse(readFileSync(`${file}.holder`, 'utf8'));
      writeFileSync(`${file}.holder`, JSON.stringify({ ...holder, socket: `${file}.nowhere` }));
      const ended = await home.counterfoil(['info', '--book', file]);
      expect(ended.stderr).toContain(`is open elsewhere since`);
      expect(ended.stderr).toContain(`process ${engine.pid}`);
      expect(ended.code).toBe(3);
    } finally {
      await engine.end('SIGTERM');
    }
  });

  it('by an engine that was killed opens again without a question', async () => {
    const file = path.join(home.folder, 'killed.counterfoil');
    copyFileSync(good, file);
    const engine = await startEngine(home, file);
    await engine.end('SIGKILL');
    expect((await home.counterfoil(['verify', '--book', file])).code).toBe(0);
  });
});

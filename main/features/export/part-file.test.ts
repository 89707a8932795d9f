/** Files that are being written: whole or not there, and never over another one by accident. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/book';
import { freshDestination, namedDestination } from './destination';
import { PartFile, partNameOf, placePart } from './part-file';

const AT = Date.UTC(2026, 10, 21, 13, 32);

function part(folder: string, text = 'new'): string {
  const file = partNameOf(path.join(folder, 'payments.csv'));
  const writing = new PartFile(file, file);
  writing.write(Buffer.from(text));
  writing.finish();
  return file;
}

describe('a part', () => {
  it('is placed under the first name that is free, for its owner only', () => {
    const folder = temporaryFolder();
    const { targets } = freshDestination(folder, 'payments', 'csv', AT, 'Europe/Madrid');
    const files = [1, 2, 3].map(() => placePart(part(folder), targets, false));
    expect(files.map((file) => path.basename(file))).toEqual([
      'payments 2026-11-21 1432.csv',
      'payments 2026-11-21 1432 2.csv',
      'payments 2026-11-21 1432 3.csv',
    ]);
    expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
    expect(readdirSync(folder)).toEqual(['exports']);
  });

  it('never takes the place of a file that is there, unless it may', () => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'mine.csv');
    writeFileSync(target, 'old');
    expect(() => placePart(part(folder), [target], false)).toThrow(expect.objectContaining({ code: 'file-exists' }));
    expect(readFileSync(target, 'utf8')).toBe('old');
    placePart(part(folder), [target], true);
    expect(readFileSync(target, 'utf8')).toBe('new');
  });

  it('goes when it is abandoned, and stays when it is finished', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'x.part');
    const writing = new PartFile(file, file);
    writing.write(Buffer.from('half'));
    writing.abandon();
    expect(existsSync(file)).toBe(false);
    const finished = part(folder);
    expect(readFileSync(finished, 'utf8')).toBe('new');
  });

  it('says what is in the way', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'file'), '');
    const reason = (file: string, detail: string) =>
      expect(() => new PartFile(path.join(folder, file), file)).toThrow(
        expect.objectContaining({ code: 'path-invalid', params: { file, detail } }),
      );
    reason('nowhere/x', 'its folder is not there');
    reason('file/x', 'its folder is a file');
    reason('x'.repeat(300), 'its name is too long');
  });

  it('is taken away a day later when its engine was killed', () => {
    const home = temporaryFolder();
    const folder = path.join(home, 'exports');
    mkdirSync(folder);
    for (const [name, ageHours] of [
      ['a.csv.part-0123456789ab', 25],
      ['b.csv.part-0123456789ab', 1],
      ['c.csv', 99],
    ] as const) {
      writeFileSync(path.join(folder, name), '');
      utimesSync(path.join(folder, name), AT / 1000, AT / 1000 - ageHours * 3600);
    }
    freshDestination(home, 'payments', 'csv', AT, 'UTC');
    expect(readdirSync(folder).sort()).toEqual(['b.csv.part-0123456789ab', 'c.csv']);
  });
});

describe('a path that somebody names', () => {
  it.each([
    ['relative.csv', 'path-invalid'],
    ['/tmp/a\0b.csv', 'path-invalid'],
    ['/tmp/mine.counterfoil', 'path-invalid'],
    ['/tmp/mine.counterfoil-wal', 'path-invalid'],
    ['/tmp/mine.counterfoil.lock', 'path-invalid'],
    ['/tmp', 'path-invalid'],
    ['/dev/null', 'path-invalid'],
  ])('%j is refused', (file, code) => {
    expect(() => namedDestination(file, true)).toThrow(expect.objectContaining({ code }));
  });

  it('is refused when there is a file, unless it may be overwritten', () => {
    const file = path.join(temporaryFolder(), 'x.csv');
    expect(namedDestination(file, false).target).toBe(file);
    writeFileSync(file, '');
    chmodSync(file, 0o400);
    expect(() => namedDestination(file, false)).toThrow(expect.objectContaining({ code: 'file-exists' }));
    expect(namedDestination(file, true).overwrite).toBe(true);
  });
});

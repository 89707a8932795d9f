/** A zip read back by a program that is not ours. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/book';
import { ZipFile } from './zip';

const AT = Date.UTC(2026, 10, 21, 14, 30);

function zipOf(entries: readonly (readonly [string, string])[]): Buffer {
  const parts: Uint8Array[] = [];
  const zip = new ZipFile((bytes) => parts.push(bytes), AT);
  for (const [name, text] of entries) zip.add(name, Buffer.from(text));
  zip.finish();
  const whole = Buffer.concat(parts);
  expect(zip.bytes).toBe(whole.length);
  return whole;
}

/** Names and texts, as Python's own library reads them, checksums included. */
function read(zip: Buffer): [string, string][] {
  const file = path.join(temporaryFolder(), 'papers.zip');
  writeFileSync(file, zip);
  const program =
    'import json,sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps([[n,z.read(n).decode()] for n in z.namelist()]))';
  const { status, stdout, stderr, error } = spawnSync('python3', ['-c', program, file], { encoding: 'utf8' });
  if (error) throw new Error('python3 is missing: it reads the zip back.');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe('a zip of papers', () => {
  it('holds each file whole, by its name in any script', () => {
    const entries = [
      ['invoice 1.pdf', 'one'],
      ['株式会社.pdf', 'two'],
      ['empty.pdf', ''],
    ] as const;
    expect(read(zipOf(entries))).toEqual(entries.map((entry) => [...entry]));
  });
  it('keeps equal names apart, and leads into no folder', () => {
    const names = read(
      zipOf([
        ['a.pdf', '1'],
        ['A.pdf', '2'],
        ['a.pdf', '3'],
        ['../../etc/x', '4'],
        ['', '5'],
      ]),
    );
    expect(names.map(([name]) => name)).toEqual(['a.pdf', 'A 2.pdf', 'a 3.pdf', '..-..-etc-x', 'paper']);
  });
  it('is the same for the same papers', () => {
    expect(zipOf([['a', 'b']]).equals(zipOf([['a', 'b']]))).toBe(true);
    expect(read(zipOf([]))).toEqual([]);
  });
});

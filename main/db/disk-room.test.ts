/** A write failed and SQLite does not say why: a disk without room is told from one that is broken. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/book';
import { sqliteFailure } from './sqlite-failure';

const told = (code: string, file: string) => {
  const failure = sqliteFailure(new Database.SqliteError('disk I/O error', code), file);
  return failure instanceof Error && 'code' in failure ? failure.code : failure;
};

test('where there is room, a write that failed is the disk’s fault', () => {
  const file = path.join(temporaryFolder(), 'a.counterfoil');
  writeFileSync(file, 'x');
  expect(told('SQLITE_IOERR_WRITE', file)).toBe('disk-failing');
  expect(told('SQLITE_IOERR_FSYNC', file)).toBe('disk-failing');
  expect(told('SQLITE_IOERR_READ', file)).toBe('disk-failing');
  expect(told('SQLITE_FULL', file)).toBe('disk-full');
});

test('where there is none, it is a full disk', () => {
  if (process.platform !== 'linux') return;
  const folder = temporaryFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=65536', 'counterfoil-test', folder]);
  if (mounted.status !== 0) {
    console.log('not run: a small disk cannot be mounted here');
    return;
  }
  try {
    expect(told('SQLITE_IOERR_WRITE', path.join(folder, 'a.counterfoil'))).toBe('disk-full');
  } finally {
    spawnSync('umount', [folder]);
  }
});

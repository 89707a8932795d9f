/**
 * Why a write failed, where SQLite does not say: it tells a limit on the size of files, a quota and a broken disk with the same
 * code. Only asked after such a failure.
 */
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** As much as one write of SQLite's may be: its largest page and a bit. */
const PROBE_BYTES = 128 * 1024;
const noRoom: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Whether a write to `file`, or to the write-ahead log beside it, fails because there is no room left for it. */
export function hasNoRoom(file: string): boolean {
  if (!path.isAbsolute(file)) return false;
  return isAtLimit(file) || isAtLimit(`${file}-wal`) || isProbeRefused(path.dirname(file));
}

/** Linux says what a process's files may grow to; elsewhere nobody sets it. */
function isAtLimit(file: string): boolean {
  try {
    const limit = /^Max file size +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit !== undefined && statSync(file).size + PROBE_BYTES > Number(limit);
  } catch {
    return false;
  }
}

/** A small file beside it meets what the write met, and says its name. */
function isProbeRefused(folder: string): boolean {
  const probe = path.join(folder, `.counterfoil-room-${process.pid}`);
  try {
    const handle = openSync(probe, 'wx', 0o600);
    try {
      writeFileSync(handle, Buffer.alloc(PROBE_BYTES));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && noRoom.includes(error.code);
  } finally {
    rmSync(probe, { force: true });
  }
}

/** Gives a finished file its name for good: its bytes are on the disk before the name is, and the name with its folder. */
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Until then it is made under this name, which says that it is not whole. */
export const unfinished = (file: string) => `${file}.making-${process.pid}`;

/** No connection to `made` may be open any more: closing a file drops the locks that SQLite holds on it. Throws what the file system does. */
export function placeFile(made: string, file: string): void {
  flush(made, 'r+');
  renameSync(made, file);
  // Windows has no such flush of a folder.
  if (process.platform !== 'win32') flush(path.dirname(file), 'r');
}

function flush(name: string, flags: string): void {
  const handle = openSync(name, flags);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Takes away what a process that died left half made under names that begin with `file`. */
export function removeUnfinished(file: string): void {
  const folder = path.dirname(file);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (entry.isFile() && name.startsWith(path.basename(file)) && name.includes('.making-'))
      rmSync(path.join(folder, name), { force: true });
  }
}

/** Where tests put their books: memory that looks like a disk, where there is enough of it. A flush costs nothing there, and a killed process cannot tell. */
import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** A folder for temporary files, with room for `bytes` where it is memory. */
export function quickPlace(bytes = 200_000_000): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > bytes) return '/dev/shm';
  } catch {
    // Only Linux has it.
  }
  return tmpdir();
}

/** What a home folder may come to, with others beside it. */
export const HOME_BYTES = 1_000_000_000;

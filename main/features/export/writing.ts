/** How a file is written out of the book: in one snapshot of it, under a name of its own, and gone again when anything fails. */
import { inOneSnapshot } from '../../db/past';
import type { StepProgress } from '../../db/reader';
import type { Db } from '../../db/sql';
import { PartFile } from './part-file';
import { headOf, type Written } from './written';

/** Leaves the finished part for the caller to place. Throws what `write` throws, and Failure export-failed, path-invalid. */
export function writeInOneSnapshot(
  db: Db,
  { part, target }: { part: string; target: string },
  write: (own: Db, file: PartFile) => Generator<StepProgress, Omit<Written, 'bytes' | 'sha256' | 'head'>>,
): Generator<StepProgress, Written> {
  return inOneSnapshot(db, function* (own) {
    const file = new PartFile(part, target);
    try {
      const told = yield* write(own, file);
      return { ...told, bytes: file.bytes, head: headOf(own), sha256: file.finish() };
    } finally {
      file.abandon();
    }
  });
}

/** A backup is listed as made only after it was opened and checked. */
import { existsSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Context } from '../../context';
import { placeFile, unfinished } from '../../db/place';
import { sqliteFailure } from '../../db/sqlite-failure';
import { Failure } from '../../kernel/failure';
import type { Progress } from '../../wire';
import type { Backup } from './contract';
import { checkBook } from './jobs';

const PAGES_A_STEP = 2_000;

/** Copies the live book to `file`, which must be absolute and not exist. Throws Failure path-invalid, file-exists, disk-*, book-damaged. */
export async function* backup(context: Context, file: string, signal?: AbortSignal): AsyncGenerator<Progress, Backup> {
  if (!path.isAbsolute(file)) throw new Failure('path-invalid', { file, detail: 'give the whole path' });
  if (existsSync(file)) throw new Failure('file-exists', { file });
  await context.healthy;
  const making = unfinished(file);
  try {
    yield { phase: 'copy', done: 0, total: null };
    await context.book.db.backup(making, {
      progress: () => {
        if (signal?.aborted) throw new Failure('cancelled');
        return PAGES_A_STEP;
      },
    });
    const checked = yield* context.readers.jobOn(making, checkBook, null, signal);
    const finding = checked.findings[0];
    if (finding) throw new Failure('book-damaged', { file, detail: `${finding.where}: ${finding.detail}` });
    if (existsSync(file)) throw new Failure('file-exists', { file });
    placeFile(making, file);
    return { file, name: path.basename(file), bytes: statSync(file).size, head: checked.head };
  } catch (error) {
    throw backupFailure(error, file);
  } finally {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${making}${ending}`, { force: true });
  }
}

function backupFailure(error: unknown, file: string): unknown {
  const known = sqliteFailure(error, file);
  if (known instanceof Failure && known.code === 'book-read-only')
    return new Failure('path-invalid', { file, detail: 'it cannot be written to' }, { cause: error });
  return known;
}

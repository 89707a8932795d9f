/** A file that is being written: under a name of its own until it is whole, hashed on the way, gone when it fails. */
import { createHash, type Hash, randomBytes } from 'node:crypto';
import { close, closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../kernel/failure';

/** Beside the target, so that the last step is a rename and never a copy. */
export function partNameOf(target: string): string {
  return `${target}.part-${randomBytes(6).toString('hex')}`;
}

export class PartFile {
  bytes = 0;
  readonly #file: string;
  readonly #target: string;
  readonly #hash: Hash = createHash('sha256');
  #handle: number | null;

  /** `target` is what failures name. Throws Failure path-invalid, export-failed. */
  constructor(file: string, target: string) {
    this.#file = file;
    this.#target = target;
    try {
      this.#handle = openSync(file, 'wx', 0o600);
    } catch (error) {
      throw writeFailure(error, target);
    }
  }

  /** Throws Failure export-failed when the disk does not take it. */
  write(bytes: Uint8Array): void {
    if (this.#handle === null) throw new Error('written to after its end');
    this.#hash.update(bytes);
    this.bytes += bytes.length;
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#handle, bytes, at);
    } catch (error) {
      throw writeFailure(error, this.#target);
    }
  }

  writeText(text: string): void {
    this.write(Buffer.from(text));
  }

  /** On the disk, not only handed to the system. Gives the SHA-256, hex. */
  finish(): string {
    if (this.#handle === null) throw new Error('ended twice');
    try {
      fsyncSync(this.#handle);
      closeSync(this.#handle);
      this.#handle = null;
    } catch (error) {
      throw writeFailure(error, this.#target);
    }
    return this.#hash.digest('hex');
  }

  /** Takes the file away unless it was finished. */
  abandon(): void {
    if (this.#handle === null) return;
    try {
      closeSync(this.#handle);
    } catch {
      // A failing disk may refuse this too; the file goes all the same.
    }
    this.#handle = null;
    rmSync(this.#file, { force: true });
  }
}

/**
 * Gives a whole part its final name: the first of `targets` that is free, or the first of all when it may be overwritten.
 * Throws Failure file-exists, export-failed; the part is still there then.
 */
export function placePart(part: string, targets: Iterable<string>, overwrite: boolean): string {
  let tried = '';
  for (const target of targets) {
    tried = target;
    try {
      if (overwrite) replaceBy(part, target);
      else if (!placeNew(part, target)) continue;
    } catch (error) {
      throw writeFailure(error, target);
    }
    syncFolder(path.dirname(target));
    return target;
  }
  throw new Failure('file-exists', { file: tried });
}

/** A large old file takes a tenth of a second to be given back to the disk: another thread does that, at the end of the last handle. */
function replaceBy(part: string, target: string): void {
  const old = handleOf(target);
  try {
    renameSync(part, target);
  } finally {
    if (old !== null) close(old, () => {});
  }
}

/** Null where there is no such file, it cannot be read, or (Windows) a file that somebody has open cannot be replaced. */
function handleOf(file: string): number | null {
  if (process.platform === 'win32') return null;
  try {
    return openSync(file, 'r');
  } catch {
    return null;
  }
}

/** False when there is a file of that name. */
function placeNew(part: string, target: string): boolean {
  try {
    // Unlike a rename, a link is refused when the name is taken, also when it was taken a moment ago.
    linkSync(part, target);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    // Drives without links (FAT, some shares).
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error;
    if (existsSync(target)) return false;
    renameSync(part, target);
    return true;
  }
  rmSync(part, { force: true });
  return true;
}

function syncFolder(folder: string): void {
  // Windows cannot open a folder, and does not need it.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What a person can be told of an error of the file system. */
function writeFailure(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (code === null || error instanceof Failure) return error;
  const cause = { cause: error };
  const detail = reasons[code];
  if (detail) return new Failure('path-invalid', { file, detail }, cause);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Failure('export-failed', { file, detail: 'the disk is full' }, cause);
  if (code === 'EFBIG')
    return new Failure(
      'export-failed',
      { file, detail: 'the disk or the system does not take a file that large' },
      cause,
    );
  return new Failure('export-failed', { file, detail: code }, cause);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'there is a folder of that name',
  EACCES: 'it cannot be written to',
  EPERM: 'it cannot be written to',
  EROFS: 'it cannot be written to',
  ENAMETOOLONG: 'its name is too long',
};

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/**
 * Files on their way in: kept until they are stored or others take their place. Small ones stay in memory and are never written to
 * the disk; large ones may wait there, for this user only, in a folder that is emptied when the engine starts and ends.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { fileFailure } from '../db/sqlite-failure';
import { Failure } from '../kernel/failure';
import type { FileBytes, FileOnDisk } from './file-bytes';

export interface UploadLimits {
  /** Files of people who are at it at the same time: the oldest one makes room. */
  files: number;
  /** Of one file. */
  bytes: number;
  /** The same, as a person reads it. */
  told: string;
  /** Where a file waits that has more bytes than this. */
  disk?: { above: number; folder: string };
}

interface Upload {
  /** In memory: empty once they are put together, or on the disk. */
  pieces: Buffer[];
  count: number;
  bytes: number;
  whole: Uint8Array<SharedArrayBuffer> | null;
  onDisk: FileOnDisk | null;
  isAsked: boolean;
}

export class Uploads {
  readonly #files = new Map<string, Upload>();
  readonly #limits: UploadLimits;

  constructor(limits: UploadLimits) {
    this.#limits = limits;
  }

  /** Gives the bytes so far. Piece 0 begins anew. Throws Failure import-file-large, import-gone, disk-*. */
  take(upload: string, piece: number, content: Buffer): number {
    if (piece === 0) this.#begin(upload);
    const file = this.#files.get(upload);
    if (!file || piece > file.count) throw new Failure('import-gone');
    // The same piece again, after an answer that never came, is the same.
    if (piece < file.count) return file.bytes;
    if (file.isAsked) throw new Failure('import-gone');
    if (file.bytes + content.byteLength > this.#limits.bytes) {
      this.drop(upload);
      throw new Failure('import-file-large', { limit: this.#limits.told });
    }
    file.pieces.push(content);
    file.count++;
    file.bytes += content.byteLength;
    const { disk } = this.#limits;
    if (disk && file.bytes > disk.above) this.#toDisk(upload, file, disk.folder);
    return file.bytes;
  }

  /** All that came so far. What is in memory is so for every thread: not one copy for each. Throws Failure import-gone. */
  file(upload: string): FileBytes {
    const file = this.#files.get(upload);
    if (!file) throw new Failure('import-gone');
    file.isAsked = true;
    if (file.onDisk) return file.onDisk;
    if (file.whole) return file.whole;
    const whole = new Uint8Array(new SharedArrayBuffer(file.bytes));
    let at = 0;
    for (const piece of file.pieces) {
      whole.set(piece, at);
      at += piece.byteLength;
    }
    file.whole = whole;
    file.pieces = [];
    return whole;
  }

  /** It is stored, or makes room. Who reads it just then reads to the end of what is open, and then finds that it is gone. */
  drop(upload: string): void {
    const path = this.#files.get(upload)?.onDisk?.path;
    this.#files.delete(upload);
    if (path !== undefined) rmSync(path, { force: true });
  }

  #begin(upload: string): void {
    this.drop(upload);
    for (const [oldest] of this.#files) {
      if (this.#files.size < this.#limits.files) break;
      this.drop(oldest);
    }
    this.#files.set(upload, { pieces: [], count: 0, bytes: 0, whole: null, onDisk: null, isAsked: false });
  }

  /** Half a file is none: where the disk does not take it, it has to be sent again. */
  #toDisk(upload: string, file: Upload, folder: string): void {
    try {
      file.onDisk ??= { path: newFile(folder), byteLength: 0 };
      append(file.onDisk.path, file.pieces);
    } catch (error) {
      this.drop(upload);
      throw fileFailure(error, folder);
    }
    file.pieces = [];
    file.onDisk.byteLength = file.bytes;
  }
}

function newFile(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, randomBytes(12).toString('hex'));
  closeSync(openSync(file, 'wx', 0o600));
  return file;
}

function append(file: string, pieces: readonly Buffer[]): void {
  const handle = openSync(file, 'a');
  try {
    for (const piece of pieces) for (let at = 0; at < piece.byteLength; ) at += writeSync(handle, piece, at);
  } finally {
    closeSync(handle);
  }
}

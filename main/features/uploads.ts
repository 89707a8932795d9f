/** Files on their way in: kept in memory until they are stored or others take their place; nothing of them is written to the disk. */
import { Failure } from '../kernel/failure';

export interface UploadLimits {
  /** Files of people who are at it at the same time: the oldest one makes room. */
  files: number;
  /** Of one file. */
  bytes: number;
  /** The same, as a person reads it. */
  told: string;
}

interface Upload {
  /** Empty once they are put together. */
  pieces: Buffer[];
  count: number;
  bytes: number;
  whole: Uint8Array<SharedArrayBuffer> | null;
}

export class Uploads {
  readonly #files = new Map<string, Upload>();
  readonly #limits: UploadLimits;

  constructor(limits: UploadLimits) {
    this.#limits = limits;
  }

  /** Gives the bytes so far. Piece 0 begins anew. Throws Failure import-file-large, import-gone. */
  take(upload: string, piece: number, content: Buffer): number {
    if (piece === 0) this.#begin(upload);
    const file = this.#files.get(upload);
    if (!file || piece > file.count) throw new Failure('import-gone');
    // The same piece again, after an answer that never came, is the same.
    if (piece < file.count) return file.bytes;
    if (file.whole) throw new Failure('import-gone');
    file.pieces.push(content);
    file.count++;
    file.bytes += content.byteLength;
    if (file.bytes > this.#limits.bytes) {
      this.#files.delete(upload);
      throw new Failure('import-file-large', { limit: this.#limits.told });
    }
    return file.bytes;
  }

  /** Of all that came so far, in memory that every thread reads: not one copy for each. Throws Failure import-gone. */
  file(upload: string): Uint8Array {
    const file = this.#files.get(upload);
    if (!file) throw new Failure('import-gone');
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

  /** It is stored. */
  drop(upload: string): void {
    this.#files.delete(upload);
  }

  #begin(upload: string): void {
    this.#files.delete(upload);
    for (const [oldest] of this.#files) {
      if (this.#files.size < this.#limits.files) break;
      this.#files.delete(oldest);
    }
    this.#files.set(upload, { pieces: [], count: 0, bytes: 0, whole: null });
  }
}

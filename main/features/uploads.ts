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

export class Uploads {
  readonly #files = new Map<string, Buffer[]>();
  readonly #limits: UploadLimits;

  constructor(limits: UploadLimits) {
    this.#limits = limits;
  }

  /** Gives the bytes so far. Piece 0 begins anew. Throws Failure import-file-large, import-gone. */
  take(upload: string, piece: number, content: Buffer): number {
    if (piece === 0) this.#begin(upload);
    const pieces = this.#files.get(upload);
    // The same piece again, after an answer that never came, is the same.
    if (!pieces || piece > pieces.length) throw new Failure('import-gone');
    pieces[piece] = content;
    const bytes = pieces.reduce((sum, part) => sum + part.byteLength, 0);
    if (bytes > this.#limits.bytes) {
      this.#files.delete(upload);
      throw new Failure('import-file-large', { limit: this.#limits.told });
    }
    return bytes;
  }

  /** Throws Failure import-gone. */
  file(upload: string): Uint8Array {
    const pieces = this.#files.get(upload);
    if (!pieces) throw new Failure('import-gone');
    return new Uint8Array(Buffer.concat(pieces));
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
    this.#files.set(upload, []);
  }
}

/** Reads a font file's bytes in order: big-endian numbers and the two packed forms of WOFF2. */

export class ByteReader {
  at: number;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  u8(): number {
    const value = this.#bytes.readUInt8(this.at);
    this.at += 1;
    return value;
  }

  u16(): number {
    const value = this.#bytes.readUInt16BE(this.at);
    this.at += 2;
    return value;
  }

  i16(): number {
    const value = this.#bytes.readInt16BE(this.at);
    this.at += 2;
    return value;
  }

  u32(): number {
    const value = this.#bytes.readUInt32BE(this.at);
    this.at += 4;
    return value;
  }

  take(length: number): Buffer {
    if (this.at + length > this.#bytes.length) throw new RangeError('the font file is cut off');
    const part = this.#bytes.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }

  /** WOFF2 4.1: seven bits a byte, the highest first, at most five bytes. */
  base128(): number {
    let value = 0;
    for (let count = 0; count < 5; count++) {
      const byte = this.u8();
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
    throw new RangeError('a number of the font file is too long');
  }

  /** WOFF2 4.2: up to 252 in one byte, more behind a code. */
  packed(): number {
    const code = this.u8();
    if (code === 253) return this.u16();
    if (code === 255) return this.u8() + 253;
    if (code === 254) return this.u8() + 506;
    return code;
  }
}

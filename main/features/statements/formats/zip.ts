/** The files of a zip, by its directory: each one whole, of the size and with the checksum that the directory states, or none at all. */
import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  /** As the directory states it, unpacked. */
  size: number;
  /** Throws Error where it is not what the directory says. */
  read(): Uint8Array;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end's record stands before a comment of at most 65,535 bytes. */
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;

/** Throws Error where it is no zip, or of a kind that is not read: encrypted, of several parts, or larger than 4 GB. */
export function* zipEntries(archive: Uint8Array): Generator<ZipEntry> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  let end = bytes.byteLength - END_BYTES;
  const first = Math.max(0, end - LONGEST_COMMENT);
  while (end >= first && bytes.readUInt32LE(end) !== END) end--;
  if (end < first) throw new Error('no directory');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let n = 0; n < count; n++) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw new Error('no entry');
    const size = bytes.readUInt32LE(at + 24);
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field));
    const next = at + 46 + (nameBytes ?? 0);
    const name = bytes.toString('utf8', at + 46, next);
    const entry = at;
    yield { name, size, read: () => unpacked(bytes, entry, size) };
    at = next + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
}

const STORED = 0;
const DEFLATED = 8;

function unpacked(bytes: Buffer, entry: number, size: number): Uint8Array {
  const flags = bytes.readUInt16LE(entry + 8);
  const method = bytes.readUInt16LE(entry + 10);
  const packedBytes = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  if ((flags & 1) !== 0 || bytes.readUInt32LE(local) !== LOCAL) throw new Error('not readable');
  const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(begin, begin + packedBytes);
  if (method !== STORED && method !== DEFLATED) throw new Error('not readable');
  const whole = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  if (whole.byteLength !== size || crc32(whole) !== bytes.readUInt32LE(entry + 16)) throw new Error('not whole');
  return whole;
}

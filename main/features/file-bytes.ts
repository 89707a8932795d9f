/** The bytes of a file that somebody sent: in memory, or on the disk, where a large one waits and is read in pieces. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { Failure } from '../kernel/failure';

export interface FileOnDisk {
  path: string;
  byteLength: number;
}

export type FileBytes = Uint8Array | FileOnDisk;

const BLOCK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * One behind the other, each ending behind a line break, but for the last one; good until the next is asked for. Throws Failure
 * import-gone where it is not there whole.
 */
export function blocksOf(bytes: FileBytes): Generator<Uint8Array> {
  return bytes instanceof Uint8Array ? blocksInMemory(bytes) : blocksOnDisk(bytes);
}

function* blocksInMemory(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; ) {
    const near = from + BLOCK_BYTES;
    const newline = near < bytes.byteLength ? bytes.indexOf(NEWLINE, near) : -1;
    const to = newline < 0 ? bytes.byteLength : newline + 1;
    yield bytes.subarray(from, to);
    from = to;
  }
}

function* blocksOnDisk(file: FileOnDisk): Generator<Uint8Array> {
  const handle = opened(file);
  try {
    let room = Buffer.alloc(BLOCK_BYTES);
    /** At the front of the room: the beginning of a line. */
    let held = 0;
    for (let at = 0; at < file.byteLength; ) {
      if (held === room.byteLength) room = Buffer.concat([room], room.byteLength * 2);
      const read = readSync(handle, room, held, Math.min(room.byteLength - held, file.byteLength - at), at);
      if (read === 0) throw new Failure('import-gone');
      at += read;
      const filled = held + read;
      const end = room.subarray(held, filled).lastIndexOf(NEWLINE) + 1;
      if (end > 0) yield room.subarray(0, held + end);
      if (end > 0) room.copyWithin(0, held + end, filled);
      held = end > 0 ? read - end : filled;
    }
    if (held > 0) yield room.subarray(0, held);
  } finally {
    closeSync(handle);
  }
}

function opened({ path }: FileOnDisk): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Failure('import-gone', {}, { cause: error });
    throw error;
  }
}

/** All of it in memory. Throws Failure import-gone. */
export function wholeOf(bytes: FileBytes): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  const whole = new Uint8Array(bytes.byteLength);
  let at = 0;
  for (const block of blocksOf(bytes)) {
    whole.set(block, at);
    at += block.byteLength;
  }
  return whole;
}

/** The first bytes of it, at most so many and no more than a block has. Throws Failure import-gone. */
export function startOf(bytes: FileBytes, most: number): Uint8Array {
  for (const block of blocksOf(bytes)) return block.slice(0, most);
  return new Uint8Array();
}

/** Hex. Throws Failure import-gone. */
export function sha256Of(bytes: FileBytes): string {
  const digest = createHash('sha256');
  for (const block of blocksOf(bytes)) digest.update(block);
  return digest.digest('hex');
}

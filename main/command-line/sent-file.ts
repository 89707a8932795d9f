/** A file of a statement or a report on its way to the engine, in pieces. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../kernel/failure';
import { type Id, idMaker } from '../kernel/id';
import { PIECE_BYTES } from '../kernel/import-field';
import { MOST_STATEMENT_BYTES } from '../kernel/statement';
import { systemClock } from '../kernel/time';
import type { Use } from './command';
import { unreadFile } from './unread-file';

const newId = idMaker(systemClock);

/** Throws Failure path-invalid, import-file-large. */
async function bytesOf(file: string): Promise<Buffer> {
  try {
    if ((await stat(file)).size > MOST_STATEMENT_BYTES) throw new Failure('import-file-large', { limit: '200 MB' });
    return await readFile(file);
  } catch (error) {
    throw unreadFile(file, error);
  }
}

/** Gives the id that it was sent under. Throws Failure path-invalid, import-file-large. */
export async function sentFile(use: Use, file: string): Promise<Id> {
  const bytes = await bytesOf(path.resolve(file));
  const { statements } = await use.api();
  const upload = newId();
  for (let piece = 0; piece === 0 || piece * PIECE_BYTES < bytes.byteLength; piece++) {
    const part = bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES);
    await statements.upload({ upload, piece, content: part.toString('base64') }, { signal: use.signal });
  }
  return upload;
}

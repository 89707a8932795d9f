/** Which format a file is in, told by what it holds and never by its name; and the statements within a zip. */
import { Failure } from '../../../kernel/failure';
import {
  MOST_MARKUP_BYTES,
  MOST_STATEMENT_BYTES,
  MOST_STATEMENT_FILES,
  type StatementFormat,
} from '../../../kernel/statement';
import { type FileBytes, startOf, wholeOf } from '../../file-bytes';
import { readCamt } from './camt';
import { readMt940 } from './mt940';
import { readOfx } from './ofx';
import type { ReadFile, Reading } from './read';
import { UnreadableByte } from './text';
import { zipEntries } from './zip';

export interface NamedFile {
  name: string;
  bytes: FileBytes;
}

interface UnpackedFile extends NamedFile {
  bytes: Uint8Array;
}

const startsWith = (bytes: Uint8Array, ...signs: number[]) => signs.every((sign, n) => bytes[n] === sign);
const isZip = (bytes: Uint8Array) =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06);

/** A zip's entries, any other file alone. Throws Failure statement-archive, statement-archive-large, statement-workbook, import-file-large. */
export function unpackedFiles(file: NamedFile): NamedFile[] {
  if (file.bytes.byteLength > MOST_STATEMENT_BYTES) throw new Failure('import-file-large', { limit: '200 MB' });
  if (!isZip(startOf(file.bytes, 4))) return [file];
  let total = 0;
  let count = 0;
  const entries = unzip(wholeOf(file.bytes), (name, size) => {
    if (name === '[Content_Types].xml' || name === 'mimetype') throw new Failure('statement-workbook');
    if (/\.(?:zip|gz|7z|rar|tar|xlsx|docx|jar)$/i.test(name))
      throw new Failure('statement-archive', { name: name.slice(-80) });
    total += size;
    count++;
    if (total > MOST_STATEMENT_BYTES) throw new Failure('statement-archive-large', { limit: '200 MB' });
    if (count > MOST_STATEMENT_FILES)
      throw new Failure('statement-archive-large', { limit: `${MOST_STATEMENT_FILES} files` });
  });
  return entries.map(({ name, bytes }) => {
    if (isZip(bytes) || startsWith(bytes, 0x1f, 0x8b))
      throw new Failure('statement-archive', { name: name.slice(-80) });
    return { name: `${file.name}/${baseName(name)}`.slice(-200), bytes };
  });
}

/** Where the archive says it lies does not matter: nothing is written. */
const baseName = (name: string) => name.split(/[\\/]/).at(-1) ?? name;
const isNothing = (name: string) =>
  name.endsWith('/') || name.startsWith('__MACOSX/') || baseName(name).startsWith('.');

/** `look` is asked before an entry grows. Throws Failure statement-archive where it is no whole zip. */
function unzip(archive: Uint8Array, look: (name: string, size: number) => void): UnpackedFile[] {
  const found: UnpackedFile[] = [];
  let current = '?';
  try {
    for (const { name, size, read } of zipEntries(archive)) {
      if (isNothing(name)) continue;
      current = name;
      look(name, size);
      found.push({ name, bytes: read() });
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('statement-archive', { name: current.slice(-80) });
  }
  return found;
}

/** It is told by so many signs. */
export const FORMAT_SIGNS = 20_000;

/** null: nothing that is known. */
export function formatOf(text: string): StatementFormat | null {
  const start = text.slice(0, FORMAT_SIGNS);
  if (/<OFX>|^\s*OFXHEADER:/im.test(start)) return 'ofx';
  if (/^\s*(?:\ufeff)?\s*</.test(start)) return 'camt053';
  if (/^:(?:20|25|28C?|60[FM]|61):/m.test(start)) return 'mt940';
  return /[,;\t|]/.test(start) ? 'csv' : null;
}

const readers: Readonly<Record<Exclude<StatementFormat, 'csv'>, (text: string) => ReadFile>> = {
  ofx: readOfx,
  camt053: readCamt,
  mt940: readMt940,
};

/** A file of any format but CSV, which needs its profile. Throws Failure import-file-large. */
export function readWhole(format: Exclude<StatementFormat, 'csv'>, text: string): ReadFile {
  if (text.length > MOST_MARKUP_BYTES) throw new Failure('import-file-large', { limit: '64 MB' });
  return readers[format](text);
}

/** Puts what a file could not be decoded for where its refusals are. */
export function refuseUnreadable(reading: Reading, error: unknown): void {
  if (error instanceof UnreadableByte) {
    const { line, column } = error.place;
    reading.refuse(line, column, error.failure.code, error.failure.params);
  } else if (error instanceof Failure) reading.refuse(0, 0, error.code, error.params);
  else throw error;
}

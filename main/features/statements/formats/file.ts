/** Which format a file is in, told by what it holds and never by its name; its bytes as text; and the statements within a zip. */
import { Failure } from '../../../kernel/failure';
import {
  MOST_MARKUP_BYTES,
  MOST_STATEMENT_BYTES,
  MOST_STATEMENT_FILES,
  type StatementFormat,
  type TextEncoding,
} from '../../../kernel/statement';
import { readCamt } from './camt';
import { Unreadable } from './markup';
import { readMt940 } from './mt940';
import { readOfx } from './ofx';
import { Places, type ReadFile, type Reading } from './read';
import { zipEntries } from './zip';

export interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

const startsWith = (bytes: Uint8Array, ...signs: number[]) => signs.every((sign, n) => bytes[n] === sign);
const isZip = (bytes: Uint8Array) =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06);

/** A zip's entries, any other file alone. Throws Failure statement-archive, statement-archive-large, statement-workbook, import-file-large. */
export function unpackedFiles(file: NamedFile): NamedFile[] {
  if (file.bytes.byteLength > MOST_STATEMENT_BYTES) throw new Failure('import-file-large', { limit: '200 MB' });
  if (!isZip(file.bytes)) return [file];
  let total = 0;
  let count = 0;
  const entries = unzip(file.bytes, (name, size) => {
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
function unzip(archive: Uint8Array, look: (name: string, size: number) => void): NamedFile[] {
  const found: NamedFile[] = [];
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

export interface DecodedFile {
  text: string;
  encoding: TextEncoding;
}

/** Line breaks become `\n`. Throws Failure import-not-text, import-file-empty; Unreadable statement-byte. */
export function decodedText(bytes: Uint8Array, said: TextEncoding | null = null): DecodedFile {
  const { text, encoding } = said && said !== 'utf-16' ? as(bytes, said) : guessed(bytes);
  if (text.includes('\0')) throw new Failure('import-not-text');
  if (text.trim() === '') throw new Failure('import-file-empty');
  return { text: text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'), encoding };
}

function guessed(bytes: Uint8Array): DecodedFile {
  if (startsWith(bytes, 0xff, 0xfe)) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' };
  if (startsWith(bytes, 0xfe, 0xff)) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' };
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return as(bytes, 'utf-8');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return as(bytes, isCentralEuropean(bytes) ? 'windows-1250' : 'windows-1252');
  }
}

/** Throws Unreadable statement-byte at the first byte that the encoding does not have. */
function as(bytes: Uint8Array, encoding: TextEncoding): DecodedFile {
  const text = new TextDecoder(encoding).decode(bytes);
  const lost = encoding === 'utf-8' ? text.indexOf('\ufffd') : text.search(/[\u0080-\u009f]/);
  if (lost >= 0) throw new UnreadableByte(text, lost, encoding);
  return { text, encoding };
}

/** Its place is in the text as it was decoded. */
export class UnreadableByte extends Unreadable {
  readonly text: string;
  constructor(text: string, at: number, encoding: string) {
    super(at, 'statement-byte', { encoding });
    this.text = text.replaceAll('\r\n', '\n');
  }
}

/** Letters of Czech, Polish and their neighbours stand where Western ones do: the ones that only one of them uses decide. */
function isCentralEuropean(bytes: Uint8Array): boolean {
  let central = 0;
  let western = 0;
  for (const byte of bytes) {
    if (byte === 0x9e || byte === 0x9a || byte === 0xf8 || byte === 0xec || byte === 0xb9 || byte === 0xb3) central++;
    else if (byte === 0xdf || byte === 0xe0 || byte === 0xe3 || byte === 0xf5 || byte === 0xf1) western++;
  }
  return central > western;
}

/** null: nothing that is known. */
export function formatOf(text: string): StatementFormat | null {
  const start = text.slice(0, 20_000);
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
    const { line, column } = new Places(error.text).of(error.at);
    reading.refuse(line, column, error.failure.code, error.failure.params);
  } else if (error instanceof Failure) reading.refuse(0, 0, error.code, error.params);
  else throw error;
}

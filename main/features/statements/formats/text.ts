/** A file's text, read in pieces whenever it is asked for: a file of hundreds of megabytes is never held as text too. */
import { isUtf8 } from 'node:buffer';
import { Failure } from '../../../kernel/failure';
import type { TextEncoding } from '../../../kernel/statement';
import { blocksOf, type FileBytes, startOf } from '../../file-bytes';
import { Unreadable } from './markup';
import { Places } from './read';

/** A text, or the pieces of one, which can be read again from the front. */
export type CsvText = string | Iterable<string>;

export const piecesOf = (text: CsvText): Iterable<string> => (typeof text === 'string' ? [text] : text);

type Label = Exclude<TextEncoding, 'utf-16'> | 'utf-16le' | 'utf-16be';

/** Line breaks are `\n` in it. */
export class FileText implements Iterable<string> {
  readonly encoding: TextEncoding;
  readonly #bytes: FileBytes;
  readonly #label: Label;

  constructor(bytes: FileBytes, label: Label) {
    this.#bytes = bytes;
    this.#label = label;
    this.encoding = label === 'utf-16le' || label === 'utf-16be' ? 'utf-16' : label;
  }

  *[Symbol.iterator](): Generator<string> {
    const isWide = this.encoding === 'utf-16';
    // A line break is cut in two only where a sign has two bytes: else pieces end behind one.
    for (const piece of isWide ? wide(this.#bytes, this.#label) : narrow(this.#bytes, this.#label))
      yield piece.includes('\r') ? piece.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : piece;
  }

  /** At least so many signs of it, or all. */
  start(signs: number): string {
    let start = '';
    for (const piece of this) {
      start += piece;
      if (start.length >= signs) break;
    }
    return start;
  }

  whole(): string {
    return [...this].join('');
  }
}

function* narrow(bytes: FileBytes, label: Label): Generator<string> {
  // The mark of UTF-8 stands at the front only.
  const [first, further] = [new TextDecoder(label), new TextDecoder(label, { ignoreBOM: true })];
  let decoder = first;
  for (const block of blocksOf(bytes)) {
    yield decoder.decode(block);
    decoder = further;
  }
}

function* wide(bytes: FileBytes, label: Label): Generator<string> {
  const decoder = new TextDecoder(label);
  let held = '';
  for (const block of blocksOf(bytes)) {
    const piece = held + decoder.decode(block, { stream: true });
    held = piece.endsWith('\r') ? '\r' : '';
    yield held === '' ? piece : piece.slice(0, -1);
  }
  yield held + decoder.decode();
}

/** A byte that the encoding does not have, and where it stands: counted from 1. */
export class UnreadableByte extends Unreadable {
  readonly place: { line: number; column: number };
  constructor(place: UnreadableByte['place'], encoding: string) {
    super(0, 'statement-byte', { encoding });
    this.place = place;
  }
}

/** Holds none of it. Throws Failure import-not-text, import-file-empty, import-gone; UnreadableByte. */
export function openText(bytes: FileBytes, said: TextEncoding | null = null): FileText {
  const { label, isStrict } = said && said !== 'utf-16' ? { label: said, isStrict: true } : guessed(bytes);
  const text = new FileText(bytes, label);
  // Of what is UTF-8 already, the bytes say it: text of it all would be made for nothing.
  const hasZero = isStrict || text.encoding === 'utf-16' ? assertReadable(text, label, isStrict) : hasZeroByte(bytes);
  if (hasZero) throw new Failure('import-not-text');
  for (const piece of text) if (piece.trim() !== '') return text;
  throw new Failure('import-file-empty');
}

/** Gives whether a zero stands in it. Throws UnreadableByte where it `isStrict`. */
function assertReadable(text: FileText, label: Label, isStrict: boolean): boolean {
  let hasZero = false;
  let line = 1;
  for (const piece of text) {
    const lost = isStrict ? lostIn(piece, label) : -1;
    if (lost >= 0) {
      const place = new Places(piece).of(lost);
      throw new UnreadableByte({ line: line + place.line - 1, column: place.column }, label);
    }
    if (isStrict) line += breaksIn(piece);
    hasZero ||= piece.includes('\0');
  }
  return hasZero;
}

function hasZeroByte(bytes: FileBytes): boolean {
  for (const block of blocksOf(bytes)) if (block.includes(0)) return true;
  return false;
}

const lostIn = (text: string, label: Label) =>
  label === 'utf-8' ? text.indexOf('\ufffd') : text.search(/[\u0080-\u009f]/);

function breaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

const startsWith = (bytes: Uint8Array, ...signs: number[]) => signs.every((sign, n) => bytes[n] === sign);

/** `isStrict`: it may have bytes that its encoding lacks. */
function guessed(bytes: FileBytes): { label: Label; isStrict: boolean } {
  const start = startOf(bytes, 3);
  if (startsWith(start, 0xff, 0xfe)) return { label: 'utf-16le', isStrict: false };
  if (startsWith(start, 0xfe, 0xff)) return { label: 'utf-16be', isStrict: false };
  if (startsWith(start, 0xef, 0xbb, 0xbf)) return { label: 'utf-8', isStrict: true };
  if (isAllUtf8(bytes)) return { label: 'utf-8', isStrict: false };
  return { label: isCentralEuropean(bytes) ? 'windows-1250' : 'windows-1252', isStrict: true };
}

/** No sign of it is cut in two by a line break. */
function isAllUtf8(bytes: FileBytes): boolean {
  for (const block of blocksOf(bytes)) if (!isUtf8(block)) return false;
  return true;
}

/** Letters of Czech, Polish and their neighbours stand where Western ones do: the ones that only one of them uses decide. */
function isCentralEuropean(bytes: FileBytes): boolean {
  let central = 0;
  let western = 0;
  for (const block of blocksOf(bytes))
    for (const byte of block) {
      if (byte === 0x9e || byte === 0x9a || byte === 0xf8 || byte === 0xec || byte === 0xb9 || byte === 0xb3) central++;
      else if (byte === 0xdf || byte === 0xe0 || byte === 0xe3 || byte === 0xf5 || byte === 0xf1) western++;
    }
  return central > western;
}

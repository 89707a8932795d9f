/** A file's text, read in pieces whenever it is asked for: a file of hundreds of megabytes is never held as text too. */
import { isUtf8 } from 'node:buffer';
import { Failure } from '../../../kernel/failure';
import type { TextEncoding } from '../../../kernel/statement';
import { Unreadable } from './markup';
import { Places } from './read';

/** A text, or the pieces of one, which can be read again from the front. */
export type CsvText = string | Iterable<string>;

export const piecesOf = (text: CsvText): Iterable<string> => (typeof text === 'string' ? [text] : text);

const PIECE_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

type Label = Exclude<TextEncoding, 'utf-16'> | 'utf-16le' | 'utf-16be';

/** Line breaks are `\n` in it. */
export class FileText implements Iterable<string> {
  readonly encoding: TextEncoding;
  readonly #bytes: Uint8Array;
  readonly #label: Label;

  constructor(bytes: Uint8Array, label: Label) {
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

function* narrow(bytes: Uint8Array, label: Label): Generator<string> {
  // The mark of UTF-8 stands at the front only.
  const [first, further] = [new TextDecoder(label), new TextDecoder(label, { ignoreBOM: true })];
  for (let from = 0; from < bytes.byteLength; ) {
    const near = from + PIECE_BYTES;
    const newline = near < bytes.byteLength ? bytes.indexOf(NEWLINE, near) : -1;
    const to = newline < 0 ? bytes.byteLength : newline + 1;
    yield (from === 0 ? first : further).decode(bytes.subarray(from, to));
    from = to;
  }
}

function* wide(bytes: Uint8Array, label: Label): Generator<string> {
  const decoder = new TextDecoder(label);
  let held = '';
  for (let from = 0; from < bytes.byteLength; from += PIECE_BYTES) {
    const stream = from + PIECE_BYTES < bytes.byteLength;
    const piece = held + decoder.decode(bytes.subarray(from, from + PIECE_BYTES), { stream });
    held = stream && piece.endsWith('\r') ? '\r' : '';
    yield held === '' ? piece : piece.slice(0, -1);
  }
}

/** A byte that the encoding does not have, and where it stands: counted from 1. */
export class UnreadableByte extends Unreadable {
  readonly place: { line: number; column: number };
  constructor(place: UnreadableByte['place'], encoding: string) {
    super(0, 'statement-byte', { encoding });
    this.place = place;
  }
}

/** Reads it once, and holds none of it. Throws Failure import-not-text, import-file-empty; UnreadableByte. */
export function openText(bytes: Uint8Array, said: TextEncoding | null = null): FileText {
  const { label, isStrict } = said && said !== 'utf-16' ? { label: said, isStrict: true } : guessed(bytes);
  const text = new FileText(bytes, label);
  let hasZero = false;
  let isBlank = true;
  let line = 1;
  for (const piece of text) {
    const lost = isStrict ? lostIn(piece, label) : -1;
    if (lost >= 0) {
      const place = new Places(piece).of(lost);
      throw new UnreadableByte({ line: line + place.line - 1, column: place.column }, label);
    }
    if (isStrict) line += breaksIn(piece);
    hasZero ||= piece.includes('\0');
    isBlank &&= piece.trim() === '';
  }
  if (hasZero) throw new Failure('import-not-text');
  if (isBlank) throw new Failure('import-file-empty');
  return text;
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
function guessed(bytes: Uint8Array): { label: Label; isStrict: boolean } {
  if (startsWith(bytes, 0xff, 0xfe)) return { label: 'utf-16le', isStrict: false };
  if (startsWith(bytes, 0xfe, 0xff)) return { label: 'utf-16be', isStrict: false };
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { label: 'utf-8', isStrict: true };
  if (isUtf8(bytes)) return { label: 'utf-8', isStrict: false };
  return { label: isCentralEuropean(bytes) ? 'windows-1250' : 'windows-1252', isStrict: true };
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

/**
 * Writes CSV cells as bytes, from fields that are bytes: a JavaScript string for each cell takes twice as long, the text
 * made in SQL four times (`npm run bench`). Held equal to `textCell`, `toDecimal` and `isoTime` by a property test.
 * Each method reads one field where the last one ended and writes a comma and its cell; its loops run over local numbers,
 * and over four bytes at once where they can.
 */
import { DAY_MS, isoTime } from '../../kernel/time';
import { firstByte, type KeptTexts, whereByte, wordsOf } from './byte-words';

/** Ends each field: a byte that no UTF-8 text holds. */
const FIELD_END = 0xff;
const EACH_FIELD_END = -1;

const QUOTE = 34;
const EACH_QUOTE = 0x22222222;
const APOSTROPHE = 39;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const EQUALS = 61;
const AT = 64;
const TAB = 9;
const LF = 10;
const CR = 13;

/** 9999-12-31, in days since 1970. */
const LAST_DAY = 2_932_896;
const MOST_DAYS_KEPT = 20_000;
/** The cells of a row that are not texts, what stands around those that are, and the rest of a last word. */
const ROW_ROOM = 800;
/** So many digits are a small integer, which is added to faster than one that may not be. */
const NEAR_DIGITS = 9;

/** Every number below `count`, written by `text` in four bytes, as one word. */
const wordFor = (count: number, text: (n: number) => string) =>
  Int32Array.from({ length: count }, (_, n) => wordsOf(text(n))[0] ?? 0);
const hexDigits = wordFor(256, (n) => n.toString(16).padStart(2, '0'));
const twoColon = wordFor(60, (n) => `${n}:`.padStart(3, '0'));
const twoPoint = wordFor(60, (n) => `${n}.`.padStart(3, '0'));
const threeZ = wordFor(1_000, (n) => `${n}Z`.padStart(4, '0'));
/** `,2026-11-21T` by day: formatted once for all rows of a day. */
const days = new Map<number, Int32Array>();

export class CellWriter {
  #raw: Buffer = Buffer.alloc(0);
  #rawWords: DataView = viewOf(this.#raw);
  #at = 0;
  #out: Buffer = Buffer.allocUnsafe(64 * 1024);
  #outWords: DataView = viewOf(this.#out);
  #end = 0;
  #day = -1;
  #day0 = 0;
  #day1 = 0;
  #day2 = 0;

  begin(raw: Buffer): void {
    this.#raw = raw;
    this.#rawWords = viewOf(raw);
    this.#at = 0;
    this.#end = 0;
  }

  /** False at the end of the fields. Before each row: makes room for it. */
  more(): boolean {
    this.room(0);
    return this.#at < this.#raw.length;
  }

  /** Valid until `begin`. */
  written(): Buffer {
    return this.#out.subarray(0, this.#end);
  }

  /** At worst each byte that is left is written twice; `extra` comes on top. */
  room(extra: number): void {
    const needed = this.#end + 2 * (this.#raw.length - this.#at) + ROW_ROOM + extra;
    if (needed <= this.#out.length) return;
    const larger = Buffer.allocUnsafe(needed * 2);
    this.#out.copy(larger, 0, 0, this.#end);
    this.#out = larger;
    this.#outWords = viewOf(larger);
  }

  /** The row's first cell: 16 bytes as a quoted UUID. No comma before it. */
  id(): void {
    const raw = this.#raw;
    const out = this.#out;
    const words = this.#outWords;
    let at = this.#at;
    let end = this.#end;
    if (at + 16 > raw.length) throw cutOff();
    out[end++] = QUOTE;
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) out[end++] = MINUS;
      words.setInt32(end, hexDigits[raw[at++] ?? 0] ?? 0, true);
      end += 2;
    }
    out[end++] = QUOTE;
    this.#at = at;
    this.#end = end;
  }

  endRow(): void {
    this.#out[this.#end++] = CR;
    this.#out[this.#end++] = LF;
  }

  /** A cell that is ready, also several with commas between them; it has to have room. */
  ready({ words }: KeptTexts, place: number): void {
    const out = this.#outWords;
    let end = this.#end;
    out.setUint8(end++, COMMA);
    const length = words[place] ?? 0;
    for (let at = 0, from = place + 1; at < length; at += 4, from++) out.setInt32(end + at, words[from] ?? 0, true);
    this.#end = end + length;
  }

  /** As `textCell`: quoted and harmless; nothing for an empty text. */
  text(): void {
    const raw = this.#raw;
    const out = this.#out;
    let at = this.#at;
    let end = this.#end;
    out[end++] = COMMA;
    if (raw[at] === FIELD_END) {
      this.#at = at + 1;
      this.#end = end;
      return;
    }
    out[end++] = QUOTE;
    if (wouldRun(raw, at)) out[end++] = APOSTROPHE;
    const from = this.#rawWords;
    const to = this.#outWords;
    const lastWord = raw.length - 4;
    for (;;) {
      while (at <= lastWord) {
        const word = from.getInt32(at, true);
        const ends = whereByte(word, EACH_QUOTE) | whereByte(word, EACH_FIELD_END);
        // All four, though the last ones may not belong to it: they are written over.
        to.setInt32(end, word, true);
        const plain = ends === 0 ? 4 : firstByte(ends);
        at += plain;
        end += plain;
        if (ends !== 0) break;
      }
      if (at >= raw.length) throw cutOff();
      const byte = raw[at++] ?? 0;
      if (byte === FIELD_END) break;
      if (byte === QUOTE) out[end++] = QUOTE;
      out[end++] = byte;
    }
    out[end++] = QUOTE;
    this.#at = at;
    this.#end = end;
  }

  /** Reads a whole number of at most 2^53 and writes nothing; null for an empty field. Throws when it is none. */
  integer(): number | null {
    const raw = this.#raw;
    let at = this.#at;
    if (raw[at] === FIELD_END) {
      this.#at = at + 1;
      return null;
    }
    const negative = raw[at] === MINUS;
    if (negative) at++;
    let value = 0;
    let digit = 0;
    const near = Math.min(at + NEAR_DIGITS, raw.length);
    for (; at < near; at++) {
      digit = (raw[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    let whole = value;
    for (; at < raw.length; at++) {
      digit = (raw[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      whole = whole * 10 + digit;
    }
    if (at >= raw.length) throw cutOff();
    if (digit !== FIELD_END - ZERO) throw new Error('a raw row holds a number that is none');
    this.#at = at + 1;
    return negative ? -whole : whole;
  }

  /** UTC milliseconds as `2026-11-21T14:32:05.120Z`. */
  time(): void {
    const ms = this.integer();
    if (ms === null) {
      this.#out[this.#end++] = COMMA;
      return;
    }
    const day = Math.floor(ms / DAY_MS);
    if (day < 0 || day > LAST_DAY) {
      this.#far(ms);
      return;
    }
    if (day !== this.#day) this.#turnTo(day);
    const out = this.#outWords;
    const end = this.#end;
    out.setInt32(end, this.#day0, true);
    out.setInt32(end + 4, this.#day1, true);
    out.setInt32(end + 8, this.#day2, true);
    // Whole numbers of 32 bits from here on, which are divided faster.
    const rest = (ms - day * DAY_MS) | 0;
    const seconds = (rest / 1_000) | 0;
    const minutes = (seconds / 60) | 0;
    const hours = (minutes / 60) | 0;
    out.setInt32(end + 12, twoColon[hours] ?? 0, true);
    out.setInt32(end + 15, twoColon[minutes - hours * 60] ?? 0, true);
    out.setInt32(end + 18, twoPoint[seconds - minutes * 60] ?? 0, true);
    out.setInt32(end + 21, threeZ[rest - seconds * 1_000] ?? 0, true);
    this.#end = end + 25;
  }

  #far(ms: number): void {
    const text = `,${isoTime(ms)}`;
    this.room(text.length);
    this.#end += this.#out.write(text, this.#end, 'latin1');
  }

  #turnTo(day: number): void {
    const [day0, day1, day2] = days.get(day) ?? keepDay(day);
    this.#day0 = day0 ?? 0;
    this.#day1 = day1 ?? 0;
    this.#day2 = day2 ?? 0;
    this.#day = day;
  }

  /** Minor units as a plain decimal: the digits as they are, and the point. Gives the value; null for an empty field. */
  decimal(exponent: number): number | null {
    const raw = this.#raw;
    const out = this.#out;
    let at = this.#at;
    const value = this.integer();
    const to = this.#at - 1;
    let end = this.#end;
    out[end++] = COMMA;
    if (value !== null) {
      if (raw[at] === MINUS) out[end++] = raw[at++] ?? 0;
      const point = to - exponent;
      if (point <= at) out[end++] = ZERO;
      while (at < point) out[end++] = raw[at++] ?? 0;
      if (exponent > 0) out[end++] = POINT;
      for (let missing = at - point; missing > 0; missing--) out[end++] = ZERO;
      while (at < to) out[end++] = raw[at++] ?? 0;
    }
    this.#end = end;
    return value;
  }

  /** Reads a field of three letters as one number and writes nothing; 0 for an empty field. */
  currency(): number {
    const raw = this.#raw;
    const at = this.#at;
    if (raw[at] === FIELD_END) {
      this.#at = at + 1;
      return 0;
    }
    if (raw[at + 3] !== FIELD_END) throw new Error('a raw row holds a currency that is none');
    this.#at = at + 4;
    return ((raw[at] ?? 0) << 16) | ((raw[at + 1] ?? 0) << 8) | (raw[at + 2] ?? 0);
  }
}

function wouldRun(raw: Buffer, at: number): boolean {
  const first = raw[at] ?? 0;
  if (first > AT && first < 0xef) return false;
  if (first === EQUALS || first === PLUS || first === MINUS || first === AT) return true;
  if (first === TAB || first === LF || first === CR || first === 0) return true;
  // ＋ － ＝ ＠
  const last = raw[at + 2];
  return first === 0xef && raw[at + 1] === 0xbc && (last === 0x8b || last === 0x8d || last === 0x9d || last === 0xa0);
}

function keepDay(day: number): Int32Array {
  if (days.size >= MOST_DAYS_KEPT) days.clear();
  const words = wordsOf(`,${isoTime(day * DAY_MS).slice(0, 11)}`);
  days.set(day, words);
  return words;
}

function cutOff(): Error {
  return new Error('a raw row is cut off');
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

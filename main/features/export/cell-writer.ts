/**
 * Writes CSV cells as bytes, from fields that are bytes: a JavaScript string for each cell takes twice as long, the text
 * made in SQL four times (`npm run bench`). Held equal to `textCell`, `toDecimal` and `isoTime` by a property test.
 * Each method reads one field where the last one ended and writes a comma and its cell; its loops run over local numbers.
 */
import { DAY_MS, isoTime } from '../../kernel/time';

/** Ends each field: a byte that no UTF-8 text holds. */
const FIELD_END = 0xff;

const QUOTE = 34;
const APOSTROPHE = 39;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const COLON = 58;
const EQUALS = 61;
const AT = 64;
const Z = 90;
const TAB = 9;
const LF = 10;
const CR = 13;

/** 9999-12-31, in days since 1970. */
const LAST_DAY = 2_932_896;
const MOST_DAYS_KEPT = 20_000;
/** The cells of a row that are not texts, and what stands around those that are. */
const ROW_ROOM = 800;

const hexDigits = Buffer.alloc(512);
for (let byte = 0; byte < 256; byte++) hexDigits.write(byte.toString(16).padStart(2, '0'), byte * 2, 'latin1');
const twoDigits = Buffer.alloc(200);
for (let n = 0; n < 100; n++) twoDigits.write(n.toString().padStart(2, '0'), n * 2, 'latin1');
/** `2026-11-21T` by day: formatted once for all rows of a day. */
const days = new Map<number, Buffer>();

export class CellWriter {
  #raw: Buffer = Buffer.alloc(0);
  #at = 0;
  #out: Buffer = Buffer.allocUnsafe(64 * 1024);
  #end = 0;

  begin(raw: Buffer): void {
    this.#raw = raw;
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
  }

  /** The row's first cell: 16 bytes as a quoted UUID. No comma before it. */
  id(): void {
    const raw = this.#raw;
    const out = this.#out;
    let at = this.#at;
    let end = this.#end;
    if (at + 16 > raw.length) throw cutOff();
    out[end++] = QUOTE;
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) out[end++] = MINUS;
      const digits = (raw[at++] ?? 0) * 2;
      out[end++] = hexDigits[digits] ?? 0;
      out[end++] = hexDigits[digits + 1] ?? 0;
    }
    out[end++] = QUOTE;
    this.#at = at;
    this.#end = end;
  }

  endRow(): void {
    this.#out[this.#end++] = CR;
    this.#out[this.#end++] = LF;
  }

  /** A cell that is ready, also several with commas between them. */
  ready(cells: Buffer): void {
    const out = this.#out;
    let end = this.#end;
    out[end++] = COMMA;
    for (let i = 0; i < cells.length; i++) out[end++] = cells[i] ?? 0;
    this.#end = end;
  }

  /** As `textCell`: quoted and harmless; nothing for an empty text. */
  text(): void {
    const raw = this.#raw;
    const out = this.#out;
    let at = this.#at;
    let end = this.#end;
    out[end++] = COMMA;
    if (raw[at] !== FIELD_END) {
      out[end++] = QUOTE;
      if (wouldRun(raw, at)) out[end++] = APOSTROPHE;
      for (; at < raw.length; at++) {
        const byte = raw[at] ?? 0;
        if (byte === FIELD_END) break;
        if (byte === QUOTE) out[end++] = QUOTE;
        out[end++] = byte;
      }
      out[end++] = QUOTE;
    }
    if (at >= raw.length) throw cutOff();
    this.#at = at + 1;
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
    for (; at < raw.length; at++) {
      const digit = (raw[at] ?? 0) - ZERO;
      if (digit === FIELD_END - ZERO) break;
      if (digit < 0 || digit > 9) throw new Error('a raw row holds a number that is none');
      value = value * 10 + digit;
    }
    if (at >= raw.length) throw cutOff();
    this.#at = at + 1;
    return negative ? -value : value;
  }

  /** UTC milliseconds as `2026-11-21T14:32:05.120Z`. */
  time(): void {
    const ms = this.integer();
    const out = this.#out;
    if (ms === null) {
      out[this.#end++] = COMMA;
      return;
    }
    const day = Math.floor(ms / DAY_MS);
    if (day < 0 || day > LAST_DAY) {
      this.ready(Buffer.from(isoTime(ms)));
      return;
    }
    this.ready(days.get(day) ?? keepDay(day));
    const rest = ms - day * DAY_MS;
    const seconds = Math.trunc(rest / 1000);
    const minutes = Math.trunc(seconds / 60);
    const hours = Math.trunc(minutes / 60);
    let end = writeTwo(hours, COLON, out, this.#end);
    end = writeTwo(minutes - hours * 60, COLON, out, end);
    end = writeTwo(seconds - minutes * 60, POINT, out, end);
    const thousandths = rest - seconds * 1000;
    const tenths = Math.trunc(thousandths / 100);
    out[end++] = ZERO + tenths;
    this.#end = writeTwo(thousandths - tenths * 100, Z, out, end);
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

function writeTwo(value: number, then: number, out: Buffer, end: number): number {
  out[end] = twoDigits[value * 2] ?? 0;
  out[end + 1] = twoDigits[value * 2 + 1] ?? 0;
  out[end + 2] = then;
  return end + 3;
}

function keepDay(day: number): Buffer {
  if (days.size >= MOST_DAYS_KEPT) days.clear();
  const text = Buffer.from(isoTime(day * DAY_MS).slice(0, 11));
  days.set(day, text);
  return text;
}

function cutOff(): Error {
  return new Error('a raw row is cut off');
}

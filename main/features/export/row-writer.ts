/**
 * Turns raw rows into CSV, byte by byte. SQLite joins the columns of some thousand rows into one blob, and this writes the
 * cells: a JavaScript string for each cell, or the text made in SQL, takes two to four times as long (`npm run bench`).
 * What it writes is held equal to `textCell`, `toDecimal` and `isoTime` by a property test.
 */
import { exponentOf } from '../../kernel/currency';
import { isoTime } from '../../kernel/time';

/** Ends each field of a raw row: a byte that no UTF-8 text holds. */
export const FIELD_END = 0xff;

/**
 * What a column's fields are, and which cells they give:
 * `text` → quoted · `time` (milliseconds) → ISO UTC · `total` (currency, minor units) → decimal and currency, added up ·
 * `part` (minor units of the row's `total`) → decimal · `settled` (currency, minor units) → decimal and currency ·
 * `customer`, `payer` (a key) → the cells that the caller has ready for it.
 */
export type FieldKind = 'text' | 'time' | 'total' | 'part' | 'settled' | 'customer' | 'payer';

export interface People {
  customer(key: number): Uint8Array;
  payer(key: number): Uint8Array;
}

export interface CurrencyTotal {
  currency: string;
  count: number;
  minor: bigint;
}

interface Slot {
  code: string;
  bytes: Uint8Array;
  exponent: number;
  count: number;
  /** Added up as a safe integer, moved to `minor` before it would not be one. */
  near: number;
  minor: bigint;
}

const [QUOTE, APOSTROPHE, COMMA, MINUS, POINT, ZERO, CR, LF] = [34, 39, 44, 45, 46, 48, 13, 10];
const DAY_MS = 86_400_000;
const LAST_DAY = 2_932_896; // 9999-12-31
/** More than the cells of one row can take beside twice its raw length. */
const ROW_ROOM = 600;

const hexDigits = new Uint8Array(512);
for (let byte = 0; byte < 256; byte++) Buffer.from(byte.toString(16).padStart(2, '0')).copy(hexDigits, byte * 2);

export class RowWriter {
  rows = 0;
  readonly #kinds: readonly FieldKind[];
  readonly #people: People;
  readonly #slots = new Map<number, Slot>();
  readonly #days = new Map<number, Uint8Array>();
  #raw: Uint8Array = new Uint8Array(0);
  #at = 0;
  #out: Uint8Array = new Uint8Array(1024 * 1024);
  #end = 0;

  /** `kinds` of the columns behind the row's id, in order. */
  constructor(kinds: readonly FieldKind[], people: People) {
    this.#kinds = kinds;
    this.#people = people;
  }

  /** `raw` is whole rows: 16 bytes of id, then the fields. The result is valid until the next call. Throws when it is not rows. */
  write(raw: Uint8Array): Uint8Array {
    this.#raw = raw;
    this.#at = 0;
    this.#end = 0;
    while (this.#at < raw.length) this.#row();
    if (this.#at !== raw.length) throw new Error('a raw row is cut off');
    return this.#out.subarray(0, this.#end);
  }

  /** Of all rows so far, by size. */
  totals(): CurrencyTotal[] {
    return [...this.#slots.values()]
      .filter((slot) => slot.count > 0)
      .map(({ code, count, near, minor }) => ({ currency: code, count, minor: minor + BigInt(near) }))
      .sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
  }

  #row(): void {
    this.rows++;
    this.#room(0);
    this.#id();
    let slot: Slot | null = null;
    for (const kind of this.#kinds) {
      this.#put(COMMA);
      if (kind === 'text') this.#text();
      else if (kind === 'time') this.#time();
      else if (kind === 'total') {
        slot = this.#currency();
        if (!slot) throw new Error('a payment without a currency');
        add(slot, this.#decimal(slot.exponent));
        this.#put(COMMA);
        this.#copy(slot.bytes);
      } else if (kind === 'part') this.#decimal(slot?.exponent ?? 0);
      else if (kind === 'settled') this.#settled();
      else this.#person(kind);
    }
    this.#put(CR);
    this.#put(LF);
  }

  /** Room for all that is left of the block and for `more` bytes. */
  #room(more: number): void {
    const needed = this.#end + 2 * (this.#raw.length - this.#at) + ROW_ROOM + more;
    if (needed <= this.#out.length) return;
    const larger = new Uint8Array(needed * 2);
    larger.set(this.#out.subarray(0, this.#end));
    this.#out = larger;
  }

  #put(byte: number): void {
    this.#out[this.#end++] = byte;
  }

  #copy(bytes: Uint8Array): void {
    const out = this.#out;
    let end = this.#end;
    for (let i = 0; i < bytes.length; i++) out[end++] = bytes[i] ?? 0;
    this.#end = end;
  }

  #id(): void {
    const [raw, out] = [this.#raw, this.#out];
    let [at, end] = [this.#at, this.#end];
    if (at + 16 > raw.length) throw new Error('a raw row is cut off');
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

  #text(): void {
    const [raw, out] = [this.#raw, this.#out];
    let [at, end] = [this.#at, this.#end];
    if (raw[at] === FIELD_END) {
      this.#at = at + 1;
      return;
    }
    out[end++] = QUOTE;
    if (wouldRun(raw, at)) out[end++] = APOSTROPHE;
    for (;;) {
      const byte = raw[at++];
      if (byte === FIELD_END) break;
      if (byte === undefined) throw new Error('a raw row is cut off');
      if (byte === QUOTE) out[end++] = QUOTE;
      out[end++] = byte;
    }
    out[end++] = QUOTE;
    this.#at = at;
    this.#end = end;
  }

  #time(): void {
    if (this.#raw[this.#at] === FIELD_END) {
      this.#at++;
      return;
    }
    const ms = this.#integer();
    const day = Math.floor(ms / DAY_MS);
    if (day < 0 || day > LAST_DAY) {
      this.#copy(Buffer.from(isoTime(ms)));
      return;
    }
    this.#copy(this.#dayText(day));
    const rest = ms - day * DAY_MS;
    const seconds = Math.floor(rest / 1000);
    const minutes = Math.floor(seconds / 60);
    this.#twoDigits(Math.floor(minutes / 60), 58);
    this.#twoDigits(minutes % 60, 58);
    this.#twoDigits(seconds % 60, POINT);
    const thousandths = rest % 1000;
    this.#put(ZERO + Math.floor(thousandths / 100));
    this.#twoDigits(thousandths % 100, 90);
  }

  #twoDigits(value: number, then: number): void {
    this.#put(ZERO + Math.floor(value / 10));
    this.#put(ZERO + (value % 10));
    this.#put(then);
  }

  /** `2026-11-21T` */
  #dayText(day: number): Uint8Array {
    let text = this.#days.get(day);
    if (!text) {
      if (this.#days.size > 20_000) this.#days.clear();
      text = Buffer.from(isoTime(day * DAY_MS).slice(0, 11));
      this.#days.set(day, text);
    }
    return text;
  }

  #integer(): number {
    const raw = this.#raw;
    let at = this.#at;
    const negative = raw[at] === MINUS;
    if (negative) at++;
    let value = 0;
    for (;;) {
      const byte = raw[at++] ?? 0;
      if (byte === FIELD_END) break;
      if (byte < ZERO || byte > ZERO + 9) throw new Error('a raw row holds a number that is none');
      value = value * 10 + (byte - ZERO);
    }
    this.#at = at;
    return negative ? -value : value;
  }

  /** Copies the digits and sets the point; gives the value in minor units. */
  #decimal(exponent: number): number {
    const [raw, out] = [this.#raw, this.#out];
    const began = this.#at;
    const value = this.#integer();
    let at = began;
    let end = this.#end;
    if (raw[at] === MINUS) {
      out[end++] = MINUS;
      at++;
    }
    const whole = this.#at - 1 - at - exponent;
    if (whole <= 0) out[end++] = ZERO;
    for (let n = whole; n < 0; n++) {
      if (n === whole) out[end++] = POINT;
      out[end++] = ZERO;
    }
    for (let n = 0; at < this.#at - 1; n++) {
      if (n === whole && exponent > 0) out[end++] = POINT;
      out[end++] = raw[at++] ?? 0;
    }
    this.#end = end;
    return value;
  }

  #settled(): void {
    const slot = this.#currency();
    if (!slot || this.#raw[this.#at] === FIELD_END) {
      while (this.#raw[this.#at++] !== FIELD_END)
        if (this.#at > this.#raw.length) throw new Error('a raw row is cut off');
      this.#put(COMMA);
      return;
    }
    this.#decimal(slot.exponent);
    this.#put(COMMA);
    this.#copy(slot.bytes);
  }

  /** Null for an empty field. */
  #currency(): Slot | null {
    const raw = this.#raw;
    const at = this.#at;
    if (raw[at] === FIELD_END) {
      this.#at = at + 1;
      return null;
    }
    if (raw[at + 3] !== FIELD_END) throw new Error('a raw row holds a currency that is none');
    const key = ((raw[at] ?? 0) << 16) | ((raw[at + 1] ?? 0) << 8) | (raw[at + 2] ?? 0);
    this.#at = at + 4;
    let slot = this.#slots.get(key);
    if (!slot) {
      const code = String.fromCharCode(key >> 16, (key >> 8) & 255, key & 255);
      slot = { code, bytes: Buffer.from(code), exponent: exponentOf(code), count: 0, near: 0, minor: 0n };
      this.#slots.set(key, slot);
    }
    return slot;
  }

  #person(kind: 'customer' | 'payer'): void {
    const empty = this.#raw[this.#at] === FIELD_END;
    if (empty) {
      this.#at++;
      if (kind === 'customer') this.#put(COMMA);
      return;
    }
    const cells = this.#people[kind](this.#integer());
    this.#room(cells.length);
    this.#copy(cells);
  }
}

function add(slot: Slot, minor: number): void {
  slot.count++;
  if (Math.abs(slot.near) + Math.abs(minor) > Number.MAX_SAFE_INTEGER) {
    slot.minor += BigInt(slot.near);
    slot.near = 0;
  }
  slot.near += minor;
}

/** As `textCell` decides it. */
function wouldRun(raw: Uint8Array, at: number): boolean {
  switch (raw[at]) {
    case 0:
    case 9:
    case LF:
    case CR:
    case 43:
    case MINUS:
    case 61:
    case 64:
      return true;
    case 0xef: {
      const last = raw[at + 2];
      return raw[at + 1] === 0xbc && (last === 0x8b || last === 0x8d || last === 0x9d || last === 0xa0);
    }
    default:
      return false;
  }
}

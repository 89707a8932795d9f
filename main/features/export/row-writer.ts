/** Turns the payments' raw rows into CSV and adds their amounts up. SQLite joins the columns of some thousand rows into one blob. */
import { exponentOf } from '../../kernel/currency';
import { KeptTexts } from './byte-words';
import { CellWriter } from './cell-writer';

/**
 * What a column's fields are, and which cells they give:
 * `text` → quoted · `time` (milliseconds) → ISO UTC · `total` (currency, minor units) → decimal and currency, added up ·
 * `part` (minor units of the row's `total`) → decimal · `settled` (currency, minor units) → decimal and currency ·
 * `customer`, `payer` (a key) → the cells that the caller has ready for it.
 */
export type FieldKind = 'text' | 'time' | 'total' | 'part' | 'settled' | 'customer' | 'payer';

/** Cells by key, as they are to be written; `null` is nobody. Each key is asked for once, and its cells are kept. */
export interface People {
  customer(key: number | null): string;
  payer(key: number | null): string;
}

export interface CurrencyTotal {
  currency: string;
  count: number;
  minor: bigint;
}

interface Sum {
  code: string;
  /** Among the kept texts. */
  place: number;
  exponent: number;
  count: number;
  /** Added up as a safe integer, and moved to `minor` before it would not be one. */
  near: number;
  minor: bigint;
}

/** At most so many people's cells are kept. */
const MOST_KEPT = 50_000;

export class RowWriter {
  rows = 0;
  readonly #kinds: readonly FieldKind[];
  readonly #customers: KeptCells;
  readonly #payers: KeptCells;
  readonly #codes = new KeptTexts();
  readonly #nothing = this.#codes.add('');
  readonly #cells = new CellWriter();
  readonly #sums = new Map<number, Sum>();

  /** `kinds` of the columns behind the row's id, in order. */
  constructor(kinds: readonly FieldKind[], people: People) {
    this.#kinds = kinds;
    this.#customers = new KeptCells((key) => people.customer(key));
    this.#payers = new KeptCells((key) => people.payer(key));
  }

  /** `raw` is whole rows: 16 bytes of id, then the fields. The result is valid until the next call. Throws when it is not rows. */
  write(raw: Buffer): Buffer {
    this.#cells.begin(raw);
    while (this.#cells.more()) this.#row();
    return this.#cells.written();
  }

  /** Of all rows so far, by size. */
  totals(): CurrencyTotal[] {
    return [...this.#sums.values()]
      .filter((sum) => sum.count > 0)
      .map(({ code, count, near, minor }) => ({ currency: code, count, minor: minor + BigInt(near) }))
      .sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
  }

  #row(): void {
    const cells = this.#cells;
    const kinds = this.#kinds;
    let exponent = 0;
    cells.id();
    for (let n = 0; n < kinds.length; n++) {
      const kind = kinds[n];
      if (kind === 'text') cells.text();
      else if (kind === 'time') cells.time();
      else if (kind === 'part') cells.decimal(exponent);
      else if (kind === 'total') exponent = this.#total();
      else if (kind === 'settled') this.#settled();
      else if (kind === 'customer') this.#person(this.#customers);
      else this.#person(this.#payers);
    }
    cells.endRow();
    this.rows++;
  }

  #person(people: KeptCells): void {
    const place = people.placeOf(this.#cells.integer());
    this.#cells.room(people.texts.words[place] ?? 0);
    this.#cells.ready(people.texts, place);
  }

  /** Gives the currency's exponent. */
  #total(): number {
    const sum = this.#sumOf(this.#cells.currency());
    const minor = sum ? this.#cells.decimal(sum.exponent) : null;
    if (!sum || minor === null) throw new Error('a payment without an amount');
    this.#cells.ready(this.#codes, sum.place);
    sum.count++;
    if (Math.abs(sum.near) + Math.abs(minor) > Number.MAX_SAFE_INTEGER) {
      sum.minor += BigInt(sum.near);
      sum.near = 0;
    }
    sum.near += minor;
    return sum.exponent;
  }

  #settled(): void {
    const sum = this.#sumOf(this.#cells.currency());
    const minor = this.#cells.decimal(sum?.exponent ?? 0);
    this.#cells.ready(this.#codes, minor === null || !sum ? this.#nothing : sum.place);
  }

  #sumOf(key: number): Sum | null {
    if (key === 0) return null;
    const known = this.#sums.get(key);
    if (known) return known;
    const code = String.fromCharCode(key >> 16, (key >> 8) & 255, key & 255);
    const sum = { code, place: this.#codes.add(code), exponent: exponentOf(code), count: 0, near: 0, minor: 0n };
    this.#sums.set(key, sum);
    return sum;
  }
}

/** The cells of people by their keys: these are small and close together, and looked up twice for each row. */
class KeptCells {
  readonly texts = new KeptTexts();
  readonly #read: (key: number | null) => string;
  #places: number[] = [];
  #nobody = -1;
  #count = 0;

  constructor(read: (key: number | null) => string) {
    this.#read = read;
  }

  placeOf(key: number | null): number {
    if (key === null) {
      if (this.#nobody < 0) this.#nobody = this.texts.add(this.#read(null));
      return this.#nobody;
    }
    return this.#places[key] ?? this.#keep(key);
  }

  #keep(key: number): number {
    if (this.#count++ >= MOST_KEPT) {
      this.texts.forget();
      this.#places = [];
      this.#nobody = -1;
      this.#count = 1;
    }
    const place = this.texts.add(this.#read(key));
    this.#places[key] = place;
    return place;
  }
}

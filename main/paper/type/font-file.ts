/** A TrueType file as its tables: read, written again, and cut down to the glyphs that a paper uses. */

export type FontTables = Map<string, Buffer>;

const TRUETYPE = 0x00010000;

/** Throws RangeError when a table lies outside the file. */
export function readFont(file: Buffer): FontTables {
  const tables: FontTables = new Map();
  const count = file.readUInt16BE(4);
  for (let index = 0; index < count; index++) {
    const entry = 12 + index * 16;
    const at = file.readUInt32BE(entry + 8);
    const length = file.readUInt32BE(entry + 12);
    if (at + length > file.length) throw new RangeError('the font file is cut off');
    tables.set(file.toString('latin1', entry, entry + 4), file.subarray(at, at + length));
  }
  return tables;
}

export function writeFont(flavor: number, tables: FontTables): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const count = sorted.length;
  const power = Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + count * 16);
  head.writeUInt32BE(flavor, 0);
  for (const [index, value] of [count, 16 << power, power, count * 16 - (16 << power)].entries())
    head.writeUInt16BE(value, 4 + index * 2);
  const parts: Buffer[] = [head];
  let at = head.length;
  for (const [index, [tag, table]] of sorted.entries()) {
    const entry = 12 + index * 16;
    const padding = (4 - (table.length % 4)) % 4;
    head.write(tag, entry, 'latin1');
    head.writeUInt32BE(checksum(table), entry + 4);
    head.writeUInt32BE(at, entry + 8);
    head.writeUInt32BE(table.length, entry + 12);
    parts.push(table, Buffer.alloc(padding));
    at += table.length + padding;
  }
  return Buffer.concat(parts);
}

function checksum(table: Buffer): number {
  let sum = 0;
  const whole = table.length - (table.length % 4);
  for (let at = 0; at < whole; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  let rest = 0;
  for (let at = whole; at < whole + 4; at++) rest = rest * 256 + (table[at] ?? 0);
  return whole === table.length ? sum : (sum + rest) >>> 0;
}

/** What a PDF needs of a TrueType font; names and layout stay behind. */
const kept = ['head', 'hhea', 'maxp', 'cvt ', 'fpgm', 'prep'];

/**
 * The font with the outlines of `glyphs` only, and of what they are composed of. Glyphs keep their numbers: nothing that
 * refers to them needs to change.
 */
export function cutFont(tables: FontTables, glyphs: Iterable<number>): Buffer {
  const out: FontTables = new Map(kept.flatMap((tag) => entryOf(tables, tag)));
  const outlines = new Outlines(tables);
  const wanted = outlines.withComponents([0, ...glyphs]);
  const loca = Buffer.alloc((outlines.count + 1) * 4);
  const parts: Buffer[] = [];
  let at = 0;
  for (let glyph = 0; glyph < outlines.count; glyph++) {
    if (wanted.has(glyph)) {
      const outline = outlines.of(glyph);
      parts.push(outline);
      at += outline.length;
    }
    loca.writeUInt32BE(at, (glyph + 1) * 4);
  }
  const head = Buffer.from(tables.get('head') ?? Buffer.alloc(54));
  head.writeInt16BE(1, 50);
  out.set('head', head).set('glyf', Buffer.concat(parts)).set('loca', loca);
  return writeFont(TRUETYPE, out.set('hmtx', keptWidths(tables, wanted)));
}

const entryOf = (tables: FontTables, tag: string): [string, Buffer][] => {
  const table = tables.get(tag);
  return table ? [[tag, table]] : [];
};

/** Widths of what is not used are zero, which packs to nothing. */
function keptWidths(tables: FontTables, wanted: ReadonlySet<number>): Buffer {
  const widths = Buffer.from(tables.get('hmtx') ?? Buffer.alloc(0));
  const proportional = tables.get('hhea')?.readUInt16BE(34) ?? 0;
  for (let glyph = 0; glyph < proportional; glyph++) if (!wanted.has(glyph)) widths.fill(0, glyph * 4, glyph * 4 + 4);
  return widths;
}

const HAS_WORDS = 1;
const HAS_SCALE = 8;
const HAS_MORE = 32;
const HAS_TWO_SCALES = 64;
const HAS_MATRIX = 128;

class Outlines {
  readonly count: number;
  readonly #glyf: Buffer;
  readonly #loca: Buffer;
  readonly #isLong: boolean;

  constructor(tables: FontTables) {
    this.#glyf = tables.get('glyf') ?? Buffer.alloc(0);
    this.#loca = tables.get('loca') ?? Buffer.alloc(0);
    this.#isLong = tables.get('head')?.readInt16BE(50) === 1;
    this.count = tables.get('maxp')?.readUInt16BE(4) ?? 0;
  }

  of(glyph: number): Buffer {
    return this.#glyf.subarray(this.#offset(glyph), this.#offset(glyph + 1));
  }

  withComponents(glyphs: readonly number[]): Set<number> {
    const wanted = new Set<number>();
    const queue = [...glyphs];
    for (let glyph = queue.pop(); glyph !== undefined; glyph = queue.pop()) {
      if (wanted.has(glyph) || glyph >= this.count) continue;
      wanted.add(glyph);
      queue.push(...this.#components(glyph));
    }
    return wanted;
  }

  #offset(glyph: number): number {
    return this.#isLong ? this.#loca.readUInt32BE(glyph * 4) : this.#loca.readUInt16BE(glyph * 2) * 2;
  }

  #components(glyph: number): number[] {
    const outline = this.of(glyph);
    if (outline.length < 10 || outline.readInt16BE(0) >= 0) return [];
    const found: number[] = [];
    for (let at = 10; at + 4 <= outline.length; ) {
      const flags = outline.readUInt16BE(at);
      found.push(outline.readUInt16BE(at + 2));
      if ((flags & HAS_MORE) === 0) break;
      at += 4 + ((flags & HAS_WORDS) !== 0 ? 4 : 2);
      at += (flags & HAS_SCALE) !== 0 ? 2 : (flags & HAS_TWO_SCALES) !== 0 ? 4 : (flags & HAS_MATRIX) !== 0 ? 8 : 0;
    }
    return found;
  }
}

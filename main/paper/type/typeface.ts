/** One slice of a family at one weight, ready to shape text with and to be embedded. Read once for as long as the thread lives. */
import type { Font } from 'harfbuzzjs';
import { type FontTables, readFont } from './font-file';
import { fixWeight } from './instance';
import { harfbuzz } from './shaper';
import { readSlice, type Slice } from './slices';
import { unpackWoff2 } from './woff2';

export interface Typeface {
  /** `Inter latin 400`, for the order of things in a file. */
  key: string;
  /** As a PDF names it, without blanks. */
  name: string;
  weight: number;
  font: Font;
  tables: FontTables;
  characters: ReadonlySet<number>;
  /** Units of an em; all other measures are in them. */
  em: number;
  ascent: number;
  descent: number;
  /** Left, bottom, right, top of all outlines. */
  box: readonly number[];
  widthOf(glyph: number): number;
}

const loaded = new Map<string, Typeface>();

/** Throws Error when the file of the slice cannot be read. */
export function typefaceOf(slice: Slice, weight: number): Typeface {
  const key = `${slice.file.replace(/-wght-normal\.woff2$/, '')} ${weight}`;
  const found = loaded.get(key);
  if (found) return found;
  const made = load(key, slice, weight);
  loaded.set(key, made);
  return made;
}

function load(key: string, slice: Slice, weight: number): Typeface {
  const bytes = fixWeight(unpackWoff2(readSlice(slice)), weight);
  const tables = readFont(bytes);
  const { Blob, Face, Font } = harfbuzz();
  const face = new Face(new Blob(bytes));
  const table = (tag: string) => tables.get(tag) ?? Buffer.alloc(64);
  const widths = table('hmtx');
  const proportional = table('hhea').readUInt16BE(34);
  return {
    key,
    name: key.replace(/[^A-Za-z0-9]+/g, '-'),
    weight,
    font: new Font(face),
    tables,
    characters: new Set(face.collectUnicodes()),
    em: face.upem,
    ascent: table('hhea').readInt16BE(4),
    descent: table('hhea').readInt16BE(6),
    box: [36, 38, 40, 42].map((at) => table('head').readInt16BE(at)),
    widthOf: (glyph) => widths.readUInt16BE(Math.min(glyph, proportional - 1) * 4),
  };
}

/** Unpacks a WOFF2 font (W3C Recommendation, 2024) to the TrueType file it was made from. */
import { brotliDecompressSync } from 'node:zlib';
import { ByteReader } from './bytes';
import { type FontTables, writeFont } from './font-file';
import { unpackGlyphs } from './woff2-glyphs';

/** Larger ones are refused: a slice of the largest script is below 1 MB. */
const MOST_BYTES = 16 * 1024 * 1024;

const knownTags =
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill';
const tagOf = (index: number) => knownTags.slice(index * 5, index * 5 + 4);

interface Entry {
  tag: string;
  transformed: boolean;
  /** In the unpacked stream. */
  length: number;
}

/** Throws RangeError for a file that is no WOFF2, is cut off, or is a collection. */
export function unpackWoff2(file: Buffer): Buffer {
  const reader = new ByteReader(file);
  if (reader.take(4).toString('latin1') !== 'wOF2') throw new RangeError('not a WOFF2 file');
  const flavor = reader.u32();
  reader.at = 12;
  const count = reader.u16();
  reader.at = 20;
  const packedLength = reader.u32();
  reader.at = 48;
  const entries = Array.from({ length: count }, () => readEntry(reader));
  const whole = brotliDecompressSync(reader.take(packedLength), { maxOutputLength: MOST_BYTES });
  const stream = new ByteReader(whole);
  const tables: FontTables = new Map();
  const transformed = new Map<string, Buffer>();
  for (const { tag, transformed: isTransformed, length } of entries)
    (isTransformed ? transformed : tables).set(tag, stream.take(length));
  const packedGlyphs = transformed.get('glyf');
  if (packedGlyphs) {
    const { glyf, loca, leftEdges } = unpackGlyphs(packedGlyphs);
    const head = Buffer.from(tables.get('head') ?? Buffer.alloc(54));
    // The offsets are written in their long form.
    head.writeInt16BE(1, 50);
    tables.set('head', head).set('glyf', glyf).set('loca', loca);
    const packedWidths = transformed.get('hmtx');
    if (packedWidths) tables.set('hmtx', unpackWidths(packedWidths, tables.get('hhea'), leftEdges));
  }
  return writeFont(flavor, tables);
}

function readEntry(reader: ByteReader): Entry {
  const flags = reader.u8();
  const index = flags & 63;
  const tag = index === 63 ? reader.take(4).toString('latin1') : tagOf(index);
  const version = flags >> 6;
  const original = reader.base128();
  // Of these two, version 0 is the transformed form and 3 the plain one; of all others it is 0 that is plain.
  const transformed = tag === 'glyf' || tag === 'loca' ? version !== 3 : version !== 0;
  return { tag, transformed, length: transformed ? reader.base128() : original };
}

/** WOFF2 5.4: left side bearings that equal the outline's left edge are left out. */
function unpackWidths(packed: Buffer, hhea: Buffer | undefined, leftEdges: readonly number[]): Buffer {
  const proportional = hhea?.readUInt16BE(34) ?? 0;
  const reader = new ByteReader(packed);
  const flags = reader.u8();
  const widths = Array.from({ length: proportional }, () => reader.u16());
  const out = Buffer.alloc(proportional * 4 + (leftEdges.length - proportional) * 2);
  for (const [glyph, edge] of leftEdges.entries()) {
    const isProportional = glyph < proportional;
    const isLeftOut = (flags & (isProportional ? 1 : 2)) !== 0;
    const bearing = isLeftOut ? edge : reader.i16();
    if (isProportional) {
      out.writeUInt16BE(widths[glyph] ?? 0, glyph * 4);
      out.writeInt16BE(bearing, glyph * 4 + 2);
    } else out.writeInt16BE(bearing, proportional * 4 + (glyph - proportional) * 2);
  }
  return out;
}

/** The fonts of one PDF: which glyphs are used, and at the end each font cut down to them, with the text they stand for. */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { cutFont } from '../type/font-file';
import { type Glyph, shape } from '../type/shaper';
import type { Typeface } from '../type/typeface';
import type { PdfFile } from './file';
import { ref, utf16 } from './notation';

interface Use {
  id: number;
  name: string;
  /** The text of each glyph, by its number. */
  texts: Map<number, string>;
}

export class PdfFonts {
  readonly #file: PdfFile;
  readonly #uses = new Map<Typeface, Use>();

  constructor(file: PdfFile) {
    this.#file = file;
  }

  /** The font's name in a page's resources; the glyphs are noted. */
  use(face: Typeface, glyphs: readonly Glyph[]): string {
    let use = this.#uses.get(face);
    if (!use) {
      use = { id: this.#file.reserve(), name: `F${this.#uses.size + 1}`, texts: new Map() };
      this.#uses.set(face, use);
    }
    for (const { id, text } of glyphs) if (!use.texts.has(id)) use.texts.set(id, text);
    return use.name;
  }

  /** The `/Font` dictionary; every page refers to this one object. */
  resources(): string {
    return `<<${[...this.#uses.values()].map(({ name, id }) => `/${name} ${ref(id)}`).join('')}>>`;
  }

  finish(): void {
    for (const [face, use] of this.#uses) this.#embed(face, use);
  }

  #embed(face: Typeface, { id, texts }: Use): void {
    const { glyphs, font, length, toText } = packFont(face, texts);
    const thousandth = (units: number) => Math.round((units * 1000) / face.em);
    const data = this.#file.addPacked(`/Length1 ${length}`, font);
    const name = `/${subsetTag(glyphs)}+${face.name}`;
    const descriptor = this.#file.add(
      `<</Type/FontDescriptor/FontName${name}/Flags 4/FontBBox[${face.box.map(thousandth).join(' ')}]/ItalicAngle 0` +
        `/Ascent ${thousandth(face.ascent)}/Descent ${thousandth(face.descent)}/CapHeight ${thousandth(face.ascent)}` +
        `/StemV ${face.weight > 500 ? 120 : 80}/FontFile2 ${ref(data)}>>`,
    );
    const widths = glyphs.map((glyph) => `${glyph}[${thousandth(face.widthOf(glyph))}]`).join('');
    const descendant = this.#file.add(
      `<</Type/Font/Subtype/CIDFontType2/BaseFont${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
        `/CIDToGIDMap/Identity/FontDescriptor ${ref(descriptor)}/W[${widths}]>>`,
    );
    const unicode = this.#file.addPacked('', toText);
    this.#file.put(
      id,
      `<</Type/Font/Subtype/Type0/BaseFont${name}/Encoding/Identity-H/DescendantFonts[${ref(descendant)}]/ToUnicode ${ref(unicode)}>>`,
    );
  }
}

/** Six letters that follow from what is in it. */
function subsetTag(glyphs: readonly number[]): string {
  const digest = createHash('sha256').update(glyphs.join()).digest();
  return String.fromCharCode(...[...digest.subarray(0, 6)].map((byte) => 65 + (byte % 26)));
}

interface PackedFont {
  glyphs: readonly number[];
  font: Buffer;
  /** Of the font before it was packed. */
  length: number;
  toText: Buffer;
}

const packedFonts = new Map<string, PackedFont>();
const MOST_PACKED = 64;

/**
 * Papers of one batch mostly use the same letters. What is usual goes in where any of it is used, so that most of them share
 * fonts that were cut and packed once.
 */
function packFont(face: Typeface, texts: ReadonlyMap<number, string>): PackedFont {
  const usual = usualTexts(face);
  const rest = [...texts].filter(([glyph]) => !usual.has(glyph)).sort(([a], [b]) => a - b);
  const withUsual = rest.length < texts.size;
  const key = `${face.key} ${withUsual} ${JSON.stringify(rest)}`;
  const found = packedFonts.get(key);
  if (found) return found;
  if (packedFonts.size >= MOST_PACKED) packedFonts.clear();
  const all = new Map([...(withUsual ? usual : []), ...rest]);
  const glyphs = [...all.keys()].sort((a, b) => a - b);
  const font = cutFont(face.tables, glyphs);
  const toText = deflateSync(Buffer.from(textMap(all), 'latin1'));
  const made = { glyphs, font: deflateSync(font), length: font.length, toText };
  packedFonts.set(key, made);
  return made;
}

/** ASCII, the digits of equal width, and the signs of figures and spans. */
const usualSigns = [
  ...Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index)),
  ...'\u2212\u2013\u00b7\u2026',
];
const usual = new WeakMap<Typeface, ReadonlyMap<number, string>>();

function usualTexts(face: Typeface): ReadonlyMap<number, string> {
  const found = usual.get(face);
  if (found) return found;
  const made = new Map<number, string>();
  for (const sign of usualSigns) {
    if (!face.characters.has(sign.charCodeAt(0))) continue;
    for (const figures of [false, true])
      for (const { id, text } of shape(sign, { face, rightToLeft: false, figures }).glyphs) made.set(id, text);
  }
  usual.set(face, made);
  return made;
}

/** Readers take no longer text for one glyph; lines with such piles of marks have their text beside them. */
const LONGEST_TEXT = 8;
/** At most this many pairs stand in one block of a CMap. */
const PAIRS_A_BLOCK = 100;

function textMap(texts: ReadonlyMap<number, string>): string {
  const pairs = [...texts]
    .filter(([, text]) => text !== '' && text.length <= LONGEST_TEXT)
    .sort(([a], [b]) => a - b)
    .map(([glyph, text]) => `<${glyph.toString(16).padStart(4, '0')}><${utf16(text)}>`);
  const blocks: string[] = [];
  for (let at = 0; at < pairs.length; at += PAIRS_A_BLOCK) {
    const block = pairs.slice(at, at + PAIRS_A_BLOCK);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit/ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def',
    '/CMapName/Adobe-Identity-UCS def/CMapType 2 def',
    '1 begincodespacerange<0000><ffff>endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict/CMap defineresource pop end end',
  ].join('\n');
}

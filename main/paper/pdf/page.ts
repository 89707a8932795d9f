/** One page as it is drawn: text, rules and images from the top left, each piece marked with what it is for a reader. */
import type { Line } from '../type/line';
import type { PdfFonts } from './fonts';
import { num, utf16 } from './notation';
import type { Element } from './structure';

/** Red, green, blue, each 0 to 1, as a PDF writes them. */
export type Ink = `${number} ${number} ${number}`;

export interface TextPlace {
  /** From the left; with `align: 'end'` where the text ends. */
  x: number;
  /** From the top, to the line that letters stand on. */
  y: number;
  size: number;
  ink: Ink;
  align?: 'start' | 'end' | 'middle';
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class Page {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  /** Element ids, by mark. */
  readonly owners: number[] = [];
  readonly images = new Set<number>();
  readonly #fonts: PdfFonts;
  #drawn: string[] = [];
  #ink = '';
  #font = '';

  /** Lengths in points. */
  constructor(id: number, size: { width: number; height: number }, fonts: PdfFonts) {
    this.id = id;
    this.width = size.width;
    this.height = size.height;
    this.#fonts = fonts;
  }

  /** What was drawn since the last call. */
  takeDrawn(): Buffer {
    const bytes = Buffer.from(this.#drawn.join('\n'), 'latin1');
    this.#drawn = [];
    this.#ink = '';
    this.#font = '';
    return bytes;
  }

  /** All that `draw` draws is the content of `element`. */
  as(element: Element, tag: string, draw: () => void): void {
    const mark = this.owners.push(element.id) - 1;
    element.holds(this.id, mark);
    this.#drawn.push(`/${tag}<</MCID ${mark}>>BDC`);
    draw();
    this.#drawn.push('EMC');
  }

  /** What a reader passes over: rules, repeated heads, page numbers. */
  asDecoration(draw: () => void): void {
    this.#drawn.push('/Artifact BMC');
    draw();
    this.#drawn.push('EMC');
  }

  text(line: Line, { x, y, size, ink, align = 'start' }: TextPlace): void {
    if (line.parts.length === 0) return;
    const width = line.width * size;
    const left = align === 'end' ? x - width : align === 'middle' ? x - width / 2 : x;
    this.#fill(ink);
    if (!line.plain) this.#drawn.push(`/Span<</ActualText<feff${utf16(line.text)}>>>BDC`);
    this.#drawn.push(`BT 1 0 0 1 ${num(left)} ${num(this.height - y)} Tm`);
    for (const { face, glyphs } of line.parts) {
      const font = `/${this.#fonts.use(face, glyphs)} ${num(size)} Tf`;
      if (font !== this.#font) this.#drawn.push(font);
      this.#font = font;
      this.#drawn.push(showing(glyphs, face, size));
    }
    this.#drawn.push('ET');
    if (!line.plain) this.#drawn.push('EMC');
  }

  rule(x: number, y: number, width: number, thick: number, ink: Ink): void {
    this.box({ x, y: y - thick / 2, width, height: thick }, ink);
  }

  box({ x, y, width, height }: Box, ink: Ink): void {
    this.#fill(ink);
    this.#drawn.push(`${num(x)} ${num(this.height - y - height)} ${num(width)} ${num(height)} re f`);
  }

  outline({ x, y, width, height }: Box, thick: number, ink: Ink): void {
    this.#drawn.push(
      `${ink} RG ${num(thick)} w ${num(x)} ${num(this.height - y - height)} ${num(width)} ${num(height)} re S`,
    );
  }

  /** A line of round holes, where paper is torn. */
  perforation(from: { x: number; y: number }, to: { x: number; y: number }, ink: Ink): void {
    const ends = `${num(from.x)} ${num(this.height - from.y)} m ${num(to.x)} ${num(this.height - to.y)} l`;
    this.#drawn.push(`q ${ink} RG 1.6 w 1 J [0 5.2] 0 d ${ends} S Q`);
  }

  /** Dark squares of a code, row by row, in a square of `size` points. */
  code(rows: readonly (readonly boolean[])[], x: number, y: number, size: number): void {
    const side = Math.round((size / rows.length) * 1e5) / 1e5;
    const squares: string[] = [];
    for (const [row, cells] of rows.entries()) {
      for (let cell = 0; cell < cells.length; cell++) {
        if (!cells[cell]) continue;
        // Neighbours in a row as one box: no hairline between them.
        let end = cell;
        while (cells[end + 1]) end += 1;
        squares.push(`${cell} ${rows.length - row - 1} ${end - cell + 1} 1 re`);
        cell = end;
      }
    }
    const place = `${num(x)} ${num(this.height - y - size)}`;
    this.#drawn.push(`q ${side} 0 0 ${side} ${place} cm 0 0 0 rg`, ...squares, 'f Q');
  }

  image(id: number, { x, y, width, height }: Box): void {
    this.images.add(id);
    this.#drawn.push(`q ${num(width)} 0 0 ${num(height)} ${num(x)} ${num(this.height - y - height)} cm /I${id} Do Q`);
  }

  #fill(ink: Ink): void {
    if (ink === this.#ink) return;
    this.#drawn.push(`${ink} rg`);
    this.#ink = ink;
  }
}

type Parts = Line['parts'][number];

/** Glyphs at their natural width in one string; where HarfBuzz placed one elsewhere, the difference. */
function showing(glyphs: Parts['glyphs'], face: Parts['face'], size: number): string {
  const pieces: string[] = [];
  let codes = '';
  let pending = 0;
  let rise = 0;
  const move = (units: number) => {
    pending += units;
  };
  const flush = () => {
    const shift = Math.round((pending * 1000) / face.em);
    if (shift === 0) return;
    if (codes !== '') pieces.push(`<${codes}>`);
    codes = '';
    pieces.push(String(-shift));
    pending = 0;
  };
  const out: string[] = [];
  const endPieces = () => {
    if (codes !== '') pieces.push(`<${codes}>`);
    codes = '';
    if (pieces.length > 0) out.push(`[${pieces.splice(0).join('')}]TJ`);
  };
  for (const { id, advance, dx, dy } of glyphs) {
    move(dx);
    flush();
    if (dy !== rise) {
      endPieces();
      out.push(`${num((dy * size) / face.em)} Ts`);
      rise = dy;
    }
    codes += id.toString(16).padStart(4, '0');
    move(advance - face.widthOf(id) - dx);
  }
  flush();
  endPieces();
  if (rise !== 0) out.push('0 Ts');
  return out.join(' ');
}

/** A line of text in one of the paper's faces: which typeface draws which part, how wide it is, where it may break. */
import { drawnOrder } from './direction';
import { type Shaped, shape } from './shaper';
import { type Family, slicesFor } from './slices';
import { type Typeface, typefaceOf } from './typeface';

/** The voices of a paper. `figure` is text whose digits are equally wide. */
const faces = {
  text: { family: 'inter', weight: 400, figures: false },
  figure: { family: 'inter', weight: 400, figures: true },
  strong: { family: 'inter', weight: 600, figures: false },
  strongFigure: { family: 'inter', weight: 600, figures: true },
  title: { family: 'source-serif-4', weight: 600, figures: true },
} as const satisfies Readonly<Record<string, { family: Family; weight: number; figures: boolean }>>;
export type FaceName = keyof typeof faces;

/** Measures are in parts of the size of the type. */
export interface Line {
  text: string;
  parts: readonly Shaped[];
  width: number;
  /** The glyphs tell the text by themselves, in order. When not, the text is written beside them. */
  plain: boolean;
}

/** What is drawn where no font has a sign. */
const MISSING = '\ufffd';
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const simple = /^[\u0020-\u024f\u0370-\u03ff\u0400-\u052f\u2010-\u2026\u20a0-\u20bf\u2212]*$/;

const widths = new Map<string, Line>();
const MOST_KEPT = 20_000;

/** `text` as `printable` gives it. */
export function setLine(text: string, name: FaceName): Line {
  const key = `${name} ${text}`;
  const found = widths.get(key);
  if (found) return found;
  if (widths.size >= MOST_KEPT) widths.clear();
  const made = shapeLine(text, name);
  widths.set(key, made);
  return made;
}

function shapeLine(text: string, name: FaceName): Line {
  const parts: Shaped[] = [];
  let missing = false;
  for (const piece of drawnOrder(text)) {
    const words = piece.text.match(/ |[^ ]+/g) ?? [];
    for (const word of piece.rightToLeft ? words.reverse() : words) {
      const set = shapeWord(word, name, piece.rightToLeft);
      parts.push(...set.parts);
      missing ||= set.missing;
    }
  }
  const width = parts.reduce((sum, part) => sum + part.width / part.face.em, 0);
  return { text, parts, width, plain: !missing && simple.test(text) };
}

function shapeWord(word: string, name: FaceName, rightToLeft: boolean): { parts: Shaped[]; missing: boolean } {
  const { family, weight, figures } = faces[name];
  const runs: { face: Typeface; text: string }[] = [];
  let missing = false;
  for (const { segment } of simple.test(word) ? [...word].map((segment) => ({ segment })) : graphemes.segment(word)) {
    let face = faceFor(segment, family, weight);
    let text = segment;
    if (!face) {
      missing = true;
      text = MISSING;
      face = faceFor(MISSING, family, weight);
    }
    if (!face) continue;
    const last = runs.at(-1);
    if (last && last.face === face) last.text += text;
    else runs.push({ face, text });
  }
  if (rightToLeft) runs.reverse();
  return { parts: runs.map(({ face, text }) => shape(text, { face, rightToLeft, figures })), missing };
}

const chosen = new Map<string, Typeface | null>();

/** The typeface that has every sign of a grapheme; else the one that has its first. Null when none has. */
function faceFor(grapheme: string, family: Family, weight: number): Typeface | null {
  const key = `${family} ${weight} ${grapheme}`;
  const found = chosen.get(key);
  if (found !== undefined) return found;
  if (chosen.size >= MOST_KEPT) chosen.clear();
  const signs = [...grapheme].map((sign) => sign.codePointAt(0) ?? 0);
  const candidates = slicesFor(signs[0] ?? 0, family).map((slice) => typefaceOf(slice, weight));
  const face =
    candidates.find(({ characters }) => signs.every((sign) => characters.has(sign))) ??
    candidates.find(({ characters }) => characters.has(signs[0] ?? 0)) ??
    null;
  chosen.set(key, face);
  return face;
}

/** Scripts that break between any two signs. */
const unspaced = /[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/u;
/** Signs that may not begin a line. */
const closing = /^[、。，．・：；？！）」』】〕》〉ー々…%)\].,;:!?]/u;

/** Breaks text into lines that are at most `most` wide, in parts of the size of the type. A word that is wider is broken. */
export function wrap(text: string, name: FaceName, most: number): Line[] {
  const lines: Line[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (setLine(longer, name).width <= most) {
      line = longer;
      continue;
    }
    const isBreakable = unspaced.test(word) || setLine(word, name).width > most;
    if (!isBreakable) {
      lines.push(setLine(line, name));
      line = word;
      continue;
    }
    const broken = breakWord(line, word, name, most);
    lines.push(...broken.full.map((full) => setLine(full, name)));
    line = broken.rest;
  }
  return [...lines, setLine(line, name)];
}

function breakWord(begun: string, word: string, name: FaceName, most: number): { full: string[]; rest: string } {
  const full: string[] = [];
  // Latin words that are too long begin on a line of their own; scripts without blanks go on where they are.
  let line = begun === '' ? '' : `${begun} `;
  if (line !== '' && !unspaced.test(word)) {
    full.push(begun);
    line = '';
  }
  for (const { segment } of graphemes.segment(word)) {
    const fits = setLine(line + segment, name).width <= most;
    if (fits || line === '' || closing.test(segment)) line += segment;
    else {
      full.push(line.trimEnd());
      line = segment;
    }
  }
  return { full, rest: line };
}

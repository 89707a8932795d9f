/** Text to glyphs by HarfBuzz, a word at a time and remembered: papers say the same words again and again. */
import type * as HarfBuzz from 'harfbuzzjs';
import type { Typeface } from './typeface';

let library: typeof HarfBuzz | null = null;
let buffer: HarfBuzz.Buffer | null = null;
let tabular: HarfBuzz.Feature[] = [];

/** Loaded when the first paper is asked for: most runs of the program print nothing. */
export async function openShaper(): Promise<void> {
  if (library) return;
  const opened = await import('harfbuzzjs');
  buffer = new opened.Buffer();
  tabular = [new opened.Feature('tnum')];
  library = opened;
}

/** Throws Error before openShaper has ended. */
export function harfbuzz(): typeof HarfBuzz {
  if (!library) throw new Error('the shaper is not open yet');
  return library;
}

/** Measures are in units of the em of the typeface. */
export interface Glyph {
  id: number;
  /** The text that it stands for; empty when the glyph before it says it. */
  text: string;
  advance: number;
  dx: number;
  dy: number;
}

/** Words of one script in one typeface. */
export interface Shaped {
  face: Typeface;
  glyphs: readonly Glyph[];
  width: number;
}

export interface Shaping {
  face: Typeface;
  rightToLeft: boolean;
  /** All digits equally wide, so that figures stand below each other. */
  figures: boolean;
}

const remembered = new Map<string, Shaped>();
const MOST_REMEMBERED = 20_000;

export function shape(text: string, { face, rightToLeft, figures }: Shaping): Shaped {
  const key = `${face.key}${figures ? '#' : rightToLeft ? '<' : '>'}${text}`;
  const found = remembered.get(key);
  if (found) return found;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const made = { face, ...glyphsOf(text, face, rightToLeft, figures) };
  remembered.set(key, made);
  return made;
}

function glyphsOf(
  text: string,
  face: Typeface,
  rightToLeft: boolean,
  figures: boolean,
): { glyphs: Glyph[]; width: number } {
  const { Direction, shape: run } = harfbuzz();
  if (!buffer) throw new Error('the shaper is not open yet');
  buffer.clearContents();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  buffer.setDirection(rightToLeft ? Direction.RTL : Direction.LTR);
  run(face.font, buffer, figures ? tabular : []);
  const positions = buffer.getGlyphPositions();
  const infos = buffer.getGlyphInfos();
  const texts = textsOf(
    text,
    infos.map(({ cluster }) => cluster),
  );
  let width = 0;
  const glyphs = infos.map(({ codepoint: id }, index) => {
    const { xAdvance: advance = 0, xOffset: dx = 0, yOffset: dy = 0 } = positions[index] ?? {};
    width += advance;
    return { id, text: texts[index] ?? '', advance, dx, dy };
  });
  return { glyphs, width };
}

/** Each cluster's text goes to its first glyph. A cluster begins at a place in `text` and ends where the next one begins. */
function textsOf(text: string, clusters: readonly number[]): string[] {
  const starts = [...new Set(clusters)].sort((a, b) => a - b);
  const ends = new Map(starts.map((start, index) => [start, starts[index + 1] ?? text.length]));
  const told = new Set<number>();
  return clusters.map((cluster) => {
    if (told.has(cluster)) return '';
    told.add(cluster);
    return text.slice(cluster, ends.get(cluster));
  });
}

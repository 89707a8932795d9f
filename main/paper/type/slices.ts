/** Which font file holds which characters. The packages ship each family in slices, so that only what a text needs is read. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

const packages = createRequire(import.meta.url);
const rangesSchema = z.record(z.string(), z.string());

/** One file of a family. */
export interface Slice {
  family: string;
  file: string;
}

interface Range {
  first: number;
  last: number;
  slice: Slice;
}

/** The first family of a face draws all it can; the others draw what it lacks, in this order. */
const fallbacks = ['noto-sans-sc', 'noto-sans-kr', 'noto-sans-arabic', 'noto-sans-devanagari'] as const;
const families = ['inter', 'source-serif-4', ...fallbacks] as const;
export type Family = (typeof families)[number];

const known = new Map<Family, readonly Range[]>();

/** The slices of `first` and of the families behind it that may hold a character, the best first. */
export function slicesFor(codePoint: number, first: Family): Slice[] {
  return [first, ...fallbacks].flatMap((family) =>
    rangesOf(family)
      .filter(holds(codePoint))
      .map(({ slice }) => slice),
  );
}

const holds = (codePoint: number) => (range: Range) => range.first <= codePoint && codePoint <= range.last;

function rangesOf(family: Family): readonly Range[] {
  const found = known.get(family);
  if (found) return found;
  const file = packages.resolve(`@fontsource-variable/${family}/unicode.json`);
  const subsets = rangesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const ranges = Object.entries(subsets).flatMap(([subset, text]) => {
    const slice = { family, file: `${family}-${subset.replace(/[[\]]/g, '')}-wght-normal.woff2` };
    return text.split(',').map((part) => ({ ...readRange(part), slice }));
  });
  known.set(family, ranges);
  return ranges;
}

/** `U+0041` or `U+0041-005A`. */
function readRange(text: string): { first: number; last: number } {
  const match = /^U\+([0-9a-f]+)(?:-([0-9a-f]+))?$/i.exec(text.trim());
  if (!match) throw new RangeError(`not a range of characters: ${text.slice(0, 40)}`);
  const first = Number.parseInt(match[1] ?? '', 16);
  return { first, last: match[2] === undefined ? first : Number.parseInt(match[2], 16) };
}

/** Throws Error when the package is not installed. */
export function readSlice({ family, file }: Slice): Buffer {
  return readFileSync(packages.resolve(`@fontsource-variable/${family}/files/${file}`));
}

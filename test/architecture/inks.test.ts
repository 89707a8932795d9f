/** Every ink can be read on every ground that it stands on: WCAG's 4.5 to 1, in both themes, also under the pointer. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../renderer/ui/tokens.css', import.meta.url), 'utf8');

/** The colours that the first block of a selector names. */
function coloursOf(selector: string): ReadonlyMap<string, string> {
  const from = css.indexOf(`${selector} {`);
  const block = css.slice(from, css.indexOf('}', from));
  return new Map(Array.from(block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g), ([, name = '', hex = '']) => [name, hex]));
}

/** WCAG 2's relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const plain = ['paper', 'sheet', 'sunk', 'hover', 'selected'];
const grounds = ['green-ground', 'amber-ground', 'red-ground', 'blue-ground'];
const stands: readonly (readonly [ink: string, on: readonly string[]])[] = [
  ['ink', [...plain, ...grounds]],
  ['soft', [...plain, ...grounds]],
  ['faint', plain],
  ['green', [...plain, 'green-ground']],
  ['amber', [...plain, 'amber-ground']],
  ['red', [...plain, 'red-ground']],
  ['blue', [...plain, 'blue-ground']],
  ['on-green', ['green', 'green-hover']],
  ['on-red', ['red']],
];

for (const [theme, selector] of [
  ['light', ':root'],
  ['dark', 'html[data-mantine-color-scheme="dark"]'],
] as const) {
  test(`${theme}: every ink has 4.5 to 1 on what it stands on`, () => {
    const colours = coloursOf(selector);
    const weak = stands.flatMap(([ink, on]) =>
      on
        .map((ground) => ({
          pair: `${ink} on ${ground}`,
          is: contrast(colours.get(ink) ?? '', colours.get(ground) ?? ''),
        }))
        .filter(({ is }) => !(is >= 4.5)),
    );
    expect(weak).toEqual([]);
  });
}

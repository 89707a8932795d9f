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
  const [red, green, blue] = lightOf(hex);
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

/** How eyes without one kind of cone see a colour: Machado, Oliveira and Fernandes (2009), full severity, on linear light. */
const eyes: Readonly<Record<string, readonly number[]>> = {
  plain: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

type Light = readonly [red: number, green: number, blue: number];

function lightOf(hex: string): Light {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return [red, green, blue];
}

/** CIE lightness, 0 to 100, of a colour as these eyes see it. */
function lightness([red, green, blue]: Light, eye: readonly number[]): number {
  const seen = [0, 3, 6].map((row) =>
    Math.min(1, Math.max(0, (eye[row] ?? 0) * red + (eye[row + 1] ?? 0) * green + (eye[row + 2] ?? 0) * blue)),
  );
  const [r = 0, g = 0, b = 0] = seen;
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

/** As `color-mix(in srgb, …)` does: on the written values. */
function mixed(a: string, b: string, share: number): Light {
  const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  const hex = [1, 3, 5].map((at) =>
    Math.round(part(a, at) * share + part(b, at) * (1 - share))
      .toString(16)
      .padStart(2, '0'),
  );
  return lightOf(`#${hex.join('')}`);
}

/** What has to be told apart in charts by lightness alone, by whatever eyes; each ink has a texture of its own besides. */
function chartPairs(colours: ReadonlyMap<string, string>): readonly (readonly [string, Light, Light, number])[] {
  const of = (name: string) => lightOf(colours.get(name) ?? '');
  const mix = (name: string, share: number) => mixed(colours.get(name) ?? '', colours.get('sheet') ?? '', share);
  return [
    ['solid on the sheet', of('green'), of('sheet'), 35],
    ['the lines of the hatching on their ground', of('amber'), mix('amber', 0.3), 22],
    ['the hatching on the sheet', mix('amber', 0.3), of('sheet'), 6],
    ['solid and the ground of the hatching', of('green'), mix('amber', 0.3), 22],
    ['solid and hollow', of('green'), of('sheet'), 35],
    ['the outline of hollow', of('faint'), of('sheet'), 35],
    ['a day proven and a day fetched', of('green'), mix('green', 0.3), 22],
    ['a day fetched and a day missing', mix('green', 0.3), of('sheet'), 10],
  ];
}

for (const [theme, selector] of [
  ['light', ':root'],
  ['dark', 'html[data-mantine-color-scheme="dark"]'],
] as const) {
  test.each(Object.entries(eyes))(`${theme}: charts are told apart by eyes of %s`, (_name, eye) => {
    const close = chartPairs(coloursOf(selector))
      .map(([pair, a, b, least]) => ({ pair, least, is: Math.abs(lightness(a, eye) - lightness(b, eye)) }))
      .filter(({ least, is }) => !(is >= least));
    expect(close).toEqual([]);
  });
}

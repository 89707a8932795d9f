/** The look of papers, ink on white: the window's light inks, its two faces, and the measures of a sheet. All in points. */
import type { Ink } from '../pdf/page';
import type { FaceName } from '../type/line';

/** `#rrggbb`, as the window's tokens have it. */
function ink(hex: string): Ink {
  const part = (at: number): number => Math.round((Number.parseInt(hex.slice(at, at + 2), 16) / 255) * 1000) / 1000;
  return `${part(1)} ${part(3)} ${part(5)}`;
}

export const inks = {
  ink: ink('#1c2a2e'),
  soft: ink('#5d6a6b'),
  faint: ink('#6b7573'),
  rule: ink('#e3dfd4'),
  ruleStrong: ink('#cfc9ba'),
  sunk: ink('#faf8f3'),
  green: ink('#0b6b57'),
  amber: ink('#8a5a00'),
  red: ink('#a2341f'),
} as const;

export interface Voice {
  face: FaceName;
  size: number;
  /** From one line to the next. */
  leading: number;
  ink: Ink;
}

export const voices = {
  body: { face: 'text', size: 9, leading: 13, ink: inks.ink },
  figure: { face: 'figure', size: 9, leading: 13, ink: inks.ink },
  strong: { face: 'strong', size: 9, leading: 13, ink: inks.ink },
  strongFigure: { face: 'strongFigure', size: 9, leading: 13, ink: inks.ink },
  faintFigure: { face: 'figure', size: 9, leading: 13, ink: inks.faint },
  small: { face: 'text', size: 7.5, leading: 11, ink: inks.soft },
  smallFigure: { face: 'figure', size: 7.5, leading: 11, ink: inks.soft },
  tableHead: { face: 'strong', size: 7.5, leading: 11, ink: inks.soft },
  name: { face: 'title', size: 14, leading: 18, ink: inks.ink },
  title: { face: 'title', size: 22, leading: 27, ink: inks.ink },
  number: { face: 'title', size: 22, leading: 27, ink: inks.faint },
  heading: { face: 'title', size: 12, leading: 16, ink: inks.ink },
  headline: { face: 'title', size: 24, leading: 29, ink: inks.ink },
  slipAmount: { face: 'title', size: 17, leading: 22, ink: inks.ink },
  code: { face: 'strongFigure', size: 12, leading: 17, ink: inks.ink },
} as const satisfies Readonly<Record<string, Voice>>;

export const sheet = {
  /** Left and right. */
  margin: 50,
  top: 44,
  /** Where content ends; page numbers stand below. */
  bottom: 54,
  foot: 30,
  /** Between blocks. */
  gap: 22,
} as const;

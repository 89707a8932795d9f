/** What bars are drawn with. Each ink has a texture of its own, so that colour is never the only difference. */

export const inks = ['solid', 'hatched', 'hollow'] as const;
/** `solid` is green: counted. `hatched` is amber: waiting, or kept by another. `hollow` is an outline: does not count. */
export type Ink = (typeof inks)[number];

/** The hatching, once per drawing; `id` is unique on the page. */
export function Hatching({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="4" height="4" className="ink-hatch-ground" />
        <rect width="2" height="4" className="ink-hatch-line" />
      </pattern>
    </defs>
  );
}

export interface Paint {
  fill: string;
  stroke?: string;
  strokeWidth?: number;
}

/** `hatching`: the id given to Hatching. */
export function paintOf(ink: Ink, hatching: string): Paint {
  switch (ink) {
    case 'solid':
      return { fill: 'var(--green)' };
    case 'hatched':
      return { fill: `url(#${hatching})` };
    case 'hollow':
      return { fill: 'var(--sheet)', stroke: 'var(--faint)', strokeWidth: 1 };
  }
}

/** A small square of the ink, for naming it. */
export function InkSwatch({ ink, id }: { ink: Ink; id: string }) {
  return (
    <svg width="10" height="10" aria-hidden="true" className="ink-swatch">
      {ink === 'hatched' && <Hatching id={id} />}
      <rect x="0.5" y="0.5" width="9" height="9" {...paintOf(ink, id)} />
    </svg>
  );
}

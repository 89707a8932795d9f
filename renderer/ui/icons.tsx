/** Icons of our own: the slip of the logo, and the three statuses, which differ by shape and not by colour alone. */
export interface IconProps {
  size?: number;
  stroke?: number;
}

function frame({ size = 16, stroke = 1.6 }: IconProps) {
  return {
    width: size,
    height: size,
    viewBox: '0 0 16 16',
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: stroke,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  } as const;
}

/** A tick in a circle. */
export function IconCompleted(props: IconProps) {
  return (
    <svg {...frame(props)} aria-hidden="true">
      <circle cx="8" cy="8" r="6.4" />
      <path d="M5.2 8.2 7.2 10.2 10.9 6" />
    </svg>
  );
}

/** A clock whose ring is not closed. */
export function IconPending(props: IconProps) {
  return (
    <svg {...frame(props)} aria-hidden="true">
      <circle cx="8" cy="8" r="6.4" strokeDasharray="3.1 1.92" transform="rotate(-80 8 8)" strokeLinecap="butt" />
      <path d="M8 4.8V8.2L10 9.6" />
    </svg>
  );
}

/** A circle with a stroke through it. */
export function IconCancelled(props: IconProps) {
  return (
    <svg {...frame(props)} aria-hidden="true">
      <circle cx="8" cy="8" r="6.4" />
      <path d="M3.7 12.3 12.3 3.7" />
    </svg>
  );
}

export function IconPayments(props: IconProps) {
  return (
    <svg {...frame(props)} aria-hidden="true">
      <rect x="1.8" y="3.4" width="12.4" height="9.2" rx="1.6" />
      <path d="M1.8 6.4h12.4M4.2 9.9h2.6" />
    </svg>
  );
}

/** The slip with its perforation: the sign of the program. */
export function IconSlip({ size = 20 }: IconProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true">
      <path
        strokeWidth="1.7"
        strokeLinejoin="round"
        d="M3.4 3.6h2.9a1.1 1.1 0 0 0 2 0h8.3a1.8 1.8 0 0 1 1.8 1.8v9.2a1.8 1.8 0 0 1-1.8 1.8H8.3a1.1 1.1 0 0 0-2 0H3.4a1.8 1.8 0 0 1-1.8-1.8V5.4a1.8 1.8 0 0 1 1.8-1.8z"
      />
      <path strokeWidth="1.5" strokeLinecap="round" strokeDasharray="0.1 2.5" d="M7.3 6.7v7" />
      <path strokeWidth="1.5" strokeLinecap="round" d="M10.7 8.3h4.6M10.7 11.7h2.8" />
    </svg>
  );
}

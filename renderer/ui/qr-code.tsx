/** Text as a QR code, dark on light in both themes: cameras read it so. */
import { encode } from 'uqr';

/** The light frame that the standard asks for, in modules. */
const BORDER = 4;

/** One path of little squares. Throws RangeError for more than some 2,000 characters. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + BORDER} ${y + BORDER}h1v1h-1z` : ''))).join('');
}

/** `label`: what it holds, read aloud. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const whole = size + 2 * BORDER;
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${whole} ${whole}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={whole} height={whole} fill="white" />
      <path d={pathOf(data)} fill="black" />
    </svg>
  );
}

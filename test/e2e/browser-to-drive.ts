/** Which installed browser the journeys drive, and the flags that keep it quiet. */
import { findChromium } from '../../scripts/ensure-chromium.ts';

/** Throws when no browser of the Chromium family is found; `npm test` installs one first where it can. */
export function browserToDrive(): { path: string; args: string[] } {
  const path = findChromium();
  if (path === null)
    throw new Error('No Chrome, Edge or Chromium found. Install one, or name it in COUNTERFOIL_CHROMIUM.');
  const quiet = ['background-networking', 'component-update', 'sync', 'quic'].map((what) => `--disable-${what}`);
  // As root, as in most containers, Chromium starts only without its sandbox.
  return { path, args: [...quiet, '--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] };
}

/** Which installed browser the journeys drive, and the flags that keep it quiet. */
import { existsSync } from 'node:fs';
import { findChromium } from '../../scripts/ensure-chromium.ts';

/** Debian's Chromium without windows of its own: the same pages, drawn with two thirds of the work. Windows are tried with the other. */
const WITHOUT_WINDOWS = '/usr/lib/chromium/chromium-headless-shell';

/** Throws when no browser of the Chromium family is found; `npm test` installs one first where it can. */
export function browserToDrive(): { path: string; args: string[] } {
  const path = existsSync(WITHOUT_WINDOWS) ? WITHOUT_WINDOWS : findChromium();
  if (path === null)
    throw new Error('No Chrome, Edge or Chromium found. Install one, or name it in COUNTERFOIL_CHROMIUM.');
  const quiet = ['background-networking', 'component-update', 'sync', 'quic'].map((what) => `--disable-${what}`);
  // As root, as in most containers, Chromium starts only without its sandbox.
  return { path, args: [...quiet, '--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])] };
}

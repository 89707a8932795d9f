/** What stands in a sealed bundle beside its files. */

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';

/** The head of every file's name in a bundle's zip is its own; these two are about all others. */
export const aboutOthers: readonly string[] = [MANIFEST, SIGNATURE];

/** What a zip writes for a time: UTC, in two-second steps. */
export function zipTime(atMs: number): { time: number; date: number } {
  const at = new Date(atMs);
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((Math.max(at.getUTCFullYear(), 1980) - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}

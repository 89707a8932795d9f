// Whether `out/` was built from the sources as they are now: a fingerprint of their names, sizes and times.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = ['main', 'preload', 'renderer', 'electron.vite.config.ts', 'package-lock.json'];
const stamp = join('out', 'built.txt');
const entries = [
  'main/browser.js',
  'main/cli.js',
  'main/engine.js',
  'main/index.js',
  'preload/index.cjs',
  'renderer/index.html',
];

function* filesUnder(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) return yield path;
  for (const name of readdirSync(path).sort()) {
    if (!name.includes('.test.')) yield* filesUnder(join(path, name));
  }
}

/** Changes when a source is added, removed, renamed or saved again. `root` is the project's folder, as in all of these. */
export function fingerprint(root = '.'): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(join(root, source))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

export function isStale(root = '.'): boolean {
  if (!entries.every((entry) => existsSync(join(root, 'out', entry)))) return true;
  const file = join(root, stamp);
  return !existsSync(file) || readFileSync(file, 'utf8') !== fingerprint(root);
}

/** `built` is the fingerprint from before the build: what was saved meanwhile counts as newer. */
export function markFresh(built: string, root = '.'): void {
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, stamp), built);
}

// Where Electron's program is, if it was fetched. Never by require('electron'): that tries to download it.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const packageFolder = resolve('node_modules/electron');

/** Null when only the package is here, without its binary. */
export function electronPath(): string | null {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist');
  const marker = join(packageFolder, 'path.txt');
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH === undefined && !existsSync(marker)) return null;
  const program = join(folder, existsSync(marker) ? readFileSync(marker, 'utf8').trim() : 'electron');
  return existsSync(program) ? program : null;
}

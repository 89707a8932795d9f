// For builds: the SHA-256 of each file that a package keeps outside of its archive, written into the archive, whose own bytes
// Electron checks. The program compares them before it starts its engine.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The one package that is loaded from outside: what of it is run. */
const folder = 'node_modules/better-sqlite3';
const run = ['lib/**/*.js', 'prebuilds/*.node'];

export function unpackedFiles(projectFolder: string): Record<string, string> {
  const found = globSync(run, { cwd: join(projectFolder, folder) }).sort();
  const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  return Object.fromEntries(
    found.map((file) => {
      const name = `${folder}/${file.replaceAll('\\', '/')}`;
      return [name, hashOf(join(projectFolder, name))];
    }),
  );
}

export function nameUnpackedFiles(): Plugin {
  return {
    name: 'unpacked-files',
    generateBundle() {
      const source = JSON.stringify(unpackedFiles(import.meta.dirname.replace(/scripts$/, '')));
      this.emitFile({ type: 'asset', fileName: 'unpacked-files.json', source });
    },
  };
}

// The licences of everything that is packed with the program: most of them ask that their text comes along.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockedPackage {
  version?: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
}

const named = /^(licen[cs]e|copying|ofl)/i;
const rule = '-'.repeat(80);

/**
 * Each package that is no tool and no mere types, with the text of its licence; where it came with none, with its licence's name.
 * `root`: the project's folder, with its packages installed.
 */
export function licencesOfPackages(root: string): string {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  }; // from outside: npm's own file
  const parts = Object.entries(packages)
    .filter(([path, { dev, optional }]) => path !== '' && !path.includes('@types/') && !dev && !optional)
    .map(([path, { version, license }]) => {
      const name = path.replace(/^.*node_modules\//, '');
      return `${rule}\n${name} ${version}\n${license}\n${rule}\n\n${textIn(join(root, path))}`;
    });
  return parts.join('\n');
}

function textIn(folder: string): string {
  const file = readdirSync(folder).find((name) => named.test(name));
  return file === undefined ? '' : `${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

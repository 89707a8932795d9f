/** The README against the repository: each dependency has its line, each script is told, each path it names is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from './source';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const texts = z.record(z.string(), z.string());
const manifest = z
  .object({ scripts: texts, dependencies: texts, devDependencies: texts, optionalDependencies: texts })
  .parse(JSON.parse(read('package.json')));

/** First cells of the rows of every table, as they are written between backquotes. */
function firstCells(markdown: string): string[] {
  return [...markdown.matchAll(/^\|([^|]+)\|/gm)].flatMap((row) =>
    [...(row[1] ?? '').matchAll(/`([^`]+)`/g)].map((name) => name[1] ?? ''),
  );
}

/** Names of `wanted` that do not stand exactly once in `told`. */
function notOnce(wanted: readonly string[], told: readonly string[]): string[] {
  return wanted.filter((name) => told.filter((one) => one === name).length !== 1);
}

/** Relative links and pictures of a document that lead nowhere. */
function deadLinks(markdown: string, exists: (path: string) => boolean): string[] {
  const links = [...markdown.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
    (link) => link[1] ?? link[2] ?? '',
  );
  return links.filter((link) => !/^(https?:|#|mailto:)/.test(link)).filter((link) => !exists(link.replace(/#.*$/, '')));
}

describe('the README', () => {
  const readme = read('README.md');
  const told = firstCells(readme);
  const packages = Object.keys({
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  });

  it('says of each dependency, once, what it is for', () => {
    expect(packages.length).toBeGreaterThan(20);
    expect(notOnce(packages, told)).toEqual([]);
  });
  it('names no dependency that is not there', () => {
    const section = /\n## Dependencies\n([\s\S]*?)(\n## |$)/.exec(readme)?.[1] ?? '';
    expect(firstCells(section).filter((name) => !packages.includes(name))).toEqual([]);
    expect(firstCells(section).length).toBe(packages.length);
  });
  it('tells every script', () => {
    const names = Object.keys(manifest.scripts).map((name) =>
      /^(start|test)$/.test(name) ? `npm ${name}` : `npm run ${name}`,
    );
    expect(names.filter((name) => !told.some((cell) => cell.startsWith(name)))).toEqual([]);
  });
  it.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/architecture.md'])(
    '%s leads nowhere that is not there',
    (file) => {
      const folder = join(root, file, '..');
      expect(deadLinks(read(file), (link) => existsSync(join(folder, link)))).toEqual([]);
    },
  );
});

describe('the reading of it', () => {
  it('finds a package that is missing or told twice', () => {
    const cells = firstCells('| `zod` | parses |\n| `ws` | sockets |\n| `ws` | again |\n');
    expect(notOnce(['zod', 'ws', 'react'], cells)).toEqual(['ws', 'react']);
  });
  it('finds a link that leads nowhere', () => {
    const text = '[a](docs/a.md) [b](#b) [c](https://example.org) <img src="docs/b.png">';
    expect(deadLinks(text, () => false)).toEqual(['docs/a.md', 'docs/b.png']);
  });
});

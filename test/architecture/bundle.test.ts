/** What reaches the window, read in the built files: none of the engine, and nothing from another host. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from './source';

const forbidden = [
  { what: 'the database', pattern: /better-sqlite3/ },
  { what: 'a module of Node', pattern: /["'`]node:[a-z]/ },
  { what: 'SQL', pattern: /CREATE TABLE|INSERT INTO\b/ },
  { what: 'a gateway’s address', pattern: /api\.stripe\.com/ },
  { what: 'the server side of the API', pattern: /@orpc\/server/ },
];

/** Gives what is wrong in one built file. */
function faultsIn(name: string, text: string): string[] {
  return forbidden.filter(({ pattern }) => pattern.test(text)).map(({ what }) => `${name} holds ${what}`);
}

/** The page itself: scripts and styles by address only, every address our own. */
function faultsInPage(html: string): string[] {
  const faults = [];
  if (/<script(?![^>]*\bsrc=)[^>]*>/i.test(html)) faults.push('a script inside the page');
  if (/<style\b/i.test(html)) faults.push('a style inside the page');
  if (/\b(src|href)=["'](https?:)?\/\//i.test(html)) faults.push('an address of another host');
  if (/\son[a-z]+\s*=/i.test(html)) faults.push('an event attribute');
  return faults;
}

describe('the window’s bundle', () => {
  const folder = join(root, 'out/renderer');
  beforeAll(() => {
    execFileSync(process.execPath, ['--import', './scripts/require-node.mjs', 'scripts/build.ts', '--if-stale'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }, 300_000);

  it('holds nothing of the engine', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(js|html|css)$/.test(file),
    );
    const faults = files.flatMap((file) => faultsIn(file, readFileSync(join(folder, file), 'utf8')));
    expect(files.some((file) => file.endsWith('.js'))).toBe(true);
    expect(faults).toEqual([]);
  });
  it('is one page without anything inline or remote', () => {
    expect(faultsInPage(readFileSync(join(folder, 'index.html'), 'utf8'))).toEqual([]);
  });
  it('stays small enough to start at once', () => {
    const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
    const bytes = scripts.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(3_000_000);
  });
});

describe('the reading of it', () => {
  it.each([
    ['import x from "better-sqlite3"'],
    ['require("node:fs")'],
    ['const q = `CREATE TABLE event`'],
    ['fetch("https://api.stripe.com/v1")'],
    ['// @orpc/server'],
  ])('finds %s', (text) => {
    expect(faultsIn('a.js', text)).not.toEqual([]);
  });
  it('lets a plain script pass', () => {
    expect(faultsIn('a.js', 'const node = { a: 1 };')).toEqual([]);
  });
  it.each([
    ['<script>x()</script>'],
    ['<style>p{}</style>'],
    ['<script src="https://example.org/x.js"></script>'],
    ['<link href="//example.org/x.css">'],
    ['<p onclick="x()">'],
  ])('finds %s', (html) => {
    expect(faultsInPage(html)).not.toEqual([]);
  });
});

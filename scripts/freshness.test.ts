import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprint, isStale, markFresh } from './freshness.ts';

const entries = [
  'main/browser.js',
  'main/cli.js',
  'main/engine.js',
  'main/index.js',
  'preload/index.cjs',
  'renderer/index.html',
];
let folder = '';
const source = () => join(folder, 'main', 'kernel', 'money.ts');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-fresh-'));
  for (const name of ['main/kernel', 'preload', 'renderer', 'out/main', 'out/preload', 'out/renderer']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(source(), 'one');
  for (const entry of entries) writeFileSync(join(folder, 'out', entry), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each<[string, () => void, boolean]>([
  ['nothing was changed', () => {}, false],
  ['a source was saved', () => writeFileSync(source(), 'three'), true],
  ['a source was saved with an older date', () => utimesSync(source(), 1, 1), true],
  ['a source was added', () => writeFileSync(join(folder, 'renderer', 'new.tsx'), ''), true],
  ['a source was renamed', () => renameSync(source(), `${source()}x`), true],
  ['a source was deleted', () => rmSync(source()), true],
  ['a test was saved', () => writeFileSync(join(folder, 'main', 'money.test.ts'), 'x'), false],
  ['something built is missing', () => rmSync(join(folder, 'out', 'main', 'cli.js')), true],
  ['the stamp is missing', () => rmSync(join(folder, 'out', 'built.txt')), true],
])('after a build, when %s', (_what, change, stale) => {
  expect(isStale(folder)).toBe(true);
  markFresh(fingerprint(folder), folder);
  expect(isStale(folder)).toBe(false);
  change();
  expect(isStale(folder)).toBe(stale);
});

/** Who may import whom, held on the real tree; and each rule shown a tree that breaks it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badImports, goodImports } from './import-samples';
import { root } from './source';

const folders = ['main', 'renderer', 'preload', 'scripts', 'test'];

async function cruiseTree(base: string, roots: readonly string[]): Promise<ICruiseResult> {
  const { options, ...ruleSet } = await extractConfig(join(root, '.dependency-cruiser.mjs'));
  const { output } = await cruise([...roots], { ...options, baseDir: base, validate: true, ruleSet });
  if (typeof output === 'string') throw new Error('dependency-cruiser gave text where a result was asked for');
  return output;
}

const violations = (result: ICruiseResult) =>
  result.summary.violations.map((found) => ({ rule: found.rule.name, from: found.from, to: found.to }));

describe('the tree', () => {
  it('is read, and every import keeps to the rules', { timeout: 600_000 }, async () => {
    const result = await cruiseTree(root, folders);
    // With a compiler that it cannot use, dependency-cruiser reads nothing and finds nothing.
    expect(result.modules.filter((module) => module.source.startsWith('main/')).length).toBeGreaterThan(50);
    expect(result.summary.totalDependenciesCruised).toBeGreaterThan(100);
    expect(violations(result).map(({ rule, from, to }) => `${rule}: ${from} -> ${to}`)).toEqual([]);
  });
});

describe('the rules', () => {
  let base = '';
  let result: ICruiseResult;
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'counterfoil-imports-'));
    for (const { file, text } of [...badImports, ...goodImports]) {
      mkdirSync(dirname(join(base, file)), { recursive: true });
      writeFileSync(join(base, file), `${text}\n`);
    }
    symlinkSync(resolve(root, 'node_modules'), join(base, 'node_modules'), 'dir');
    writeFileSync(join(base, 'package.json'), JSON.stringify(sampleManifest()));
    result = await cruiseTree(base, ['main', 'renderer', 'preload', 'scripts']);
  }, 600_000);
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it.each(badImports)('$rule reports $file', ({ rule, file }) => {
    expect(violations(result).filter((found) => found.from === file)).toContainEqual(
      expect.objectContaining({ rule, from: file }),
    );
  });

  it.each(goodImports)('nothing is reported of $file', ({ file }) => {
    const others = violations(result).filter((found) => found.from === file && found.rule !== 'no-circle');
    // Which sample nobody imports is beside the point here.
    expect(others.filter((found) => found.rule !== 'no-dead-file')).toEqual([]);
  });

  it('each has a sample that breaks it', async () => {
    const { forbidden = [] } = await extractConfig(join(root, '.dependency-cruiser.mjs'));
    const named = forbidden.map((rule) => rule.name).filter((name) => name !== undefined);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !badImports.some((sample) => sample.rule === name))).toEqual([]);
  });
});

function sampleManifest() {
  const dependencies = {
    zod: '*',
    ws: '*',
    stripe: '*',
    'better-sqlite3': '*',
    '@tanstack/react-table': '*',
    recharts: '*',
  };
  return { name: 'sample', type: 'module', dependencies, devDependencies: { vitest: '*', electron: '*' } };
}

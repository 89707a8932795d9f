/** The random lives are worth what they notice: each of these bugs, put into the program on purpose. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isLongRun } from '../support/seed';
import { seededBugs } from './seeded-bugs';

const root = path.resolve(import.meta.dirname, '../..');
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');

/** Gives the words of the failure, or null when the lives noticed nothing. */
function livesWith(bug: number): string | null {
  const words = [vitest, 'run', '--config', 'test/property/seeded-bug.config.ts', '--reporter=dot'];
  const env = { ...process.env, COUNTERFOIL_BUG: String(bug), COUNTERFOIL_LONG: '', NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, env, encoding: 'utf8' });
  const said = `${stdout}${stderr}`;
  if (status !== 0 && !said.includes('Property failed')) throw new Error(`it did not run: ${said.slice(-2_000)}`);
  return status === 0 ? null : said;
}

test('each seeded bug has its place in the program as it is', () => {
  expect(seededBugs.length).toBeGreaterThanOrEqual(20);
  expect(new Set(seededBugs.map(({ name }) => name)).size).toBe(seededBugs.length);
  for (const { name, file, right } of seededBugs)
    expect(readFileSync(path.join(root, file), 'utf8').split(right), name).toHaveLength(2);
});

/** All in the long run; a quick one tries two, to know that the trying works. */
const tried = seededBugs.map((_, n) => n).filter((n) => isLongRun || n === 5 || n === 14);

for (const n of tried) {
  test(`it is noticed: ${seededBugs[n]?.name}`, () => {
    expect(livesWith(n)).not.toBeNull();
  }, 600_000);
}

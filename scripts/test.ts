// `npm test`: every check and every test, one section each, and one plain line of totals at the end.
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openDisplay } from './display.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { endChildrenOnSignal, runCommand } from './run-command.ts';
import { oneCheck, playwrightTally, sum, type Tally, vitestTally } from './test-report.ts';

const reports = 'test-results';
const vitest = 'node_modules/vitest/vitest.mjs';
const biome = 'node_modules/@biomejs/biome/bin/biome';
const playwright = 'node_modules/@playwright/test/cli.js';
const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

interface Section {
  name: string;
  title: string;
  run(): Promise<Tally>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { long: { type: 'boolean', default: false } },
});
const limitMs = values.long ? 6 * 3_600_000 : 41 * 60_000;
if (values.long) process.env.COUNTERFOIL_LONG = '1';

const node = (args: readonly string[], env: Record<string, string> = {}) =>
  runCommand(process.execPath, args, { limitMs, env });
/** Our own scripts: an older Node is told first how to read them. */
const script = (file: string, ...args: string[]) => node(['--import', './scripts/require-node.mjs', file, ...args]);

async function runVitest(name: string, filters: readonly string[]): Promise<Tally> {
  const report = `${reports}/${name}.json`;
  const outputs = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return vitestTally(report, await node([vitest, 'run', ...outputs, ...filters]));
}

async function runPlaywright(): Promise<Tally> {
  const chromium = await ensureChromium({ tests: true });
  const display = await openDisplay();
  try {
    // Each journey starts the program anew: Node keeps what it has compiled of it for the next one.
    const env = { ...display.env, COUNTERFOIL_CHROMIUM: chromium, NODE_COMPILE_CACHE: resolve(reports, 'compiled') };
    return playwrightTally(`${reports}/e2e.json`, await node([playwright, 'test'], env));
  } finally {
    display.close();
  }
}

const sections: readonly Section[] = [
  { name: 'types', title: 'Types', run: async () => oneCheck(await script('scripts/typecheck.ts')) },
  { name: 'lint', title: 'Lint', run: async () => oneCheck(await node([biome, 'check', '--error-on-warnings'])) },
  {
    name: 'build',
    title: 'Build (when stale)',
    run: async () => ((await script('scripts/build.ts', '--if-stale')) === 0 ? nothing : oneCheck(1)),
  },
  { name: 'architecture', title: 'Architecture', run: () => runVitest('architecture', ['test/architecture']) },
  {
    name: 'unit',
    title: 'Unit and property',
    run: () => runVitest('unit', ['--exclude', 'test/architecture/**']),
  },
  { name: 'e2e', title: 'End to end', run: runPlaywright },
];

async function runSection(section: Section): Promise<Tally> {
  console.log(`\n── ${section.title} ${'─'.repeat(Math.max(3, 76 - section.title.length))}\n`);
  const beganAt = performance.now();
  let tally: Tally;
  try {
    tally = await section.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    tally = oneCheck(1);
  }
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} not run` : '';
  console.log(`\n${section.title}: ${tally.passed} passed, ${tally.failed} failed${skipped} (${seconds} s)`);
  return tally;
}

endChildrenOnSignal();
const unknown = positionals.filter((name) => !sections.some((section) => section.name === name));
if (unknown.length > 0) {
  console.error(`No section ${unknown.join(', ')}. There are: ${sections.map((section) => section.name).join(', ')}.`);
  process.exit(2);
}
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const tallies: Tally[] = [];
// These run the built program.
const builtFirst = ['architecture', 'unit', 'e2e'].some((name) => positionals.includes(name)) ? ['build'] : [];
const wanted = [...builtFirst, ...positionals];
for (const section of sections) {
  if (positionals.length === 0 || wanted.includes(section.name)) tallies.push(await runSection(section));
}
const total = sum(tallies);
console.log(`\nScreenshots: ${reports}/screens/. Reports: ${reports}/*.json.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

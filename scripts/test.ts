// `npm test`: every check and every test, one section each, and one plain line of totals at the end.
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openDisplay } from './display.ts';
import { ensureChromium } from './ensure-chromium.ts';
import { InTurn, type Turn } from './in-turn.ts';
import { endChildrenOnSignal, runCommand } from './run-command.ts';
import { oneCheck, playwrightTally, sum, type Tally, vitestTally } from './test-report.ts';

const reports = 'test-results';
const vitest = 'node_modules/vitest/vitest.mjs';
const biome = 'node_modules/@biomejs/biome/bin/biome';
const playwright = 'node_modules/@playwright/test/cli.js';
const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

/** Left out: what is said is let through as it comes. */
type Say = Turn['say'] | undefined;

interface Section {
  name: string;
  title: string;
  run(say: Say): Promise<Tally>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { long: { type: 'boolean', default: false }, together: { type: 'boolean', default: false } },
});
const limitMs = values.long ? 6 * 3_600_000 : 41 * 60_000;
if (values.long) process.env.COUNTERFOIL_LONG = '1';
// What is passed on is as colourful as what is let through.
if (values.together && process.stdout.isTTY) process.env.FORCE_COLOR ??= '1';

const node = (say: Say, args: readonly string[], env: Record<string, string> = {}) =>
  runCommand(process.execPath, args, { limitMs, env, say });
/** Our own scripts: an older Node is told first how to read them. */
const script = (say: Say, file: string, ...args: string[]) =>
  node(say, ['--import', './scripts/require-node.mjs', file, ...args]);

async function runVitest(say: Say, name: string, filters: readonly string[]): Promise<Tally> {
  const report = `${reports}/${name}.json`;
  const outputs = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return vitestTally(report, await node(say, [vitest, 'run', ...outputs, ...filters]));
}

async function runPlaywright(say: Say): Promise<Tally> {
  const chromium = await ensureChromium({ tests: true });
  const display = await openDisplay();
  try {
    // Each journey starts the program anew: Node keeps what it has compiled of it for the next one.
    const env = { ...display.env, COUNTERFOIL_CHROMIUM: chromium, NODE_COMPILE_CACHE: resolve(reports, 'compiled') };
    return playwrightTally(`${reports}/e2e.json`, await node(say, [playwright, 'test'], env));
  } finally {
    display.close();
  }
}

const build: Section = {
  name: 'build',
  title: 'Build (when stale)',
  run: async (say) => ((await script(say, 'scripts/build.ts', '--if-stale')) === 0 ? nothing : oneCheck(1)),
};
const checks: readonly Section[] = [
  { name: 'types', title: 'Types', run: async (say) => oneCheck(await script(say, 'scripts/typecheck.ts')) },
  {
    name: 'lint',
    title: 'Lint',
    run: async (say) => oneCheck(await node(say, [biome, 'check', '--error-on-warnings'])),
  },
  { name: 'architecture', title: 'Architecture', run: (say) => runVitest(say, 'architecture', ['test/architecture']) },
  {
    name: 'unit',
    title: 'Unit and property',
    run: (say) => runVitest(say, 'unit', ['--exclude', 'test/architecture/**']),
  },
];
const journeys: Section = { name: 'e2e', title: 'End to end', run: runPlaywright };
const sections = [build, ...checks, journeys];

async function runSection({ title, run }: Section, turn: Turn): Promise<Tally> {
  turn.say(`\n── ${title} ${'─'.repeat(Math.max(3, 76 - title.length))}\n\n`);
  const beganAt = performance.now();
  let tally: Tally;
  try {
    tally = await run(values.together ? turn.say : undefined);
  } catch (error) {
    turn.say(`${error instanceof Error ? error.message : String(error)}\n`);
    tally = oneCheck(1);
  }
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} not run` : '';
  turn.say(`\n${title}: ${tally.passed} passed, ${tally.failed} failed${skipped} (${seconds} s)\n`);
  turn.end();
  return tally;
}

const turns = new InTurn((text) => void process.stdout.write(text));
process.on('exit', () => turns.tellAll());

/** One after the other. All of them take their turn to be heard before the first begins. */
async function inARow(row: readonly Section[]): Promise<Tally> {
  const taken = row.map((section) => ({ section, turn: turns.take() }));
  const tallies: Tally[] = [];
  for (const { section, turn } of taken) tallies.push(await runSection(section, turn));
  return sum(tallies);
}

/** The journeys beside the other tests: what is drawn and what is computed wait at different times. Both need the build. */
async function together([first = [], ...others]: readonly (readonly Section[])[]): Promise<Tally[]> {
  const built = await inARow(first);
  return [built, ...(await Promise.all(others.map(inARow)))];
}

endChildrenOnSignal();
const unknown = positionals.filter((name) => !sections.some((section) => section.name === name));
if (unknown.length > 0) {
  console.error(`No section ${unknown.join(', ')}. There are: ${sections.map((section) => section.name).join(', ')}.`);
  process.exit(2);
}
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
// These run the built program.
const builtFirst = ['architecture', 'unit', 'e2e'].some((name) => positionals.includes(name)) ? ['build'] : [];
const wanted = [...builtFirst, ...positionals];
const chosen = (row: readonly Section[]) => row.filter(({ name }) => positionals.length === 0 || wanted.includes(name));
const rows = [[build], checks, [journeys]].map(chosen);
const total = sum(values.together ? await together(rows) : [await inARow(rows.flat())]);
console.log(`\nScreenshots: ${reports}/screens/. Reports: ${reports}/*.json.`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

// `npm run build`: builds `out/`. With --if-stale only when the sources are newer. Its words go to standard error, so
// that a command that builds first keeps its standard output to itself.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fingerprint, isStale, markFresh } from './freshness.ts';

const tool = 'node_modules/electron-vite/bin/electron-vite.js';
const lock = 'out/building.txt';
const longestBuildMs = 10 * 60_000;

/** Two builds at once would empty each other's folders: the second waits for the first. */
async function takeLock(): Promise<void> {
  mkdirSync('out', { recursive: true });
  const beganAt = performance.now();
  while (performance.now() - beganAt < longestBuildMs) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch {
      if (!holderLives()) rmSync(lock, { force: true });
      await wait(200);
    }
  }
  throw new Error(`Another build has held ${lock} for ten minutes. If none is running, delete that file.`);
}

function holderLives(): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}

/** What it says is kept back when `quiet`, unless it fails. */
function runTool(quiet: boolean): Promise<number> {
  return new Promise((resolve) => {
    const said = quiet ? 'pipe' : 2;
    const child = spawn(process.execPath, [tool, 'build'], { stdio: ['ignore', said, said] });
    const words: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => words.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => words.push(chunk));
    process.once('exit', () => child.kill());
    child.once('error', () => resolve(1));
    child.once('close', (code) => {
      if (code !== 0) process.stderr.write(Buffer.concat(words));
      resolve(code ?? 1);
    });
  });
}

/** Builds, unless `always` is false and nothing has changed. Throws when the build fails. */
export async function build(always: boolean, quiet = false): Promise<void> {
  if (!always && !isStale()) return;
  await takeLock();
  try {
    // Another process may have built it while this one waited.
    if (!always && !isStale()) return;
    const built = fingerprint();
    if (quiet) console.error('Building Counterfoil (once after each change)…');
    if ((await runTool(quiet)) !== 0) throw new Error('The build failed; its messages stand above.');
    markFresh(built);
  } finally {
    rmSync(lock, { force: true });
  }
}

// Not import.meta.main: Node before 22.18 does not know it.
if (process.argv[1] === import.meta.filename) {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      rmSync(lock, { force: true });
      process.exit(1);
    });
  }
  try {
    await build(!process.argv.includes('--if-stale'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** `npm start` as a person types it: it opens, and however it is ended, it leaves no process and no file behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { findChromium } from '../../scripts/ensure-chromium.ts';
import { makeHome, waitFor } from './shell';

const root = resolve(import.meta.dirname, '../..');

interface Running {
  home: string;
  /** Where its temporary files go. */
  temporary: string;
  npm: ChildProcess;
  output: () => string;
  exited: Promise<number | null>;
}

/** Every process that was started with this home folder in its environment: npm, the scripts, shell, engine, browser. */
function processesOf(home: string): { pid: number; command: string }[] {
  const found: { pid: number; command: string }[] = [];
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(`COUNTERFOIL_HOME=${home}`)) continue;
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      // What has ended and only waits to be counted has no command line any more.
      if (command !== '') found.push({ pid: Number(name), command });
    } catch {
      // It ended just now.
    }
  }
  return found;
}

function npmStart(home: string, env: Record<string, string>): Running {
  const temporary = join(home, 'tmp');
  mkdirSync(temporary);
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: { ...inherited, COUNTERFOIL_HOME: home, TMPDIR: temporary, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own, as a terminal gives to what is typed into it.
    detached: true,
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  npm.stdout.on('data', keep);
  npm.stderr.on('data', keep);
  const exited = new Promise<number | null>((done) => npm.once('exit', done));
  return { home, temporary, npm, output: () => output, exited };
}

/** Waits for a process whose command line fits, as the sign that so much is up. */
function untilRuns({ home, npm, output }: Running, what: RegExp): Promise<number> {
  return waitFor(
    () => {
      if (npm.exitCode !== null) throw new Error(`npm start ended by itself:\n${output()}`);
      return processesOf(home).find(({ command }) => what.test(command))?.pid;
    },
    40_000,
    () => `${what} did not start:\n${output()}\n${JSON.stringify(processesOf(home), null, 2)}`,
  );
}

/** Waits for the page's WebSocket: the one connection that outlives the five seconds of an idle request's. */
async function untilConnected({ home, output }: Running): Promise<void> {
  const [name = ''] = readdirSync(join(home, 'run'));
  const { port } = JSON.parse(readFileSync(join(home, 'run', name), 'utf8')) as { port: number };
  const here = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const since = new Map<string, number>();
  await waitFor(
    () => {
      const rows = readFileSync('/proc/net/tcp', 'utf8')
        .split('\n')
        .map((row) => row.trim().split(/\s+/));
      const established = rows.flatMap(([, local, remote = '', state]) =>
        local === here && state === '01' ? [remote] : [],
      );
      for (const remote of since.keys()) if (!established.includes(remote)) since.delete(remote);
      for (const remote of established) if (!since.has(remote)) since.set(remote, performance.now());
      return [...since.values()].some((at) => performance.now() - at > 6000) ? true : undefined;
    },
    60_000,
    () => `the page did not connect:\n${output()}`,
  );
}

async function expectNothingLeft({ home, temporary }: Running): Promise<void> {
  await waitFor(
    () => (processesOf(home).length === 0 ? true : undefined),
    8000,
    () => `still there: ${JSON.stringify(processesOf(home), null, 2)}`,
  );
  expect(readdirSync(temporary).filter((name) => name.startsWith('counterfoil'))).toEqual([]);
  expect(readdirSync(join(home, 'run'))).toEqual([]);
}

const withWindow = { COUNTERFOIL_CHROMIUM: findChromium() ?? '' };
const withoutDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '' };
const engine = /engine\.js --book/;
const window = /--app=http:\/\/127\.0\.0\.1/;

// Elsewhere a process does not show with what environment it was started.
if (process.platform === 'linux') {
  test.describe.configure({ timeout: 120_000 });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    for (const [where, env, sign] of [
      ['with a window', withWindow, window],
      ['without a display', withoutDisplay, engine],
    ] as const) {
      test(`${signal} ends everything ${where}`, async () => {
        const home = makeHome();
        const running = npmStart(home.folder, env);
        await untilRuns(running, engine);
        await untilRuns(running, sign);
        const { pid = 0 } = running.npm;
        // Ctrl+C reaches the whole group; other programs signal npm alone.
        process.kill(signal === 'SIGINT' ? -pid : pid, signal);
        await running.exited;
        await expectNothingLeft(running);
        home.remove();
      });
    }
  }

  test('closing the window ends everything', async () => {
    const home = makeHome();
    const running = npmStart(home.folder, withWindow);
    await untilRuns(running, engine);
    const browser = await untilRuns(running, window);
    // A browser that ends before its page has connected is taken for one that does not work.
    await untilConnected(running);
    process.kill(browser, 'SIGTERM');
    expect(await running.exited).toBe(0);
    await expectNothingLeft(running);
    home.remove();
  });

  test('without a display it prints a link that works once, and says that it runs as root', async ({ page }) => {
    const home = makeHome();
    const running = npmStart(home.folder, withoutDisplay);
    const link = await waitFor(
      () => /http:\/\/127\.0\.0\.1:\d+\/#c=[\w-]+/.exec(running.output())?.[0],
      40_000,
      () => `no link:\n${running.output()}`,
    );
    if (process.getuid?.() === 0) expect(running.output()).toContain('Running as root');
    await page.goto(link);
    await expect(page.getByRole('row').nth(3)).toBeVisible({ timeout: 40_000 });
    const other = await page.context().browser()?.newPage();
    const answers: number[] = [];
    other?.on('response', (response) => {
      if (response.url().endsWith('/session')) answers.push(response.status());
    });
    await other?.goto(link);
    await expect.poll(() => answers).toEqual([410]);
    await other?.close();
    running.npm.kill('SIGTERM');
    await running.exited;
    await expectNothingLeft(running);
    home.remove();
  });
}

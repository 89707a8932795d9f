// `npm run dev`: the app, built again as you save. A change of the window's code loads the page again; a change of the
// engine's or a shell's starts the app again.
import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { build } from './build.ts';
import { launchOf } from './launch.ts';
import { whenParentGone } from './parent.ts';

const quietMs = 150;

let app: ChildProcess | null = null;
let restarting = false;

async function open(): Promise<void> {
  const { command, args, env } = await launchOf(process.argv.slice(2));
  const child = spawn(command, args, { stdio: 'inherit', env: { ...env, COUNTERFOIL_DEV: '1' } });
  app = child;
  // The person closed the window: that ends the work too.
  child.once('exit', (code) => {
    if (!restarting) process.exit(code ?? 0);
  });
}

function close(): Promise<void> {
  const child = app;
  if (child === null || child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

async function buildAgain(restart: boolean): Promise<void> {
  try {
    await build(false, true);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return;
  }
  if (!restart) return;
  restarting = true;
  await close();
  await open();
  restarting = false;
}

let wanted: { restart: boolean } | null = null;
let running = false;

/** One build at a time; what is saved meanwhile is built next. */
async function work(): Promise<void> {
  if (running) return;
  running = true;
  while (wanted !== null) {
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    const { restart } = wanted;
    wanted = null;
    await buildAgain(restart);
  }
  running = false;
}

await build(false, true);
await open();
for (const folder of ['renderer', 'main', 'preload']) {
  watch(folder, { recursive: true }, (_event, name) => {
    if (name?.includes('.test.')) return;
    // The kernel and the columns are in both bundles: a change there counts for the app, and with it for the page.
    wanted = { restart: (wanted?.restart ?? false) || folder !== 'renderer' };
    void work();
  });
}
const end = () => {
  restarting = true;
  void close().then(() => process.exit(0));
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
whenParentGone(end);

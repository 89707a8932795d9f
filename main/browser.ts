/** Entry of the browser shell: for machines on which Electron's binary cannot be had. `npm start` decides. */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fillFailureText } from './kernel/failure';
import { failureText } from './kernel/failure-text';
import { systemClock } from './kernel/time';
import { BrowserShell } from './shell/browser/browser-shell';
import { startRefusal } from './shell/browser/start-refusal';
import { talkToPerson, talkToProgram } from './shell/browser/terminal';
import { openWindow } from './shell/browser/window';
import { onRebuilt } from './shell/development';
import { asFailure } from './shell/engine-host';
import { nodeProcesses } from './shell/engine-process';
import { chooseBook, makePlaces, placesOf } from './shell/places';

const { env } = process;
const { values } = parseArgs({
  options: { book: { type: 'string' }, 'allow-root': { type: 'boolean', default: false } },
});
const development = env.COUNTERFOIL_DEV === '1';
const asRoot = process.getuid?.() === 0;
const refusal = startRefusal({
  nodeOptions: env.NODE_OPTIONS,
  execArgv: process.execArgv,
  asRoot,
  allowRoot: values['allow-root'],
  development,
});
if (refusal !== null) {
  console.error(refusal);
  process.exit(1);
}
if (asRoot)
  console.error(
    'Running as root: anything that breaks Counterfoil can do everything here. The window runs with --no-sandbox.',
  );

process.umask(0o077);
const here = dirname(fileURLToPath(import.meta.url));
const forProgram = env.COUNTERFOIL_NO_WINDOW === '1';
const hasDisplay = process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
const program = forProgram || !hasDisplay ? undefined : env.COUNTERFOIL_CHROMIUM;
const places = placesOf({ env, platform: process.platform, homeFolder: homedir() });
makePlaces(places);

const shell = new BrowserShell({
  book: chooseBook(places, values.book ?? null),
  places,
  pageFolder: join(here, '../renderer'),
  startProcess: nodeProcesses(join(here, 'engine.js'), places.compiled),
  clock: systemClock,
  waitsForFirst: forProgram || program !== undefined || process.stdin.isTTY,
  onEnd: (why) => {
    if (why === 'attacked')
      console.error('Counterfoil ended: something on this computer kept trying wrong keys at its window’s address.');
    void stop();
  },
});
let window: ReturnType<typeof openWindow> | null = null;
let stopping = false;
shell.host.up().catch((error: unknown) => {
  if (stopping) return;
  const { code, params } = asFailure(error);
  const { what, safe, next } = fillFailureText(failureText[code], params);
  console.error(`${what} ${safe} ${next}`);
});

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  window?.close();
  await Promise.all([shell.stop(), window?.closed]);
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
// Whatever breaks here must not leave a browser and an engine behind.
process.on('uncaughtException', (error) => {
  console.error(error);
  void stop();
});

await shell.listen();
if (development) onRebuilt(join(here, '../built.txt'), () => shell.reload());
const talk = { link: () => shell.link(), stop: () => void stop() };
if (forProgram) talkToProgram(talk);
else if (program === undefined) talkToPerson(talk);
else {
  window = openWindow(program, shell.link());
  await window.closed;
  if (shell.hadWindows() || stopping) void stop();
  else {
    console.error(`${program} ended before it showed the window.`);
    window = null;
    if (!process.stdin.isTTY) shell.waitNoLonger();
    talkToPerson(talk);
  }
}

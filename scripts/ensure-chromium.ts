// Finds a Chromium, Chrome or Edge on this computer; on Debian as root, installs one when there is none. With --tests
// also Xvfb, which the tests need where there is no display.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
];
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];
const windowsApps = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
];
const aptTries = 5;

function candidates(): string[] {
  const { env } = process;
  if (process.platform === 'darwin') {
    const folders = ['/Applications', join(env.HOME ?? '', 'Applications')];
    return folders.flatMap((folder) => macApps.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)));
  }
  if (process.platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    return folders.flatMap((folder) => windowsApps.map((app) => join(folder, app)));
  }
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', ...(env.PATH ?? '').split(delimiter).filter(Boolean)];
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Path of the browser to use: COUNTERFOIL_CHROMIUM when set and there, else the first found; null when there is none. */
export function findChromium(): string | null {
  const named = process.env.COUNTERFOIL_CHROMIUM;
  if (named && existsSync(named)) return named;
  return candidates().find((path) => existsSync(path)) ?? null;
}

/** Installs Debian packages as root. apt's lock may be held by another program: waits for it, and tries again. */
async function aptInstall(packages: readonly string[]): Promise<void> {
  console.error(`Installing ${packages.join(' and ')} (apt-get)…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (let tries = 1; tries <= aptTries; tries++) {
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=60', ...args], { stdio: ['ignore', 'ignore', 2], env })
        .status;
    if (apt('update') === 0 && apt('install', '-y', '--no-install-recommends', ...packages) === 0) return;
    if (tries < aptTries) await wait(tries * 5000);
  }
}

function canInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Gives the browser's path. Throws one sentence that says what to install when there is none and none can be installed. */
export async function ensureChromium({ tests = false } = {}): Promise<string> {
  const needsDisplay = tests && process.platform === 'linux' && !process.env.DISPLAY && !existsSync('/usr/bin/Xvfb');
  const missing = [...(findChromium() === null ? ['chromium'] : []), ...(needsDisplay ? ['xvfb'] : [])];
  if (missing.length > 0 && canInstall()) await aptInstall(missing);
  const found = findChromium();
  if (found !== null) return found;
  throw new Error(
    'No Chromium, Chrome or Edge was found: install one (Debian and Ubuntu: sudo apt-get install chromium), or set COUNTERFOIL_CHROMIUM to its path.',
  );
}

// Not import.meta.main: Node before 22.18 does not know it.
if (process.argv[1] === import.meta.filename) {
  try {
    console.log(await ensureChromium({ tests: process.argv.includes('--tests') }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

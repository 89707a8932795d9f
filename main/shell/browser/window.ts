/** The window of the browser shell: an installed Chromium, Chrome or Edge with a profile of its own for this run. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BrowserWindow {
  /** Resolves when the window's program has ended and its profile is gone. */
  closed: Promise<void>;
  close(): void;
}

const profileName = /^counterfoil-window-(\d{1,10})-/;
const killAfterMs = 4000;

const quiet = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-extensions',
  '--disable-quic',
  '--disable-sync',
  // Else Linux asks for the keyring's password, for a profile that holds none.
  '--password-store=basic',
  '--disable-features=Translate',
];

function windowArguments(link: string, profile: string, asRoot: boolean): string[] {
  const args = [
    `--app=${link}`,
    `--user-data-dir=${profile}`,
    '--window-size=1440,900',
    '--class=Counterfoil',
    ...quiet,
  ];
  // Chromium's sandbox refuses to run as root.
  if (asRoot) args.push('--no-sandbox');
  return args;
}

/** Profiles of shells that were killed: their process id is in the name. */
async function sweepProfiles(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(profileName.exec(name)?.[1] ?? process.pid);
    if (pid === process.pid || lives(pid)) continue;
    await removeFolder(join(tmpdir(), name));
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A browser that just ended may still be letting go of its files. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch((error: unknown) => {
    console.error(`The window’s temporary folder could not be removed: ${String(error)}`);
  });
}

/** Starts `program` with the page. A program that cannot be started counts as a window closed at once. */
export function openWindow(program: string, link: string): BrowserWindow {
  void sweepProfiles().catch(() => {});
  const profile = mkdtempSync(join(tmpdir(), `counterfoil-window-${process.pid}-`));
  const child = spawn(program, windowArguments(link, profile, process.getuid?.() === 0), {
    stdio: 'ignore',
    // A group of its own, so that it can be ended with all its helpers.
    detached: process.platform !== 'win32',
  });
  const signal = (name: 'SIGTERM' | 'SIGKILL') => {
    if (child.pid === undefined) return;
    try {
      if (process.platform === 'win32') child.kill(name);
      else process.kill(-child.pid, name);
    } catch {
      // It has ended.
    }
  };
  let killTimer: NodeJS.Timeout | undefined;
  const closed = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  }).then(async () => {
    clearTimeout(killTimer);
    signal('SIGKILL');
    await removeFolder(profile);
  });
  return {
    closed,
    close: () => {
      signal('SIGTERM');
      killTimer = setTimeout(() => signal('SIGKILL'), killAfterMs);
    },
  };
}

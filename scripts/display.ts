// A display for tests on a machine that has none: Xvfb, started directly because its wrapper script does not pass signals on.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const xvfb = '/usr/bin/Xvfb';

export interface Display {
  /** What to set in the environment; empty when the machine has a display, needs none, or has no Xvfb. */
  env: Record<string, string>;
  close(): void;
}

/** Starts Xvfb when it is needed and there. Waits at most 10 s for it. */
export async function openDisplay(): Promise<Display> {
  const none = { env: {}, close() {} };
  const has = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (process.platform !== 'linux' || has || !existsSync(xvfb)) return none;
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const close = () => void child.kill();
  process.on('exit', close);
  const number = await displayNumber(child);
  if (number === null) {
    close();
    return none;
  }
  return { env: { DISPLAY: `:${number}` }, close };
}

function displayNumber(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => resolve(null), 10_000);
    const settle = (value: string | null) => {
      clearTimeout(limit);
      resolve(value);
    };
    child.once('error', () => settle(null));
    child.once('exit', () => settle(null));
    child.stdio[3]?.once('data', (chunk: unknown) => settle(String(chunk).trim()));
  });
}

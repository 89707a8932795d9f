// Decides which shell runs here, and with what: Electron where its binary is, else the browser shell.

import { electronPath } from './electron-path.ts';
import { ensureChromium } from './ensure-chromium.ts';

export interface Launch {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** `args` are the person's own, for the shell. Installs a browser when that is needed and possible. */
export async function launchOf(args: readonly string[]): Promise<Launch> {
  const env = { ...process.env };
  if (env.NODE_OPTIONS) {
    console.error('NODE_OPTIONS is left out: a program that keeps books does not take orders from it.');
    delete env.NODE_OPTIONS;
  }
  const electron = electronPath();
  if (electron !== null && hasDisplay) {
    if (asRoot) console.error('Running as root: Electron is started with --no-sandbox.');
    return { command: electron, args: ['.', ...(asRoot ? ['--no-sandbox'] : []), ...args], env };
  }
  if (hasDisplay && env.COUNTERFOIL_NO_WINDOW !== '1') {
    try {
      env.COUNTERFOIL_CHROMIUM = await ensureChromium();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  }
  return {
    command: process.execPath,
    args: ['out/main/browser.js', ...(asRoot ? ['--allow-root'] : []), ...args],
    env,
  };
}

/** Opens a gateway's page in the system's browser, by the program that each platform has for that. */
import { spawn } from 'node:child_process';
import { externalPage } from '../external-page';

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['/usr/bin/open'],
  // Not `cmd /c start`: a shell would read the address.
  win32: ['rundll32.exe', 'url.dll,FileProtocolHandler'],
};

/** Resolves with whether the page was handed over. */
export function openInSystemBrowser(address: string, hosts: readonly string[]): Promise<boolean> {
  const page = externalPage(address, hosts);
  if (page === null) return Promise.resolve(false);
  const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(command, [...args, page], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

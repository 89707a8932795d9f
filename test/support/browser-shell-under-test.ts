/** A real browser shell on a real port, with a tiny engine behind it and a page folder of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../main/kernel/time';
import { BrowserShell } from '../../main/shell/browser/browser-shell';
import { nodeProcesses } from '../../main/shell/engine-process';
import { makePlaces, type Places, placesOf } from '../../main/shell/places';
import { HOME_BYTES, quickPlace } from './quick-place';

export interface ShellUnderTest {
  shell: BrowserShell;
  places: Places;
  port: number;
  /** Exchanges a fresh code, as a page does. */
  token(): Promise<string>;
  ends: string[];
  stop(): Promise<void>;
}

export const fakeEngineFile = join(import.meta.dirname, 'fake-engine.ts');
const page =
  '<!doctype html><meta name="csp-nonce" content="__NONCE__"><script type="module" src="/assets/index-1a.js"></script>';

export async function startShell({
  book = 'mine',
  clock = systemClock as Clock,
  waitsForFirst = true,
} = {}): Promise<ShellUnderTest> {
  const home = mkdtempSync(join(quickPlace(HOME_BYTES), 'counterfoil-shell-'));
  const places = placesOf({ env: { COUNTERFOIL_HOME: home }, platform: process.platform, homeFolder: home });
  makePlaces(places);
  const pageFolder = join(home, 'page');
  mkdirSync(join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(join(pageFolder, 'index.html'), page);
  writeFileSync(join(pageFolder, 'assets', 'index-1a.js'), 'export {};');
  writeFileSync(join(pageFolder, 'assets', 'index-1a.js.map'), '{}');
  const ends: string[] = [];
  const shell = new BrowserShell({
    book: { file: join(places.books, `${book}.counterfoil`), demo: false },
    places,
    pageFolder,
    startProcess: nodeProcesses(fakeEngineFile),
    clock,
    waitsForFirst,
    onEnd: (why) => ends.push(why),
  });
  await shell.listen();
  const port = Number(new URL(shell.link()).port);
  return {
    shell,
    places,
    port,
    ends,
    token: async () => {
      const code = new URL(shell.link()).hash.slice('#c='.length);
      const answer = await fetch(`http://127.0.0.1:${port}/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: `http://127.0.0.1:${port}` },
        body: JSON.stringify({ code }),
      });
      return ((await answer.json()) as { token: string }).token;
    },
    stop: async () => {
      await shell.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

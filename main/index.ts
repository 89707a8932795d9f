/** Entry of the Electron shell: everything that must be set before there is a window, then the window. */
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app, session } from 'electron';
import { listAssets } from './shell/assets';
import { onRebuilt } from './shell/development';
import { lockWhenAway } from './shell/electron/away';
import { refuseChanged } from './shell/electron/dialogs';
import { ElectronShell } from './shell/electron/electron-shell';
import { guardContents, guardSession } from './shell/electron/guards';
import { setMenu } from './shell/electron/menu';
import { menuText } from './shell/electron/menu-text';
import { registerPageScheme, servePage } from './shell/electron/page-protocol';
import { refusedSwitches } from './shell/electron/window-options';
import { chooseBook, makePlaces, placesOf } from './shell/places';

const here = dirname(fileURLToPath(import.meta.url));
const places = placesOf({ env: process.env, platform: process.platform, homeFolder: homedir() });

/** The book that a command line names: `--book <file>`, or a file as a file manager passes it. */
function namedBook(argv: readonly string[], folder: string): string | null {
  const options = { book: { type: 'string' } } as const;
  // Chromium's own switches stand there too.
  const { values, positionals } = parseArgs({ args: argv.slice(1), options, strict: false, allowPositionals: true });
  const named =
    typeof values.book === 'string' ? values.book : positionals.find((name) => name.endsWith('.counterfoil'));
  return named === undefined ? null : resolve(folder, named);
}

function start(): void {
  process.umask(0o077);
  makePlaces(places);
  // One window per home folder: the lock of a second start lies in Electron's own data.
  app.setPath('userData', join(places.home, 'window'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  registerPageScheme();
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(open);
}

function open(): void {
  guardSession(session.defaultSession);
  const pageFolder = join(here, '../renderer');
  // In development the page is built again while it runs.
  let assets = listAssets(pageFolder);
  servePage(() => {
    if (!app.isPackaged) assets = listAssets(pageFolder);
    return assets;
  });
  const text = menuText(app.getLocale());
  const shell = new ElectronShell({
    book: chooseBook(places, namedBook(process.argv, process.cwd())),
    places,
    engineFile: join(here, 'engine.js'),
    preload: join(here, '../preload/index.cjs'),
    text,
  });
  const actions = {
    newBook: () => void shell.newBook(),
    openBook: () => void shell.openBook(),
    demo: () => void shell.openFile(places.demoBook),
  };
  setMenu(text, actions, app.isPackaged);
  lockWhenAway(session.defaultSession, () => shell.lock());
  if (process.env.COUNTERFOIL_DEV === '1' && !app.isPackaged)
    onRebuilt(join(here, '../built.txt'), () => shell.reload());
  app.on('second-instance', (_event, argv, folder) => {
    shell.focus();
    const book = namedBook(argv, folder);
    if (book !== null) void shell.openFile(book);
  });
  app.on('open-file', (_event, file) => void shell.openFile(file));
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void shell.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
}

const refused = app.isPackaged ? refusedSwitches.filter((name) => app.commandLine.hasSwitch(name)) : [];
if (refused.length > 0) {
  console.error(`Counterfoil does not start with --${refused.join(', --')}.`);
  app.exit(1);
} else if (app.isPackaged && refuseChanged()) app.exit(1);
else start();

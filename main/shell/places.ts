/** Where Counterfoil keeps things on this computer, and which book it opens when nobody names one. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, posix, relative, resolve, win32 } from 'node:path';
import { Failure } from '../kernel/failure';

export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** The person's home folder. */
  homeFolder: string;
}

export interface Places {
  home: string;
  books: string;
  exports: string;
  backups: string;
  logs: string;
  /** What Node compiled of the program: made anew when it is missing. */
  compiled: string;
  /** Runtime files: which shell of ours runs on which port. */
  run: string;
  /** A text file that holds the path of the book opened last. */
  lastBook: string;
  demoBook: string;
}

export interface BookChoice {
  file: string;
  /** The demo company: made when missing, with its gateways simulated. */
  demo: boolean;
  /** Name of a book to be created at `file`, which must not exist. */
  create?: string;
}

/** The longest path that `last-book` is believed to hold. */
const longestPath = 4096;

function homeOf({ env, platform, homeFolder }: Surroundings): string {
  const { join } = platform === 'win32' ? win32 : posix;
  if (env.COUNTERFOIL_HOME) return resolve(env.COUNTERFOIL_HOME);
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Application Support', 'Counterfoil');
  if (platform === 'win32') return join(env.APPDATA || join(homeFolder, 'AppData', 'Roaming'), 'Counterfoil');
  // The XDG specification says that a relative path there is to be ignored.
  const data = env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : join(homeFolder, '.local', 'share');
  return join(data, 'counterfoil');
}

export function placesOf(surroundings: Surroundings): Places {
  const { join } = surroundings.platform === 'win32' ? win32 : posix;
  const home = homeOf(surroundings);
  return {
    home,
    books: join(home, 'books'),
    exports: join(home, 'exports'),
    backups: join(home, 'backups'),
    logs: join(home, 'logs'),
    compiled: join(home, 'cache', 'compiled'),
    run: join(home, 'run'),
    lastBook: join(home, 'last-book'),
    demoBook: join(home, 'books', 'demo.counterfoil'),
  };
}

/** Makes the folders that are missing, for this user only. Throws what the file system throws. */
export function makePlaces(places: Places): void {
  for (const folder of [places.home, places.books, places.exports, places.backups, places.logs, places.run]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
}

/** The choice that opens `file`: with its simulators when it is the demo company's book. */
export function choiceOf(places: Places, file: string): BookChoice {
  const path = resolve(file);
  return { file: path, demo: path === resolve(places.demoBook) };
}

/**
 * The choice that a page may make: a book of the book folder. Others are opened by the command line or the system's own
 * dialog. Throws the Failure `not-allowed`.
 */
export function choiceOfPage(places: Places, file: string): BookChoice {
  if (dirname(resolve(file)) === resolve(places.books)) return choiceOf(places, file);
  throw new Failure('not-allowed', { detail: 'a window opens books of the book folder only' });
}

/** The book named on the command line, else the one opened last if it is still there, else the demo company. */
export function chooseBook(places: Places, named: string | null): BookChoice {
  if (named !== null) return choiceOf(places, named);
  return choiceOf(places, lastBook(places) ?? places.demoBook);
}

function lastBook(places: Places): string | null {
  try {
    const file = readFileSync(places.lastBook, 'utf8').slice(0, longestPath).trim();
    if (file === '') return null;
    const path = resolve(places.home, file);
    return existsSync(path) ? path : null;
  } catch {
    // No book was opened yet, or the note cannot be read: either way there is a book to fall back on.
    return null;
  }
}

/**
 * Notes the book for the next start: one in the home by its way from there, so that a copy of the home opens its own. A note that
 * cannot be written costs nothing but that.
 */
export function rememberBook(places: Places, file: string): void {
  const draft = `${places.lastBook}.${process.pid}`;
  try {
    const way = relative(resolve(places.home), resolve(file));
    writeFileSync(draft, `${way.startsWith('..') || isAbsolute(way) ? file : way}\n`, { mode: 0o600 });
    renameSync(draft, places.lastBook);
  } catch (error) {
    console.error(`The book opened last could not be noted: ${String(error)}`);
  }
}

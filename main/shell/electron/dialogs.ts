/** The system's own dialogs: which book, where to save, and what went wrong when there is no page to say it. */
import { basename, extname, join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { type Failure, fillFailureText } from '../../kernel/failure';
import { failureText } from '../../kernel/failure-text';
import { type BookChoice, choiceOf, type Places } from '../places';
import { type MenuText, menuText } from './menu-text';
import { changedUnpacked } from './unpacked';

const bookEnding = '.counterfoil';

function bookKind(text: MenuText) {
  return [{ name: text.books, extensions: [bookEnding.slice(1)] }];
}

/** Null when the person changed their mind. */
export async function chooseNewBook(window: BrowserWindow, places: Places, text: MenuText): Promise<BookChoice | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(places.books, `Book${bookEnding}`),
    filters: bookKind(text),
    buttonLabel: text.create,
  });
  if (canceled || filePath === '') return null;
  const file = extname(filePath) === bookEnding ? filePath : `${filePath}${bookEnding}`;
  return { file, demo: false, create: basename(file, bookEnding) };
}

export async function chooseBookToOpen(
  window: BrowserWindow,
  places: Places,
  text: MenuText,
): Promise<BookChoice | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    defaultPath: places.books,
    filters: bookKind(text),
    properties: ['openFile'],
  });
  const [file] = filePaths;
  return canceled || file === undefined ? null : choiceOf(places, file);
}

/** Where an exported file is to be saved; null when the person changed their mind. */
export async function choosePlaceToSave(window: BrowserWindow, name: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: basename(name) });
  return canceled || filePath === '' ? null : filePath;
}

export async function tellFailure(window: BrowserWindow, failure: Failure): Promise<void> {
  await dialog.showMessageBox(window, { type: 'error', ...sentences(failure) });
}

/** The book did not open at all: what to do instead. */
export async function askAfterFailure(
  window: BrowserWindow,
  failure: Failure,
  text: MenuText,
): Promise<'retry' | 'open' | 'demo' | 'quit'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    ...sentences(failure),
    buttons: [text.tryAgain, text.openBook, text.demo, text.quit],
    defaultId: 0,
    cancelId: 3,
  });
  return (['retry', 'open', 'demo', 'quit'] as const)[response] ?? 'quit';
}

function sentences(failure: Failure): { message: string; detail: string } {
  const { what, safe, next } = fillFailureText(failureText[failure.code], failure.params);
  return { message: what, detail: `${safe} ${next}` };
}

/** Of what lies beside the program's archive: says so where something was changed, and gives whether it was. Before Electron is ready. */
export function refuseChanged(): boolean {
  const archive = app.getAppPath();
  const files = changedUnpacked(join(archive, 'out/main/unpacked-files.json'), `${archive}.unpacked`);
  if (files.length === 0) return false;
  const { changedTitle, changed } = menuText(Intl.DateTimeFormat().resolvedOptions().locale);
  console.error(`${changedTitle} ${changed} ${files.join(', ')}`);
  dialog.showErrorBox(changedTitle, `${changed}\n\n${files.join('\n')}`);
  return true;
}

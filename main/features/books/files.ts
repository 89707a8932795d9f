/** The books of the book folder, by name. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../kernel/failure';

export const BOOK_ENDING = '.counterfoil';

export const bookFolder = (home: string) => path.join(home, 'books');

/** Newest first. */
export function booksIn(home: string): { name: string; file: string; modifiedAt: number }[] {
  let names: string[];
  try {
    names = readdirSync(bookFolder(home));
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(BOOK_ENDING))
    .map((name) => {
      const file = path.join(bookFolder(home), name);
      return { name: name.slice(0, -BOOK_ENDING.length), file, modifiedAt: Math.trunc(statSync(file).mtimeMs) };
    })
    .sort((a, b) => b.modifiedAt - a.modifiedAt);
}

/** Throws Failure book-name-invalid for what cannot be a file's name on every system. */
export function bookFile(home: string, name: string): string {
  const fits =
    /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u.test(name) &&
    !name.endsWith('.') &&
    !/^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name);
  if (!fits) throw new Failure('book-name-invalid', { name: name.slice(0, 80) });
  return path.join(bookFolder(home), `${name}${BOOK_ENDING}`);
}

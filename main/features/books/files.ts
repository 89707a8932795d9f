/** The books of the book folder, by name. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { BOOK_ENDING, bookFileName } from '../../kernel/book-name';

const bookFolder = (home: string) => path.join(home, 'books');

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

/** Throws Failure book-name-invalid. */
export function bookFile(home: string, name: string): string {
  return path.join(bookFolder(home), bookFileName(name));
}

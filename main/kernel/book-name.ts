/** What a book may be called, and its file's name: the same on every system. */
import { Failure } from './failure';

export const BOOK_ENDING = '.counterfoil';

/** `name.counterfoil`. Throws Failure book-name-invalid for what cannot be a file's name everywhere. */
export function bookFileName(name: string): string {
  const fits = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,79}$/u.test(name);
  const reserved = name.endsWith('.') || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name);
  if (!fits || reserved) throw new Failure('book-name-invalid', { name: name.slice(0, 80) });
  return `${name}${BOOK_ENDING}`;
}

/** Where what is made from a book is kept while it is open: side books of before, and files that wait to be stored. */
import { createHash } from 'node:crypto';
import path from 'node:path';

/** A folder of this book alone: two may have the same name in different folders, and each empties its own. */
export function cacheFolder(home: string, bookFile: string): string {
  const place = createHash('sha256').update(path.resolve(bookFile)).digest('hex').slice(0, 12);
  return path.join(home, 'cache', `${path.basename(bookFile)}-${place}`);
}

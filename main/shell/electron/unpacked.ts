/**
 * Electron checks the bytes of its archive, not of what must lie beside it: a database module cannot be loaded from inside one. The
 * archive says what that module was when it was packed (scripts/unpacked-files.ts).
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const listSchema = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/));

/** `list`: the file in the archive. `beside`: the folder `app.asar.unpacked`. Gives the names of what is not as it was packed. */
export function changedUnpacked(list: string, beside: string): string[] {
  const known = Object.entries(listSchema.parse(JSON.parse(readFileSync(list, 'utf8'))));
  return known.filter(([name, hash]) => hashOf(join(beside, name)) !== hash).map(([name]) => name);
}

function hashOf(file: string): string | null {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return null;
  }
}

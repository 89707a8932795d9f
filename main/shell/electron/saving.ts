/** Puts an exported file where the person wants it: written whole under another name first, then renamed. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';

/** Rejects when the copy cannot be written; then nothing is left at `to` but what was there. */
export async function saveCopy(from: string, to: string): Promise<void> {
  const draft = `${to}.${randomBytes(4).toString('hex')}.part`;
  try {
    await copyFile(from, draft, constants.COPYFILE_EXCL);
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

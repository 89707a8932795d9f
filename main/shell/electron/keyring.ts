/** The system's keyring, by Electron: seals a short text so that only this user on this computer opens it again. */
import { safeStorage } from 'electron';
import type { Answer } from '../shell';

/** Linux without a keyring: Electron would “encrypt” with a fixed password that everybody can look up. */
function isSafe(): boolean {
  if (process.platform !== 'linux') return true;
  return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

const notSafe: Answer = {
  kind: 'refused',
  why: 'this system has no keyring',
  failure: { code: 'keyring-not-safe', params: {} },
};
const noAnswer: Answer = {
  kind: 'refused',
  why: 'the keyring did not answer',
  failure: { code: 'keyring-refused', params: {} },
};

export function sealText(text: string): Promise<Answer> {
  return asked(async () => (await safeStorage.encryptStringAsync(text)).toString('base64'));
}

export function unsealText(text: string): Promise<Answer> {
  return asked(async () => (await safeStorage.decryptStringAsync(Buffer.from(text, 'base64'))).result);
}

async function asked(work: () => Promise<string>): Promise<Answer> {
  if (!isSafe()) return notSafe;
  try {
    return (await safeStorage.isAsyncEncryptionAvailable()) ? { kind: 'text', text: await work() } : noAnswer;
  } catch {
    // Another computer’s, or the keyring was made anew: its own error may name what it was given.
    return noAnswer;
  }
}

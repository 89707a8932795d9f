/** Hands a file of the engine's folders to the person: a one-use link in the browser shell, a save dialog in Electron. */

interface HandedOver {
  path: string | null;
  savedAs: string | null;
}

/** Gives where it was saved, when that is known. */
export function handOver({ path, savedAs }: HandedOver): string | null {
  if (path?.startsWith('/')) {
    const anchor = document.createElement('a');
    anchor.href = path;
    anchor.download = '';
    anchor.click();
  }
  return savedAs;
}

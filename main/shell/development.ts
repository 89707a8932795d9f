/** In development: notices that `out/` was built again while a shell runs. */
import { watchFile } from 'node:fs';

const lookEveryMs = 300;

/** `stamp` is the file that the build writes last. */
export function onRebuilt(stamp: string, act: () => void): void {
  watchFile(stamp, { interval: lookEveryMs, persistent: false }, (now, before) => {
    if (now.mtimeMs !== 0 && now.mtimeMs !== before.mtimeMs) act();
  });
}

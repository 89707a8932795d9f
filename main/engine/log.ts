/** The engine's log: a line of JSON each, in `<home>/logs`, with nothing secret and nothing of people in it. */
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import type { Log } from '../context';
import type { Clock } from '../kernel/time';

const LARGEST_BYTES = 5 * 1024 * 1024;
/** Keys and tokens by their shape, should an error's text carry one. */
const secret = /\b(sk|rk|pk|whsec)_(test|live)?_?[A-Za-z0-9]{8,}|Bearer\s+[^\s"\\]+/g;

export function fileLog(home: string, clock: Clock): Log {
  const folder = path.join(home, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'engine.log');

  function write(line: object): void {
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES) renameSync(file, `${file}.1`);
      appendFileSync(file, `${JSON.stringify(line).replace(secret, '…')}\n`, { mode: 0o600 });
    } catch {
      // A full disk must not stop the engine: the log is the least of it.
    }
  }

  return {
    info(message, facts = {}) {
      write({ at: new Date(clock.now()).toISOString(), message, ...facts });
    },
    error(message, error) {
      const incident = randomBytes(4).toString('hex');
      const text = error instanceof Error ? (error.stack ?? error.message) : inspect(error);
      write({ at: new Date(clock.now()).toISOString(), incident, message, error: text });
      return incident;
    },
  };
}

/** Hands an export or a backup to the person once: a ticket of a minute, for a file of these folders only. */
import { createReadStream, existsSync, realpathSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../kernel/time';
import { contentSecurityPolicy, fixedHeaders } from '../policy';
import { OneUse } from './secrets';

interface Offer {
  file: string;
  name: string;
}

export class Downloads {
  readonly #folders: readonly string[];
  readonly #tickets: OneUse<Offer>;

  constructor(folders: readonly string[], clock: Clock) {
    this.#folders = folders;
    this.#tickets = new OneUse(clock);
  }

  /** Gives a ticket, or null when the file is not one of the folders' own. Links out of it do not count. */
  offer(file: string, name: string): string | null {
    try {
      const real = realpathSync(file);
      const isOurs = this.#folders.some((folder) => existsSync(folder) && real.startsWith(realpathSync(folder) + sep));
      if (!isOurs || !statSync(real).isFile()) return null;
      return this.#tickets.issue({ file: real, name });
    } catch {
      return null;
    }
  }

  /** Sends the ticket's file. Gives the status to refuse with when the ticket is no good or the file is gone. */
  async send(ticket: string, response: ServerResponse): Promise<number | null> {
    const found = this.#tickets.redeem(ticket);
    if (typeof found === 'string') return 410;
    const { file, name } = found.cargo;
    const size = statSync(file, { throwIfNoEntry: false })?.size;
    if (size === undefined) return 410;
    response.writeHead(200, {
      ...fixedHeaders,
      'content-security-policy': contentSecurityPolicy('none'),
      'content-type': 'application/octet-stream',
      'content-length': size,
      'content-disposition': `attachment; filename*=UTF-8''${asHeaderValue(name)}`,
    });
    // A person who closes the window in the middle of a download is no error.
    await pipeline(createReadStream(file, { end: Math.max(0, size - 1) }), response).catch(() => response.destroy());
    return null;
  }
}

/** RFC 8187: percent-encoded UTF-8. What a file's name cannot hold on some system becomes a dash. */
function asHeaderValue(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not pass
  const safe = name.replace(/[\u0000-\u001f\u007f"*/:<>?\\|]/g, '-').toWellFormed();
  return encodeURIComponent(safe).replace(/['()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

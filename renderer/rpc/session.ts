/**
 * The browser shell's handshake: the one-time code of the link's fragment becomes a token, kept for this tab only.
 * The code is taken out of the address at once, so that it is in no history and in no picture of the window.
 */
const TOKEN_KEY = 'counterfoil.token';

/** This tab has no right to the engine: its link was used, or is over. */
export class SessionRefused extends Error {
  override readonly name = 'SessionRefused';
}

function codeInAddress(): string | null {
  const match = /^#c=([\w-]{16,200})$/.exec(location.hash);
  return match?.[1] ?? null;
}

/** Taken out of the address, and not answered yet: a request that broke off on its way must not cost the window its link. */
let unspent: string | null = null;

function tokenIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('token' in body)) return null;
  return typeof body.token === 'string' && /^[\w-]{16,200}$/.test(body.token) ? body.token : null;
}

/** Gives the token of this tab. Throws SessionRefused, or TypeError when the shell cannot be reached. */
export async function openSession(): Promise<string> {
  const code = codeInAddress();
  if (code !== null) {
    history.replaceState(null, '', '#/');
    unspent = code;
  }
  if (unspent !== null) {
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: unspent }),
      cache: 'no-store',
    });
    unspent = null;
    const token = answer.ok ? tokenIn(await answer.json()) : null;
    if (token !== null) {
      sessionStorage.setItem(TOKEN_KEY, token);
      return token;
    }
  }
  const kept = sessionStorage.getItem(TOKEN_KEY);
  if (kept === null) throw new SessionRefused();
  return kept;
}

export interface ShellStatus {
  engine: string;
  /** Why the engine could not start: a failure's code and what fills its blanks. */
  failure: unknown;
}

async function askShell(path: string, init: RequestInit): Promise<ShellStatus> {
  const token = sessionStorage.getItem(TOKEN_KEY);
  if (token === null) throw unspent === null ? new SessionRefused() : new TypeError('the code was not answered yet');
  const answer = await fetch(path, {
    ...init,
    headers: { ...init.headers, 'x-counterfoil-token': token },
    cache: 'no-store',
  });
  if (answer.status === 401) {
    sessionStorage.removeItem(TOKEN_KEY);
    throw new SessionRefused();
  }
  const body: unknown = answer.ok ? await answer.json() : null;
  if (typeof body !== 'object' || body === null || !('engine' in body)) return { engine: '', failure: null };
  return { engine: String(body.engine), failure: 'failure' in body ? body.failure : null };
}

/** How the engine fares, from the shell that keeps it. Throws as openSession does. */
export function shellStatus(): Promise<ShellStatus> {
  return askShell('/status', { method: 'GET' });
}

/** Has the shell start the engine again, with the same book or with the demo's. */
export function startEngine(how: 'retry' | 'demo'): Promise<ShellStatus> {
  return askShell('/engine', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ do: how }),
  });
}

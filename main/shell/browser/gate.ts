/**
 * Who may come in: decides from a request's line and headers alone, before anything is read or done. Pure, so that every
 * combination can be tried.
 */
import type { IncomingMessage } from 'node:http';
import type { Asset } from '../assets';

export interface Own {
  /** `127.0.0.1:<port>`, exactly as a browser writes it. */
  host: string;
  assets: () => ReadonlyMap<string, Asset>;
  isToken: (text: string) => boolean;
}

export type Route =
  | { kind: 'asset'; asset: Asset }
  | { kind: 'session' }
  | { kind: 'status' }
  | { kind: 'engine' }
  | { kind: 'download'; ticket: string }
  | { kind: 'rpc' };

/** `bad` marks a wrong token, which is counted; a missing one is not. */
export type Verdict = { open: true; route: Route } | { open: false; status: number; bad?: true };

export const protocolName = 'counterfoil';
const tokenPrefix = 'token.';

const refuse = (status: number): Verdict => ({ open: false, status });

function routeOf(path: string, own: Own): Route | null {
  const asset = own.assets().get(path);
  if (asset !== undefined) return { kind: 'asset', asset };
  if (path === '/session') return { kind: 'session' };
  if (path === '/status') return { kind: 'status' };
  if (path === '/engine') return { kind: 'engine' };
  if (path === '/rpc') return { kind: 'rpc' };
  const ticket = /^\/download\/([\w-]{1,64})$/.exec(path)?.[1];
  return ticket === undefined ? null : { kind: 'download', ticket };
}

const methodsOf: Record<Route['kind'], readonly string[]> = {
  asset: ['GET', 'HEAD'],
  session: ['POST'],
  status: ['GET'],
  engine: ['POST'],
  download: ['GET'],
  rpc: ['GET'],
};

/** Duplicated headers are counted in the raw ones: Node keeps only the first `Host`. */
function only(request: IncomingMessage, name: string): string | null | undefined {
  const values = request.rawHeaders.filter((_, at, all) => at % 2 === 1 && all[at - 1]?.toLowerCase() === name);
  return values.length > 1 ? null : values[0];
}

/** The origin that a browser claims must be ours; only a plain read may come without one, as browsers send it. */
function fromOurPage(request: IncomingMessage, own: Own, changes: boolean): boolean {
  const origin = only(request, 'origin');
  if (origin === undefined ? changes : origin !== `http://${own.host}`) return false;
  const site = only(request, 'sec-fetch-site');
  if (site === undefined || site === 'same-origin') return true;
  return site === 'none' && request.method === 'GET' && request.url === '/' && !changes;
}

/** `upgrade` is true for a request that asks to become a WebSocket. */
export function judge(request: IncomingMessage, own: Own, upgrade: boolean): Verdict {
  if (only(request, 'host') !== own.host) return refuse(421);
  const { method = '', url = '' } = request;
  // A whole address in the request line would name a host of its own.
  if (!url.startsWith('/')) return refuse(421);
  if (method === 'OPTIONS') return refuse(403);
  const reads = method === 'GET' || method === 'HEAD';
  if (!fromOurPage(request, own, upgrade || !reads)) return refuse(403);
  if (!reads && method !== 'POST') return refuse(405);
  const route = routeOf(url, own);
  if (route === null || upgrade !== (route.kind === 'rpc')) return refuse(404);
  if (!methodsOf[route.kind].includes(method)) return refuse(405);
  if (method === 'POST' && !isJson(request)) return refuse(415);
  return authorised(request, route, own);
}

function isJson(request: IncomingMessage): boolean {
  return /^application\/json(;\s*charset=utf-8)?$/i.test(only(request, 'content-type') ?? '');
}

/** The page itself is open, the exchange of a code brings its own secret, and a ticket is one. */
function authorised(request: IncomingMessage, route: Route, own: Own): Verdict {
  if (route.kind === 'asset' || route.kind === 'session' || route.kind === 'download') return { open: true, route };
  const token = route.kind === 'rpc' ? tokenOfProtocols(request) : only(request, 'x-counterfoil-token');
  if (token === undefined || token === null) return refuse(401);
  return own.isToken(token) ? { open: true, route } : { open: false, status: 401, bad: true };
}

/** A WebSocket of a page cannot carry headers of its own; its list of subprotocols can. */
function tokenOfProtocols(request: IncomingMessage): string | undefined {
  const offered = (only(request, 'sec-websocket-protocol') ?? '').split(',').map((name) => name.trim());
  if (!offered.includes(protocolName)) return undefined;
  return offered.find((name) => name.startsWith(tokenPrefix))?.slice(tokenPrefix.length);
}

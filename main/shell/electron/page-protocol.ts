/** Serves the built page under `app://counterfoil/`, from the fixed list of what was built. */
import { protocol } from 'electron';
import { type Asset, readAsset } from '../assets';
import { contentSecurityPolicy, fixedHeaders } from '../policy';
import { isPage, pageScheme } from './origin';

/** Before Electron is ready: only then can a scheme be given a browser's ordinary rules. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function servePage(assets: () => ReadonlyMap<string, Asset>): void {
  protocol.handle(pageScheme, (request) => answer(request.method, request.url, assets()));
}

async function answer(method: string, address: string, assets: ReadonlyMap<string, Asset>): Promise<Response> {
  if (method !== 'GET') return refusal(405);
  const { pathname, search } = new URL(address);
  const asset = isPage(address) && search === '' ? assets.get(pathname) : undefined;
  if (asset === undefined) return refusal(404);
  const { headers, body } = await readAsset(asset);
  return new Response(body, { status: 200, headers });
}

function refusal(status: number): Response {
  const headers = {
    ...fixedHeaders,
    'content-security-policy': contentSecurityPolicy('none'),
    'content-type': 'text/plain',
  };
  return new Response(null, { status, headers });
}

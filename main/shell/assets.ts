/** The built page and its files, listed once: a request is looked up by its exact name, never joined to a path. */
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { contentSecurityPolicy, fixedHeaders } from './policy';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
};
/** Stands in the built index.html where a response's nonce goes. */
const noncePlace = '__NONCE__';

export interface Asset {
  file: string;
  type: string;
}

export interface AssetAnswer {
  headers: Record<string, string>;
  body: Buffer<ArrayBuffer>;
}

/** Lists what was built. Keys are request paths: `/` and `/assets/…`. Source maps and unknown kinds are not served. */
export function listAssets(folder: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${file.slice(folder.length).split(sep).filter(Boolean).join('/')}`;
    assets.set(path === '/index.html' ? '/' : path, { file, type });
  }
  return assets;
}

/** Reads one of them, with the headers it is served with. Rejects when the file is gone. */
export async function readAsset(asset: Asset): Promise<AssetAnswer> {
  const nonce = randomBytes(18).toString('base64');
  const bytes = await readFile(asset.file);
  const isPage = asset.type.startsWith('text/html');
  return {
    headers: { ...fixedHeaders, 'content-type': asset.type, 'content-security-policy': contentSecurityPolicy(nonce) },
    body: isPage ? Buffer.from(bytes.toString('utf8').replaceAll(noncePlace, nonce)) : bytes,
  };
}

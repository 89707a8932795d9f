/**
 * How secrets are sealed: AES-256-GCM under the book's key, bound to whose secret it is and what it is for; and the book's key
 * itself wrapped under a passphrase by scrypt. The plain text stays in the engine's memory only.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Failure } from '../../kernel/failure';

/** As a power of two. Of OWASP's password storage recommendations: 128 MB and about 0.4 s per try. */
const USUAL_COST = 17;
const scryptCost = (cost: number) => ({ N: 2 ** cost, r: 8, p: 1, maxmem: 256 * 1024 * 1024 });
const KEY_BYTES = 32;
/** What the wrapped key is bound to. */
const WRAPPED_KEY = 'counterfoil book key';

const boxSchema = z.strictObject({ iv: z.string(), tag: z.string(), data: z.string() });
const sealedSchema = boxSchema.extend({ v: z.literal(2) });
/** `cost` stands with it, so that a later version can ask for more. */
const wrappedSchema = boxSchema.extend({ v: z.literal(2), salt: z.string(), cost: z.number().int().min(1).max(17) });
/** As formats 1 to 3 of a book sealed credentials: by the passphrase itself. */
const sealedByPassphraseSchema = boxSchema.extend({ v: z.literal(1), salt: z.string() });
const credentialsSchema = z.record(z.string(), z.string());
export type Credentials = z.infer<typeof credentialsSchema>;

type Box = z.infer<typeof boxSchema>;

const derive = promisify<string, Buffer, number, ReturnType<typeof scryptCost>, Buffer>(scrypt);
const text = (bytes: Buffer) => bytes.toString('base64');
const bytes = (base64: string) => Buffer.from(base64, 'base64');
const keyOf = (passphrase: string, salt: Buffer, cost = USUAL_COST) =>
  derive(passphrase.normalize('NFKC'), salt, KEY_BYTES, scryptCost(cost));

export function newBookKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** `owner`: an account's key, or what else has a secret; `purpose`: what it is for. */
export function seal(key: Buffer, owner: string, purpose: string, plain: string): string {
  return JSON.stringify({ v: 2, ...close(key, boundTo(owner, purpose), Buffer.from(plain, 'utf8')) });
}

/** Throws Failure secret-damaged when the text was altered, is another's, or another key sealed it. */
export function unseal(key: Buffer, owner: string, purpose: string, sealed: string): string {
  const box = sealedSchema.safeParse(readJson(sealed));
  const plain = box.success ? open(key, boundTo(owner, purpose), box.data) : null;
  if (!plain) throw new Failure('secret-damaged', { owner });
  return plain.toString('utf8');
}

/** `cost`: of one try, as a power of two; only tests ask for less. */
export async function wrapKey(key: Buffer, passphrase: string, cost = USUAL_COST): Promise<string> {
  const salt = randomBytes(16);
  const box = close(await keyOf(passphrase, salt, cost), WRAPPED_KEY, key);
  return JSON.stringify({ v: 2, cost, salt: text(salt), ...box });
}

/** Null: the passphrase does not open it (or the text was altered). */
export async function unwrapKey(wrapped: string, passphrase: string): Promise<Buffer | null> {
  const { salt, cost, ...box } = wrappedSchema.parse(readJson(wrapped));
  const key = open(await keyOf(passphrase, bytes(salt), cost), WRAPPED_KEY, box);
  return key?.length === KEY_BYTES ? key : null;
}

/** Opens what an earlier format sealed. Null: another passphrase did, or the text was altered. */
export async function unsealByPassphrase(sealed: string, passphrase: string): Promise<Credentials | null> {
  const { salt, ...box } = sealedByPassphraseSchema.parse(readJson(sealed));
  const plain = open(await keyOf(passphrase, bytes(salt)), '', box);
  return plain && readCredentials(plain.toString('utf8'));
}

export function readCredentials(plain: string): Credentials {
  return credentialsSchema.parse(readJson(plain));
}

/** As JSON, so that no two pairs read the same. */
function boundTo(owner: string, purpose: string): string {
  return JSON.stringify([owner, purpose]);
}

function close(key: Buffer, associated: string, plain: Buffer): Box {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(associated, 'utf8'));
  const data = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { iv: text(iv), tag: text(cipher.getAuthTag()), data: text(data) };
}

function open(key: Buffer, associated: string, { iv, tag, data }: Box): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(associated, 'utf8'));
    decipher.setAuthTag(bytes(tag));
    return Buffer.concat([decipher.update(bytes(data)), decipher.final()]);
  } catch {
    return null;
  }
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

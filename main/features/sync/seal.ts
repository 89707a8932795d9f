/** Credentials are kept sealed: scrypt of the passphrase, then AES-256-GCM. The plain text stays in the engine's memory only. */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { Failure } from '../../kernel/failure';

/** Of OWASP's password storage recommendations: 128 MB and about 0.4 s per try. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const sealedSchema = z.strictObject({
  v: z.literal(1),
  salt: z.string(),
  iv: z.string(),
  tag: z.string(),
  data: z.string(),
});
const credentialsSchema = z.record(z.string(), z.string());
export type Credentials = z.infer<typeof credentialsSchema>;

const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

export async function seal(credentials: Credentials, passphrase: string): Promise<string> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase.normalize('NFKC'), salt, 32, COST), iv);
  const data = Buffer.concat([cipher.update(JSON.stringify(credentials), 'utf8'), cipher.final()]);
  const text = (bytes: Buffer) => bytes.toString('base64');
  return JSON.stringify({ v: 1, salt: text(salt), iv: text(iv), tag: text(cipher.getAuthTag()), data: text(data) });
}

/** Throws Failure passphrase-wrong when the passphrase does not open it (or the text was altered). */
export async function unseal(sealed: string, passphrase: string): Promise<Credentials> {
  const { salt, iv, tag, data } = sealedSchema.parse(JSON.parse(sealed));
  const bytes = (text: string) => Buffer.from(text, 'base64');
  const key = await derive(passphrase.normalize('NFKC'), bytes(salt), 32, COST);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes(iv));
  decipher.setAuthTag(bytes(tag));
  let plain: string;
  try {
    plain = Buffer.concat([decipher.update(bytes(data)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new Failure('passphrase-wrong', {}, { cause });
  }
  return credentialsSchema.parse(JSON.parse(plain));
}

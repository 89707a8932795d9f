/**
 * The key that signs a book's bundles (Ed25519). Its public half stands in the journal. The private half is sealed like every secret;
 * a book that has no passphrase keeps it as it keeps the rest of itself, readable by whoever may read the file, until it has one.
 */
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { dropSetting, readSetting, writeSetting } from '../../db/setting';
import { type Db, one } from '../../db/sql';
import { type Act, type Book, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';

const OWNER = 'book';
const PURPOSE = 'bundle-key';

export interface KeySecrets {
  readonly state: 'none' | 'locked' | 'open';
  get(owner: string, purpose: string): string | null;
  put(owner: string, purpose: string, plain: string): void;
}

export interface BundleKey {
  /** PKCS#8, base64. */
  privateKey: string;
  /** 32 bytes, base64. */
  publicKey: string;
}

const unsealed = (db: Db) => readSetting(db, PURPOSE);
const isKnown = (db: Db, key: string) => one(db, 'SELECT 1 FROM bundle_key WHERE public_key = ?', key) !== undefined;

/** Makes the key when the book has none. Throws Failure passphrase-needed while it is sealed and locked. */
export function bundleKey(book: Book, secrets: KeySecrets, act: Act): BundleKey {
  const plain = unsealed(book.db);
  if (plain !== null && secrets.state === 'open') seal(book.db, secrets, plain);
  const known = plain ?? (secrets.state === 'open' ? secrets.get(OWNER, PURPOSE) : sealedAway(book.db, secrets));
  if (known !== null) {
    const key = { privateKey: known, publicKey: publicOf(known) };
    // The journal knows it, or the book came back from before it was made.
    if (isKnown(book.db, key.publicKey)) return key;
    return told(book, act, key);
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  const made = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  if (secrets.state === 'open') secrets.put(OWNER, PURPOSE, made);
  else writeSetting(book.db, PURPOSE, made);
  return told(book, act, { privateKey: made, publicKey: publicOf(made) });
}

function seal(db: Db, secrets: KeySecrets, plain: string): void {
  secrets.put(OWNER, PURPOSE, plain);
  dropSetting(db, PURPOSE);
}

function sealedAway(db: Db, { state }: KeySecrets): null {
  const is = one(db, 'SELECT 1 FROM secret WHERE owner = ? AND purpose = ?', OWNER, PURPOSE) !== undefined;
  if (is || state === 'locked') throw new Failure('passphrase-needed');
  return null;
}

function told(book: Book, act: Act, key: BundleKey): BundleKey {
  const { publicKey } = key;
  record(book, act, () => [
    { kind: 'period.key-made', subject: book.newId(), occurredAt: book.clock.now(), payload: { publicKey } },
  ]);
  return key;
}

/** The last 32 bytes of the SPKI form are the key itself (RFC 8410). */
export function publicOf(privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  const jwk = key.export({ format: 'jwk' });
  return Buffer.from(jwk.x ?? '', 'base64url').toString('base64');
}

/** Base64. */
export function signature(bytes: Uint8Array, privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return sign(null, bytes, key).toString('base64');
}

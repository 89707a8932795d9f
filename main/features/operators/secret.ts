/** Passphrases and PINs: kept as scrypt hashes with their own salt and costs, tried one after the other, slower after each wrong one. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Db, one, run } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes } from '../../kernel/id';

export interface Cost {
  N: number;
  r: number;
  p: number;
}
/** Of OWASP's password storage recommendations: 32 MB and about a third of a second per try. */
export const COST: Cost = { N: 2 ** 15, r: 8, p: 3 };

const FREE_TRIES = 3;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
const KEY_BYTES = 32;

const keptSchema = z.strictObject({
  v: z.literal(1),
  N: z.number().int(),
  r: z.number().int(),
  p: z.number().int(),
  salt: z.string(),
  hash: z.string(),
});

const derive = promisify<string, Buffer, number, Cost & { maxmem: number }, Buffer>(scrypt);

function hashOf(text: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return derive(text.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r });
}

/** What is kept of it. */
export async function hashSecret(text: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await hashOf(text, salt, cost);
  return JSON.stringify({ v: 1, ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') });
}

async function fits(text: string, kept: string): Promise<boolean> {
  const { salt, hash, ...cost } = keptSchema.parse(JSON.parse(kept));
  const found = await hashOf(text, Buffer.from(salt, 'base64'), cost);
  const wanted = Buffer.from(hash, 'base64');
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}

interface Kept {
  passphrase: string;
  pin: string | null;
  failures: number;
  next_at: number;
}

function keptOf(db: Db, id: Id): Kept | undefined {
  const text = 'SELECT passphrase, pin, failures, next_at FROM operator_secret WHERE uuid = ?';
  return one<Kept>(db, text, idToBytes(id));
}

/**
 * Every try counts as a wrong one until it proved right, so that tries sent together wait for each other too. Throws Failure
 * sign-in-wait, and `wrong` for what does not fit.
 */
export async function proveSecret(
  db: () => Db,
  id: Id,
  part: 'passphrase' | 'pin',
  text: string,
  now: () => number,
  wrong: Failure,
): Promise<void> {
  const kept = keptOf(db(), id);
  const secret = kept?.[part];
  if (!kept || !secret) throw wrong;
  if (kept.next_at > now()) throw new Failure('sign-in-wait', { seconds: Math.ceil((kept.next_at - now()) / 1000) });
  const failures = kept.failures + 1;
  const exponent = failures - FREE_TRIES;
  const waitMs = exponent < 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(exponent, 20));
  const set = 'UPDATE operator_secret SET failures = ?, next_at = ? WHERE uuid = ?';
  run(db(), set, failures, now() + waitMs, idToBytes(id));
  if (!(await fits(text, secret))) throw wrong;
  run(db(), set, 0, 0, idToBytes(id));
}

export function keepPassphrase(db: Db, id: Id, passphrase: string): void {
  run(
    db,
    `INSERT INTO operator_secret (uuid, passphrase) VALUES (?, ?)
     ON CONFLICT (uuid) DO UPDATE SET passphrase = excluded.passphrase, pin = NULL, failures = 0, next_at = 0`,
    idToBytes(id),
    passphrase,
  );
}

/** One's own: what else is kept stays. */
export function replacePassphrase(db: Db, id: Id, passphrase: string): void {
  run(db, 'UPDATE operator_secret SET passphrase = ? WHERE uuid = ?', passphrase, idToBytes(id));
}

export function keepPin(db: Db, id: Id, pin: string | null): void {
  run(db, 'UPDATE operator_secret SET pin = ? WHERE uuid = ?', pin, idToBytes(id));
}

export function hasPin(db: Db, id: Id): boolean {
  return keptOf(db, id)?.pin != null;
}

/**
 * Who a bank line names and what it says: people's names, account numbers and free text, kept in a table that can be erased. The
 * line's event carries a salted hash of them.
 */
import { hash, randomBytes } from 'node:crypto';
import { idToBytes } from '../kernel/id';
import { type Db, idBlock, insertRows, run } from './sql';

/** '' where the bank says nothing. */
export interface BankText {
  /** Of the other side. */
  name: string;
  /** Its IBAN or account number. */
  account: string;
  /** What it was paid for. */
  text: string;
}

const SALT_BYTES = 16;
/** Asking the system for random bytes costs more than hashing: they are taken for many lines at once. */
const salts = { pool: Buffer.alloc(0), used: 0 };

function newSalt(): Buffer {
  if (salts.used >= salts.pool.byteLength) {
    salts.pool = randomBytes(SALT_BYTES * 256);
    salts.used = 0;
  }
  const salt = salts.pool.subarray(salts.used, salts.used + SALT_BYTES);
  salts.used += SALT_BYTES;
  return salt;
}

const insert = 'INSERT INTO bank_line_text (uuid, salt, name, account, text) VALUES';

/** Writes new lines' texts; gives the hashes for their event in the same order, '' where there is no text. */
export function putBankTexts(db: Db, lines: readonly { id: string; line: BankText }[]): string[] {
  const values: unknown[] = [];
  const ids = idBlock(lines.map(({ id }) => id));
  const hashes = lines.map(({ line }, n) => {
    const { name, account, text } = line;
    if (name === '' && account === '' && text === '') return '';
    const salt = newSalt();
    values.push(ids[n], salt, name, account, text);
    return hashOf(salt, line);
  });
  insertRows(db, insert, '(?, ?, ?, ?, ?)', values);
  return hashes;
}

/** What is hashed is put together here: a buffer for each line costs more than its hash. */
const room = Buffer.alloc(64 * 1024);
/** UTF-8 takes no more of a sign. */
const MOST_SIGNS = (room.byteLength - SALT_BYTES) / 3;

function hashOf(salt: Uint8Array, { name, account, text }: BankText): string {
  const told = JSON.stringify([name, account, text]).normalize('NFC');
  if (told.length > MOST_SIGNS) return hashed(Buffer.concat([salt, Buffer.from(told)]));
  room.set(salt, 0);
  return hashed(room.subarray(0, SALT_BYTES + room.write(told, SALT_BYTES)));
}

const hashed = (bytes: Uint8Array) => hash('sha256', bytes, 'base64url').slice(0, HASH_SIGNS);

/** 132 bits. */
const HASH_SIGNS = 22;

/** Takes the texts of these lines out of the book; day, amount and references stay. */
export function eraseBankTexts(db: Db, lines: readonly string[]): void {
  for (const line of lines) run(db, 'DELETE FROM bank_line_text WHERE uuid = ?', idToBytes(line));
}

/** The ids (hex) of lines whose text is not what was recorded; those that were erased are left out. */
export function alteredBankTexts(db: Db, limit: number): string[] {
  const rows = db
    .prepare(
      `SELECT lower(hex(t.uuid)) AS id, t.salt, t.name, t.account, t.text, l.value ->> 7 AS told
       FROM event e, json_each(e.payload, '$.lines') l JOIN bank_line_text t ON t.uuid = unhex(replace(l.value ->> 0, '-', ''))
       WHERE e.kind = 'statement.lines'`,
    )
    .iterate();
  const altered: string[] = [];
  for (const row of rows) {
    const line = row as BankText & { id: string; salt: Buffer; told: string }; // from outside: SQLite's rows
    if (hashOf(line.salt, line) !== line.told) altered.push(line.id);
    if (altered.length >= limit) break;
  }
  return altered;
}

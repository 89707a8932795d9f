/** Codes of vouchers: whoever holds one holds the money, so they are kept apart from all that leaves a book by itself. */
import { hash, randomBytes } from 'node:crypto';
import { type Id, idFromBytes, idToBytes } from '../kernel/id';
import { type Chance, newCode } from '../kernel/voucher-code';
import { all, type Db, one, run } from './sql';

const systemChance: Chance = (bytes) => {
  crypto.getRandomValues(bytes);
};

/** Chance does not give a code twice in many lifetimes; where it does, the table refuses it and another is made. */
const MOST_TRIES = 100;

/** Makes a code that no voucher of this book has. Gives the salted hash of it for the voucher's event. */
export function putNewCode(db: Db, voucher: Id, pattern: string, chance: Chance = systemChance): string {
  const salt = randomBytes(16);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const code = newCode(pattern, chance);
    const added = run(
      db,
      'INSERT INTO voucher_code (uuid, salt, code) VALUES (?, ?, ?) ON CONFLICT (code) DO NOTHING',
      idToBytes(voucher),
      salt,
      code,
    );
    if (added.changes === 1) return codeHash(salt, code);
  }
  throw new Error('no code that is new was found');
}

/** Whose code this is; `plain` as `readCode` gives it. */
export function voucherOfCode(db: Db, plain: string): Id | null {
  const row = one<{ uuid: Buffer }>(db, 'SELECT uuid FROM voucher_code WHERE code = ?', plain);
  return row ? idFromBytes(row.uuid) : null;
}

function codeHash(salt: Uint8Array, code: string): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(code)]), 'hex');
}

interface CodeRow {
  uuid: Buffer;
  salt: Buffer | null;
  code: string | null;
  told: string;
}

/** The ids of vouchers whose code is not the one that was issued, or is gone. */
export function alteredCodes(db: Db, limit: number): Id[] {
  const altered: Id[] = [];
  const rows = db
    .prepare(
      `SELECT v.uuid, c.salt, c.code, e.payload ->> '$.codeHash' AS told FROM voucher v
       JOIN event e ON e.subject = v.uuid AND e.kind = 'voucher.issued' LEFT JOIN voucher_code c ON c.uuid = v.uuid`,
    )
    .iterate();
  for (const each of rows) {
    const row = each as CodeRow; // from outside: SQLite's rows
    if (row.salt === null || row.code === null || codeHash(row.salt, row.code) !== row.told)
      altered.push(idFromBytes(row.uuid));
    if (altered.length >= limit) break;
  }
  return altered;
}

/** Codes by voucher, plain. */
export function codesOf(db: Db, vouchers: readonly Id[]): Map<Id, string> {
  const rows = all<{ uuid: Buffer; code: string }>(
    db,
    "SELECT c.uuid, c.code FROM json_each(?) j JOIN voucher_code c ON c.uuid = unhex(replace(j.value, '-', ''))",
    JSON.stringify(vouchers),
  );
  return new Map(rows.map(({ uuid, code }) => [idFromBytes(uuid), code]));
}

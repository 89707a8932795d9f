/** People's data: kept in the one erasable table, hashed with a salt of its own for the event that tells of it. */
import { hash, randomBytes } from 'node:crypto';
import { type Id, idToBytes } from '../kernel/id';
import { type Db, one, run } from './sql';

export interface Person {
  name: string;
  email: string | null;
  phone: string | null;
  address: readonly string[];
  /** ISO 3166 alpha-2. */
  country: string | null;
  /** BCP 47. */
  language: string | null;
  /** For invoices; left out where it is not known, as by every gateway. */
  taxId?: string | null;
}

interface PersonRow {
  salt: Buffer;
  name: string;
  email: string | null;
  phone: string | null;
  address: string;
  country: string | null;
  language: string | null;
  tax_id: string | null;
}

/** Writes the data of a customer or payer; gives the hash for its event, or null when nothing is new. */
export function putPerson(db: Db, owner: Id, person: Person): string | null {
  const uuid = idToBytes(owner);
  const known = one<PersonRow>(
    db,
    'SELECT salt, name, email, phone, address, country, language, tax_id FROM person WHERE uuid = ?',
    uuid,
  );
  const address = JSON.stringify(person.address);
  const { name, email, phone, country, language, taxId = null } = person;
  const row = { name, email, phone, address, country, language, tax_id: taxId };
  const cells = cellsOf(row);
  if (known && JSON.stringify(cellsOf(known)) === JSON.stringify(cells)) return null;
  const salt = known?.salt ?? randomBytes(16);
  run(
    db,
    `INSERT INTO person (uuid, salt, name, email, phone, address, country, language, tax_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone,
       address = excluded.address, country = excluded.country, language = excluded.language, tax_id = excluded.tax_id`,
    uuid,
    salt,
    ...Object.values(row),
  );
  return personHash(salt, cells);
}

/** What is hashed. The tax number came later: data without one is hashed as before. */
function cellsOf({ name, email, phone, address, country, language, tax_id }: Omit<PersonRow, 'salt'>) {
  const cells = [name, email, phone, address, country, language];
  return tax_id === null ? cells : [...cells, tax_id];
}

const everything = 'rowid, uuid, salt, name, email, phone, address, country, language, tax_id';

/**
 * Takes these people's data out of the book, and out of the bytes of its file: `secure_delete` overwrites a row that goes, but a
 * page that was split before may still hold a copy of it in a gap, so that all pages of the table are written anew (1 s for
 * 100,000 people). Events keep their salted hash, which says nothing without the salt. Backups made before keep the data.
 */
export function erasePeople(db: Db, owners: readonly Id[]): void {
  db.transaction(() => {
    for (const owner of owners) {
      forgetMail(db, idToBytes(owner));
      run(db, 'DELETE FROM person WHERE uuid = ?', idToBytes(owner));
    }
    db.exec(`CREATE TEMP TABLE staying AS SELECT ${everything} FROM person ORDER BY rowid`);
    db.exec('DELETE FROM person');
    db.exec(`INSERT INTO person (${everything}) SELECT ${everything} FROM temp.staying ORDER BY rowid`);
    db.exec('DROP TABLE temp.staying');
    db.exec(`CREATE TEMP TABLE staying_mail AS SELECT ${ofMail} FROM mail ORDER BY id`);
    db.exec('DELETE FROM mail');
    db.exec(`INSERT INTO mail (${ofMail}) SELECT ${ofMail} FROM temp.staying_mail ORDER BY id`);
    db.exec('DROP TABLE temp.staying_mail');
  }).immediate();
  db.pragma('wal_checkpoint(TRUNCATE)');
}

const ofMail = `id, uuid, key, kind, customer, payment, invoice, at, state, why, detail, address, copy, language, subject, tries, next_at,
  tried_at, ended_at, again_of, asked_by`;

/** Where it was written to, and what it was headed with; that there was a notice stays. */
function forgetMail(db: Db, owner: Uint8Array): void {
  const email = one<{ email: string | null }>(db, 'SELECT email FROM person WHERE uuid = ?', owner)?.email ?? null;
  run(
    db,
    'UPDATE mail SET address = NULL, copy = NULL, subject = NULL, detail = NULL WHERE customer = ? OR address = ? OR copy = ?',
    ...[owner, email, email],
  );
}

function personHash(salt: Buffer, cells: readonly (string | null)[]): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(JSON.stringify(cells).normalize('NFC'))]), 'hex');
}

/** The ids (hex) of people whose data is not what the last event about them told; those who were erased are left out. */
export function alteredPeople(db: Db, limit: number): string[] {
  const rows = db
    .prepare(
      `SELECT p.*, lower(hex(p.uuid)) AS id, (SELECT e.payload ->> '$.personHash' FROM event e
         WHERE e.subject = p.uuid AND e.payload ->> '$.personHash' IS NOT NULL ORDER BY e.seq DESC LIMIT 1) AS told FROM person p`,
    )
    .iterate();
  const altered: string[] = [];
  for (const row of rows) {
    const person = row as PersonRow & { id: string; told: string | null }; // from outside: SQLite's rows
    if (personHash(person.salt, cellsOf(person)) !== person.told) altered.push(person.id);
    if (altered.length >= limit) break;
  }
  return altered;
}

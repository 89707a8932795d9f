/** Saved profiles: how the CSV files of a bank account are read, under a name that a person gave. */
import { all, type Db, one, run } from '../../db/sql';
import { type BankProfile, profileSchema } from './contract';

export interface SavedProfile {
  name: string;
  headers: string[];
  profile: BankProfile;
}

interface Row {
  name: string;
  headers: string;
  choices: string;
}

/** Kept among the mappings of other files, by the key of the bank account. */
const kindOf = (bankKey: string) => `statement ${bankKey}`;
const rowSql = 'SELECT name, headers, choices FROM import_mapping';
/** More names than anybody keeps apart. */
const MOST_PROFILES = 50;

/** What no version of the program can read any more is left out. */
function saved({ name, headers, choices }: Row): SavedProfile[] {
  const read = profileSchema.safeParse(JSON.parse(choices));
  const texts: unknown = JSON.parse(headers);
  return read.success && Array.isArray(texts) ? [{ name, headers: texts.map(String), profile: read.data }] : [];
}

/** The one that was used last first. */
export function savedProfiles(db: Db, bankKey: string): SavedProfile[] {
  const text = `${rowSql} WHERE kind = ? ORDER BY used_at DESC, name LIMIT ${MOST_PROFILES}`;
  return all<Row>(db, text, kindOf(bankKey)).flatMap(saved);
}

export function profileNamed(db: Db, bankKey: string, name: string): SavedProfile | null {
  const row = one<Row>(db, `${rowSql} WHERE kind = ? AND name = ?`, kindOf(bankKey), name);
  return (row && saved(row)[0]) ?? null;
}

/** The same name again is the same profile, changed. */
export function saveProfile(db: Db, bankKey: string, { name, headers, profile }: SavedProfile, atMs: number): void {
  const text = `INSERT INTO import_mapping (kind, name, headers, choices, used_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (kind, name) DO UPDATE SET headers = excluded.headers, choices = excluded.choices, used_at = excluded.used_at`;
  run(db, text, kindOf(bankKey), name, JSON.stringify(headers), JSON.stringify(profile), atMs);
}

export function forgetProfile(db: Db, bankKey: string, name: string): void {
  run(db, 'DELETE FROM import_mapping WHERE kind = ? AND name = ?', kindOf(bankKey), name);
}

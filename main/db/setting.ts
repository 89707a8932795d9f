/** What the book keeps by a name: small settings of this book, and how far something has come in it. */
import { type Db, one, run } from './sql';

/** Null: it was never set. */
export function readSetting(db: Db, key: string): string | null {
  return one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', key)?.value ?? null;
}

/** Null: it was never set, or cannot be read any more. What comes is still to be held against a schema. */
export function readJsonSetting(db: Db, key: string): unknown {
  const text = readSetting(db, key);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A count or an id, up to 15 digits; null: it was never set, or is none. */
export function readCountSetting(db: Db, key: string): number | null {
  const text = readSetting(db, key);
  return text !== null && /^\d{1,15}$/.test(text) ? Number.parseInt(text, 10) : null;
}

export function writeSetting(db: Db, key: string, value: string): void {
  const text = 'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
  run(db, text, key, value);
}

export function dropSetting(db: Db, key: string): void {
  run(db, 'DELETE FROM setting WHERE key = ?', key);
}

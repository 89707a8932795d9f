/** Saved mappings: how files with certain headers are read, per book and kind, under a name that a person gave. */
import { all, type Db, one, run } from '../../db/sql';
import type { ImportKind } from '../../kernel/import-field';
import { type Choices, choicesSchema, type Mapping } from './contract';

interface Row {
  name: string;
  headers: string;
  choices: string;
}

/** More names than anybody keeps apart. */
const MOST_MAPPINGS = 100;

const rowSql = 'SELECT name, headers, choices FROM import_mapping';

/** What no version of the program can read any more is left out. */
function mapping({ name, headers, choices }: Row): Mapping[] {
  const read = choicesSchema.safeParse(JSON.parse(choices));
  const texts: unknown = JSON.parse(headers);
  return read.success && Array.isArray(texts) ? [{ name, headers: texts.map(String), choices: read.data }] : [];
}

/** The one that was used last first. */
export function mappings(db: Db, kind: ImportKind): Mapping[] {
  return all<Row>(db, `${rowSql} WHERE kind = ? ORDER BY used_at DESC, name LIMIT ${MOST_MAPPINGS}`, kind).flatMap(
    mapping,
  );
}

export function mappingNamed(db: Db, kind: ImportKind, name: string): Mapping | null {
  const row = one<Row>(db, `${rowSql} WHERE kind = ? AND name = ?`, kind, name);
  return (row && mapping(row)[0]) ?? null;
}

/** The one that was used last for exactly these headers. */
export function mappingFor(db: Db, kind: ImportKind, headers: readonly string[]): Mapping | null {
  const text = `${rowSql} WHERE kind = ? AND headers = ? ORDER BY used_at DESC LIMIT 1`;
  const row = one<Row>(db, text, kind, JSON.stringify(headers));
  return (row && mapping(row)[0]) ?? null;
}

/** The same name again is the same mapping, changed. */
export function saveMapping(
  db: Db,
  kind: ImportKind,
  { name, headers, choices }: { name: string; headers: readonly string[]; choices: Choices },
  atMs: number,
): void {
  const text = `INSERT INTO import_mapping (kind, name, headers, choices, used_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (kind, name) DO UPDATE SET headers = excluded.headers, choices = excluded.choices, used_at = excluded.used_at`;
  run(db, text, kind, name, JSON.stringify(headers), JSON.stringify(choices), atMs);
}

export function forgetMapping(db: Db, kind: ImportKind, name: string): void {
  run(db, 'DELETE FROM import_mapping WHERE kind = ? AND name = ?', kind, name);
}

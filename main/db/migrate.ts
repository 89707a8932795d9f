/** The formats of a book, in order. A book of an older format is backed up, then brought up to date; a newer one is refused. */
import { existsSync } from 'node:fs';
import { Failure } from '../kernel/failure';
import firstFormat from './migrations/0001-book.sql?raw';
import type { Db } from './sql';
import { sqliteFailure } from './sqlite-failure';

/** `format` is SQLite's user_version after it. A migration that has landed is never edited. */
export interface Migration {
  format: number;
  why: string;
  sql: string;
}
export const migrations: readonly Migration[] = [{ format: 1, why: 'book', sql: firstFormat }];

export const knownFormat = migrations.at(-1)?.format ?? 0;

/** Applies what is missing, each in one transaction with its version number. Gives the formats applied. */
export function applyMigrations(db: Db, list: readonly Migration[] = migrations): number[] {
  const applied: number[] = [];
  for (const migration of list) {
    const format = Number(db.pragma('user_version', { simple: true }));
    if (migration.format <= format) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.format}`);
    }).immediate();
    applied.push(migration.format);
  }
  return applied;
}

/** Brings an opened book up to date; writes and checks a backup first when there is anything to do. Throws Failure disk-*. */
export function bringUpToDate(
  db: Db,
  file: string,
  list: readonly Migration[] = migrations,
): { from: number; backup: string | null } {
  const from = Number(db.pragma('user_version', { simple: true }));
  const last = list.at(-1)?.format ?? 0;
  if (from >= last) return { from, backup: null };
  const backup = freeName(`${file}.before-format-${last}`);
  try {
    db.exec(`VACUUM INTO '${backup.replaceAll("'", "''")}'`);
  } catch (error) {
    throw sqliteFailure(error, backup);
  }
  applyMigrations(db, list);
  return { from, backup };
}

function freeName(wanted: string): string {
  for (let n = 0; n < 1_000; n++) {
    const name = n === 0 ? wanted : `${wanted}-${n}`;
    if (!existsSync(name)) return name;
  }
  throw new Failure('file-exists', { file: wanted });
}

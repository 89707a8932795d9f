/** The formats of a book, in order. A book of an older format is backed up, then brought up to date; a newer one is refused. */
import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Failure } from '../kernel/failure';
import journalTables from './migrations/0001-journal.sql?raw';
import localTables from './migrations/0001-local.sql?raw';
import projectionTables from './migrations/0001-projections.sql?raw';
import attemptTables from './migrations/0002-attempts.sql?raw';
import savedMethodTables from './migrations/0003-saved-methods.sql?raw';
import answerTables from './migrations/0004-answers.sql?raw';
import changeTables from './migrations/0004-changes.sql?raw';
import chargeTables from './migrations/0004-charges.sql?raw';
import customerTables from './migrations/0004-customers.sql?raw';
import gatewayAccountTables from './migrations/0004-gateway-accounts.sql?raw';
import importTables from './migrations/0004-imports.sql?raw';
import invoiceTables from './migrations/0004-invoices.sql?raw';
import mailTables from './migrations/0004-mail.sql?raw';
import mergingTables from './migrations/0004-merging.sql?raw';
import noticeTables from './migrations/0004-notices.sql?raw';
import operatorTables from './migrations/0004-operators.sql?raw';
import speedTables from './migrations/0004-speed.sql?raw';
import undoTables from './migrations/0004-undo.sql?raw';
import voucherTables from './migrations/0004-vouchers.sql?raw';
import accountDayTables from './migrations/0005-account-days.sql?raw';
import attachmentTables from './migrations/0005-attachments.sql?raw';
import closingTables from './migrations/0005-closing.sql?raw';
import declineTables from './migrations/0005-declines.sql?raw';
import exportColumns from './migrations/0005-exports.sql?raw';
import reportTables from './migrations/0005-gateway-reports.sql?raw';
import importKeys from './migrations/0005-imports.sql?raw';
import matchingTables from './migrations/0005-matching.sql?raw';
import statementTables from './migrations/0005-statements.sql?raw';
import taxReliefTables from './migrations/0005-tax-relief.sql?raw';
import { placeFile, removeUnfinished, unfinished } from './place';
import { type Reshaped, reshape } from './row-digest';
import type { Db } from './sql';
import { fileFailure, sqliteFailure } from './sqlite-failure';

/** `format` is SQLite's user_version after it. A migration that has landed is never edited. */
export interface Migration {
  format: number;
  why: string;
  sql: string;
  /** Tables with digests beside their rows that it gives another shape, by their keys until then. */
  reshapes?: Reshaped;
}
export const migrations: readonly Migration[] = [
  { format: 1, why: 'book', sql: [journalTables, projectionTables, localTables].join('\n') },
  { format: 2, why: 'attempts', sql: attemptTables },
  { format: 3, why: 'saved methods', sql: savedMethodTables },
  {
    format: 4,
    why: 'operators, customers by hand, gateway accounts, vouchers, invoices, notices',
    reshapes: { gateway_account: ['provider'] },
    sql: [
      operatorTables,
      customerTables,
      changeTables,
      gatewayAccountTables,
      voucherTables,
      invoiceTables,
      noticeTables,
      mailTables,
      mergingTables,
      undoTables,
      answerTables,
      importTables,
      speedTables,
      chargeTables,
    ].join('\n'),
  },
  {
    format: 5,
    why: 'bank statements, matches, closed periods',
    sql: [
      statementTables,
      reportTables,
      importKeys,
      matchingTables,
      closingTables,
      attachmentTables,
      exportColumns,
      accountDayTables,
      taxReliefTables,
      declineTables,
    ].join('\n'),
  },
];

export const knownFormat = migrations.at(-1)?.format ?? 0;

/** Applies what is missing, each in one transaction with its version number. Gives the formats applied. */
export function applyMigrations(db: Db, list: readonly Migration[] = migrations): number[] {
  const applied: number[] = [];
  for (const migration of list) {
    const format = Number(db.pragma('user_version', { simple: true }));
    if (migration.format <= format) continue;
    db.transaction(() => {
      const before = format === 0 ? null : journalEnd(db);
      reshape(db, migration.reshapes ?? {}, () => db.exec(migration.sql));
      db.pragma(`user_version = ${migration.format}`);
      if (before !== null && before !== journalEnd(db))
        throw new Error(`format ${migration.format} changed the journal`);
      const loose = db.pragma('foreign_key_check');
      if (!Array.isArray(loose) || loose.length > 0)
        throw new Error(`format ${migration.format} left a row that refers to nothing`);
    }).immediate();
    applied.push(migration.format);
  }
  return applied;
}

/** How many events there are, the last one's hash, and the sum of all kept balances: an upgrade may change none of them. */
function journalEnd(db: Db): string {
  const end = db.prepare('SELECT max(seq), hex(hash) FROM event').raw().get();
  const trial = db.prepare('SELECT currency, sum(minor) FROM balance GROUP BY currency ORDER BY currency').raw().all();
  return JSON.stringify([end, trial]);
}

/**
 * Brings an opened book up to date; writes a backup and checks it first when there is anything to do. Throws Failure disk-*,
 * book-damaged; the book is then as it was.
 */
export function bringUpToDate(
  db: Db,
  file: string,
  list: readonly Migration[] = migrations,
): { from: number; backup: string | null } {
  const from = Number(db.pragma('user_version', { simple: true }));
  const last = list.at(-1)?.format ?? 0;
  if (from >= last) return { from, backup: null };
  removeUnfinished(`${file}.before-format-`);
  const backup = freeName(`${file}.before-format-${last}`);
  backUp(db, backup, file);
  try {
    applyMigrations(db, list);
  } catch (error) {
    throw sqliteFailure(error, file);
  }
  return { from, backup };
}

/** Written beside its name, read back whole, and only then named. */
function backUp(db: Db, backup: string, file: string): void {
  const making = unfinished(backup);
  try {
    db.exec(`VACUUM INTO '${making.replaceAll("'", "''")}'`);
    checkBackup(making, file);
    placeFile(making, backup);
  } catch (error) {
    for (const ending of ['', '-journal']) rmSync(`${making}${ending}`, { force: true });
    throw fileFailure(error, backup);
  }
}

function checkBackup(backup: string, file: string): void {
  const copy = new Database(backup, { readonly: true, fileMustExist: true });
  try {
    const found = String(copy.pragma('integrity_check(1)', { simple: true }));
    if (found !== 'ok')
      throw new Failure('book-damaged', { file, detail: `its backup could not be read back (${found})` });
  } finally {
    copy.close();
  }
}

function freeName(wanted: string): string {
  for (let n = 0; n < 1_000; n++) {
    const name = n === 0 ? wanted : `${wanted}-${n}`;
    if (!existsSync(name)) return name;
  }
  throw new Failure('file-exists', { file: wanted });
}

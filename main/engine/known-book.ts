/**
 * The book as it was known at a moment: a side book with the journal up to there and everything rebuilt from it. Names of people, which no
 * event holds, are as they are today. Kept by its position in the journal for as long as the engine runs.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createSideBook } from '../db/create';
import { APPLICATION_ID } from '../db/open';
import { job, type StepProgress } from '../db/reader';
import { type Db, one } from '../db/sql';
import { eventKinds } from '../features/kinds';
import { replayInto } from '../journal/replay';

export interface KnownInput {
  /** UTC milliseconds: what was recorded before. */
  beforeMs: number;
  folder: string;
}

export interface KnownBook {
  file: string;
  /** The last event that was known. */
  position: number;
}

/** More than one is rarely looked at in turn; an older one is made again. */
const MOST_KEPT = 3;

/** No facts of the business, but shown with them. Nothing that is secret, and nothing that names what was sealed. */
const beside = [
  'person',
  'note_text',
  'bank_line_text',
  'gateway_account',
  'preference',
  'payment_check',
  'attempt_check',
];

/** Throws what a replay throws where the journal cannot be read, and what the disk says. */
export const knownBook = job('book.known', function* (db, { beforeMs, folder }: KnownInput): Generator<
  StepProgress,
  KnownBook
> {
  const position = positionBefore(db, beforeMs);
  const file = path.join(folder, `known-${position}.side`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    keepFew(folder);
    const making = `${file}.part`;
    rmSync(making, { force: true });
    const side = createSideBook(making);
    try {
      side.pragma(`application_id = ${APPLICATION_ID}`);
      copyJournal(db, side, position);
      const differences: string[] = [];
      yield* replayInto(db, eventKinds, side, differences, position);
      if (differences[0] !== undefined) throw new Error(differences[0]);
    } finally {
      side.close();
      if (!existsSync(making)) rmSync(`${making}-journal`, { force: true });
    }
    renameSync(making, file);
  }
  copyBeside(db, file);
  return { file, position };
});

function positionBefore(db: Db, beforeMs: number): number {
  const text = `SELECT max(e.seq) AS seq FROM event e JOIN request r ON r.seq = e.request WHERE r.recorded_at < ?`;
  return one<{ seq: number | null }>(db, text, beforeMs)?.seq ?? 0;
}

function keepFew(folder: string): void {
  const kept = readdirSync(folder).filter((name) => name.endsWith('.side'));
  for (const name of kept.slice(0, Math.max(0, kept.length - MOST_KEPT + 1)))
    rmSync(path.join(folder, name), { force: true });
}

/** Rows of the journal never change, so that another connection reads the same ones. */
function attached(db: Db, side: Db, work: () => void): void {
  side.prepare('ATTACH ? AS source').run(db.name);
  try {
    side.transaction(work)();
  } finally {
    side.exec('DETACH source');
  }
}

function copyJournal(db: Db, side: Db, position: number): void {
  attached(db, side, () => {
    const upTo = 'SELECT coalesce(max(request), 0) FROM source.event WHERE seq <= ?';
    const used = 'SELECT coalesce(max(max(from_account, to_account)), 0) FROM source.posting WHERE event <= ?';
    side.prepare(`INSERT INTO main.request SELECT * FROM source.request WHERE seq <= (${upTo})`).run(position);
    side.prepare(`INSERT INTO main.account SELECT * FROM source.account WHERE id <= (${used})`).run(position);
    side.prepare('INSERT INTO main.event SELECT * FROM source.event WHERE seq <= ?').run(position);
    side.prepare('INSERT INTO main.posting SELECT * FROM source.posting WHERE event <= ?').run(position);
  });
}

/** Every time it is asked for: what was erased of a person since is erased here too. */
function copyBeside(db: Db, file: string): void {
  const side = createSideBook(file);
  try {
    attached(db, side, () => {
      for (const table of beside) {
        side.exec(`DELETE FROM main.${table}`);
        side.exec(`INSERT INTO main.${table} SELECT * FROM source.${table}`);
      }
    });
  } finally {
    side.close();
  }
}

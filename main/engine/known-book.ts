/**
 * The book as it was: a side book with the journal up to an event, of that what counts up to a day where one is given, and everything
 * rebuilt from it. Names of people, which no event holds, are looked up in the present book by whoever opens it (`db/past.ts`).
 */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createSideBook } from '../db/create';
import { APPLICATION_ID } from '../db/open';
import { job, type StepProgress } from '../db/reader';
import { type Db, run } from '../db/sql';
import { eventKinds } from '../features/kinds';
import { markLeftOut, replayAsOf, unpackLeftForms } from '../journal/as-of';
import { replayInto } from '../journal/replay';
import type { Day } from '../kernel/time';
import { standingKinds } from './standing-kinds';

export interface KnownInput {
  /** The last event that was known. */
  position: number;
  /** Only what counts up to this day; null: everything that was known. */
  asOf: Day | null;
  folder: string;
}

export interface KnownBook {
  file: string;
  /** Events whose money counts, but which could not be shown in any row. */
  unplaced: number;
}

/** Events that are copied in one go. */
const BATCH = 5_000;

export const knownFile = ({ position, asOf, folder }: KnownInput): string =>
  path.join(folder, `known-${position}${asOf === null ? '' : `-${asOf}`}.side`);

/** Throws what a replay throws where the journal cannot be read, and what the disk says. Leaves nothing behind where it is stopped. */
export const knownBook = job('book.known', function* (db, input: KnownInput): Generator<StepProgress, KnownBook> {
  const file = knownFile(input);
  mkdirSync(input.folder, { recursive: true, mode: 0o700 });
  const making = `${file}.part`;
  rmSync(making, { force: true });
  const side = createSideBook(making);
  try {
    side.pragma(`application_id = ${APPLICATION_ID}`);
    const unplaced = yield* fill(db, side, input);
    side.close();
    renameSync(making, file);
    return { file, unplaced };
  } finally {
    if (side.open) side.close();
    rmSync(making, { force: true });
    rmSync(`${making}-journal`, { force: true });
  }
});

function* fill(db: Db, side: Db, { position, asOf }: KnownInput): Generator<StepProgress, number> {
  side.prepare('ATTACH ? AS source').run(db.name);
  if (asOf === null) side.exec('CREATE TEMP TABLE left_out (seq INTEGER PRIMARY KEY) STRICT');
  else markLeftOut(side, { day: asOf, upTo: position, standing: standingKinds });
  yield* copyJournal(side, position);
  unpackLeftForms(db, side);
  side.exec('DETACH source');
  if (asOf !== null)
    return yield* replayAsOf(db, eventKinds, side, { day: asOf, upTo: position, standing: standingKinds });
  const differences: string[] = [];
  yield* replayInto(db, eventKinds, side, differences, position);
  if (differences[0] !== undefined) throw new Error(differences[0]);
  return 0;
}

/** Rows of the journal never change, so that another connection reads the same ones. */
function* copyJournal(side: Db, position: number): Generator<StepProgress> {
  side.transaction(() => {
    const upTo = 'SELECT coalesce(max(request), 0) FROM source.event WHERE seq <= ?';
    const used = 'SELECT coalesce(max(max(from_account, to_account)), 0) FROM source.posting WHERE event <= ?';
    run(side, `INSERT INTO main.request SELECT * FROM source.request WHERE seq <= (${upTo})`, position);
    run(side, `INSERT INTO main.account SELECT * FROM source.account WHERE id <= (${used})`, position);
  })();
  for (let done = 0; done < position; done += BATCH) {
    const last = Math.min(position, done + BATCH);
    side.transaction(() => {
      const counts = (seq: string) => `${seq} > ? AND ${seq} <= ? AND ${seq} NOT IN (SELECT seq FROM temp.left_out)`;
      run(side, `INSERT INTO main.event SELECT * FROM source.event WHERE ${counts('seq')}`, done, last);
      run(side, `INSERT INTO main.posting SELECT * FROM source.posting WHERE ${counts('event')}`, done, last);
    })();
    yield { phase: 'copy', done: last, total: position };
  }
}

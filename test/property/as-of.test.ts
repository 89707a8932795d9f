/**
 * The book as of a day, after random lives: as of the last day it is the book; as of any day its balances are what counts up to
 * it, and each row of a payment, an invoice or a voucher follows; as of a closed day it is the same whatever came later.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { all, type Db, one } from '../../main/db/sql';
import { knownBook } from '../../main/engine/known-book';
import { dumpProjections } from '../../main/journal/dump';
import type { Day } from '../../main/kernel/time';
import { finish } from '../support/checks';
import { quickPlace } from '../support/quick-place';
import { isLongRun, runSeed } from '../support/seed';
import { anyStep } from './steps';
import { World } from './world';

const seed = runSeed();
const LIVES = isLongRun ? 3_000 : 15;
const LAST = '9999-12-31' as Day;

/** Runs `look` on the book as of a day, made from the file as it is now. */
function asOf<Seen>(book: Db, day: Day, look: (side: Db, unplaced: number) => Seen): Seen {
  const folder = mkdtempSync(path.join(quickPlace(), 'as-of-'));
  const file = path.join(folder, 'book');
  writeFileSync(file, book.serialize());
  const source = new Database(file, { readonly: true });
  try {
    const position = one<{ n: number | null }>(source, 'SELECT max(seq) AS n FROM event')?.n ?? 0;
    const known = finish(knownBook.run(source, { position, asOf: day, folder }));
    const side = new Database(known.file, { readonly: true });
    try {
      return look(side, known.unplaced);
    } finally {
      side.close();
    }
  } finally {
    source.close();
    rmSync(folder, { recursive: true });
  }
}

const dump = (db: Db) => [...dumpProjections(db)].map(({ table, rows, hash }) => [table, rows, hash]);

/** What counts up to a day, by account: of the journal alone. */
const counted = (db: Db, day: string) =>
  all(
    db,
    `SELECT a.name, m.currency, sum(m.minor) AS minor FROM (
       SELECT p.event, p.to_account AS account, p.currency, p.minor FROM posting p UNION ALL
       SELECT p.event, p.from_account, p.currency, -p.minor FROM posting p) m
     JOIN account a ON a.id = m.account JOIN event e ON e.seq = m.event
     WHERE e.booked_on <= ? GROUP BY a.name, m.currency HAVING sum(m.minor) <> 0 ORDER BY a.name, m.currency`,
    day,
  );
const kept = (db: Db) =>
  all(
    db,
    `SELECT a.name, b.currency, b.minor FROM balance b JOIN account a ON a.id = b.account
     WHERE b.minor <> 0 ORDER BY a.name, b.currency`,
  );
const money = (db: Db) => [
  kept(db),
  all(db, 'SELECT uuid, status, amount, currency, booked_on FROM payment WHERE booked_on IS NOT NULL ORDER BY uuid'),
  all(db, "SELECT uuid, number, total, currency FROM invoice WHERE state = 'issued' ORDER BY uuid"),
];

test(`${LIVES} random lives, as of their days`, () => {
  let looks = 0;
  const life = fc.array(anyStep, { minLength: 1, maxLength: 40, size: 'max' });
  const property = fc.property(life, fc.nat(), fc.nat(), (steps, ids, which) => {
    const world = new World(ids);
    try {
      const closed = new Map<Day, unknown>();
      const { db } = world.book;
      for (const step of steps) {
        step.run(world);
        for (const day of world.sealed.keys()) if (!closed.has(day)) closed.set(day, asOf(db, day, money));
        for (const day of closed.keys()) if (!world.sealed.has(day)) closed.delete(day);
      }
      asOf(db, LAST, (side, unplaced) => {
        expect(unplaced).toBe(0);
        expect(dump(side)).toEqual(dump(db));
      });
      const days = all<{ day: Day }>(db, 'SELECT DISTINCT booked_on AS day FROM event ORDER BY day');
      const day = days[which % Math.max(1, days.length)]?.day;
      if (day !== undefined) asOf(db, day, (side) => expect(kept(side)).toEqual(counted(db, day)));
      for (const [end, sealed] of closed) asOf(db, end, (side) => expect(money(side)).toEqual(sealed));
      looks += 2 + closed.size;
    } finally {
      world.close();
    }
  });
  fc.assert(property, { seed, numRuns: LIVES, interruptAfterTimeLimit: undefined });
  console.log(`as of: ${LIVES} lives, ${looks} looks, seed ${seed}`);
}, 900_000);

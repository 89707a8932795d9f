/** Runs a book's own checks to their end, and reads what tests compare. */
import { all, type Db } from '../../main/db/sql';
import { eventKinds } from '../../main/features/kinds';
import { type ReplayResult, replayCheck } from '../../main/journal/replay';
import { type VerifyResult, verify } from '../../main/journal/verify';

/** Goes through a generator's steps to its result. */
export function finish<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export const verified = (db: Db): VerifyResult => finish(verify(db));
export const replayed = (db: Db): ReplayResult => finish(replayCheck(db, eventKinds));

/** Kept balances by account name: debits less credits, with customers named by their external id at `gateway`. */
export function balances(db: Db, gateway = 'stripe'): Record<string, number> {
  const rows = all<{ name: string; currency: string; minor: number }>(
    db,
    'SELECT a.name, b.currency, b.minor FROM balance b JOIN account a ON a.id = b.account ORDER BY a.name, b.currency',
  );
  const names = new Map(
    all<{ uuid: string; external_id: string }>(
      db,
      'SELECT lower(hex(c.uuid)) AS uuid, l.external_id FROM customer c JOIN customer_link l ON l.customer = c.id WHERE l.gateway = ?',
      gateway,
    ).map((row) => [row.uuid, row.external_id]),
  );
  const told = rows.map(({ name, currency, minor }) => [`${withNames(name, names)} ${currency}`, minor] as const);
  return Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withNames(account: string, names: ReadonlyMap<string, string>): string {
  return account.replace(
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
    (id) => names.get(id.replaceAll('-', '')) ?? id,
  );
}

/** The postings of the last events, as `from → to minor currency`, customers by external id. */
export function postingsAfter(db: Db, seq: number): string[] {
  const names = new Map(
    all<{ uuid: string; external_id: string }>(
      db,
      'SELECT lower(hex(c.uuid)) AS uuid, l.external_id FROM customer c JOIN customer_link l ON l.customer = c.id',
    ).map((row) => [row.uuid, row.external_id]),
  );
  return all<{ from: string; to: string; minor: number; currency: string }>(
    db,
    `SELECT f.name AS "from", t.name AS "to", p.minor, p.currency FROM posting p JOIN account f ON f.id = p.from_account
     JOIN account t ON t.id = p.to_account WHERE p.event > ? ORDER BY p.event, p.n`,
    seq,
  ).map((row) => `${withNames(row.from, names)} → ${withNames(row.to, names)} ${row.minor} ${row.currency}`);
}

export function lastSeq(db: Db): number {
  return all<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM event')[0]?.seq ?? 0;
}

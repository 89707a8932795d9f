/** What the workbench waits for in a large book: the proposals for the lines of a year that are open, and for those of a day. */
import { randomBytes } from 'node:crypto';
import { type Db, run } from '../../main/db/sql';
import { propose } from '../../main/features/matching/matcher';
import { given } from '../../main/features/matching/open';
import { copyOfBigBook } from './big-book';
import { type Line, type Setting, spread, timed } from './measure';

const ROUNDS = 3;
const PER_PAYOUT = 50;
/** What one person works through in a day. */
const A_DAY = 400;

/** Payouts of the book's gateway, and the line of each; written as they would stand, for only their reading is measured. */
function fill(db: Db, payouts: number): void {
  const payout = `INSERT INTO payout (uuid, gateway, external_id, amount, currency, status, provider_status, created_at, arrival_day)
    VALUES (?, 'stripe', ?, ?, 'EUR', 'arrived', 'paid', 0, ?)`;
  const line = `INSERT INTO bank_line (uuid, statement, bank_account, n, day, amount, currency, reference, key, state)
    VALUES (?, 1, 1, ?, ?, ?, 'EUR', ?, ?, 'open')`;
  db.transaction(() => {
    run(
      db,
      "INSERT INTO bank_account (id, uuid, key, name, currency) VALUES (1, ?, 'main', 'Main', 'EUR')",
      randomBytes(16),
    );
    run(
      db,
      `INSERT INTO statement (id, uuid, bank_account, format, file_name, file_sha256, currency, lines, already)
       VALUES (1, ?, 1, 'csv', 'a.csv', ?, 'EUR', ?, 0)`,
      ...[randomBytes(16), '0'.repeat(64), payouts],
    );
    for (let n = 0; n < payouts; n++) {
      const day = new Date(Date.UTC(2026, 0, 1 + (n % 365))).toISOString().slice(0, 10);
      const name = `po_1${randomBytes(8).toString('hex')}`;
      const amount = 2_000 + ((n * 7_919) % 900_000);
      run(db, payout, randomBytes(16), name, amount, day);
      run(db, line, randomBytes(16), n, day, amount, `STRIPE ${name.toUpperCase()}`, randomBytes(16));
    }
  })();
}

/** All but the last of them are matched. */
function matchAllBut(db: Db, left: number, payouts: number): void {
  db.transaction(() => {
    run(
      db,
      `INSERT INTO match (id, uuid, bank_account, currency, amount, rule, evidence, operator, automatic, at, booked_on, event)
       SELECT id, randomblob(16), 1, currency, amount, 'reference', '[]', 'bench', 1, 0, day, 1 FROM bank_line WHERE n < ?`,
      payouts - left,
    );
    run(db, "UPDATE bank_line SET state = 'matched', match = id WHERE n < ?", payouts - left);
    run(
      db,
      `INSERT INTO match_item (match, n, kind, item, account, amount, completes)
       SELECT l.id, 0, 'payout', p.uuid, 'transit:stripe', p.amount, 0 FROM bank_line l
       JOIN payout p ON 'STRIPE ' || upper(p.external_id) = l.reference WHERE l.state = 'matched'`,
    );
  })();
}

const join = `SELECT l.id, p.id FROM bank_line l JOIN payout p ON p.amount = l.amount AND p.currency = l.currency
  WHERE l.state = 'open' AND l.reference = 'STRIPE ' || upper(p.external_id)`;

function measured(db: Db, work: string): Line {
  const ours: number[] = [];
  const joined: number[] = [];
  let found = 0;
  db.exec('CREATE TEMP TABLE by_amount AS SELECT amount, currency, id, external_id FROM payout');
  db.exec('CREATE INDEX temp.by_amounts ON by_amount (amount, currency, id, external_id)');
  const text = join.replace('JOIN payout p', 'JOIN temp.by_amount p');
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(timed(() => (found = propose(given(db)).filter(({ exact }) => exact).length)));
    joined.push(timed(() => db.prepare(text).all()));
  }
  db.exec('DROP TABLE temp.by_amount');
  const reference = { name: 'covering join in SQLite', spread: spread(joined) };
  return { work, unit: 'ms', ours: spread(ours), reference, note: `${found} beyond doubt` };
}

export function inBook(setting: Setting): Line[] {
  const { db } = copyOfBigBook(setting, 'matching');
  try {
    const payouts = Math.max(A_DAY * 2, Math.ceil(setting.rows / PER_PAYOUT));
    fill(db, payouts);
    const year = measured(db, `Proposals for ${payouts} open lines, read from the book`);
    matchAllBut(db, A_DAY, payouts);
    return [year, measured(db, `The same with ${A_DAY} lines open, the rest matched`)];
  } finally {
    db.close();
  }
}

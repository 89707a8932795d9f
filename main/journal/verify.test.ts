import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { memoryBook, testClock } from '../../test/support/book';
import { replayed, verified } from '../../test/support/checks';
import { customer, dispute, page, payment, payout, refund, settled } from '../../test/support/told';
import { journalTables } from '../db/classes';
import { setConnection } from '../db/open';
import { all, type Db, one } from '../db/sql';
import { ingest } from '../features/sync/ingest';

/** Some of everything: 30 payments, a refund, a dispute, a payout, something put aside. */
function sampleBook(): Buffer {
  const book = memoryBook(testClock());
  const payments = Array.from({ length: 30 }, (_, n) =>
    payment(`pi_${n}`, { amount: 1_000 + n, settlement: settled(`txn_${n}`, 1_000 + n, 30), customer: `cus_${n % 4}` }),
  );
  for (const each of payments)
    ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [page({ payments: [each] })], {
      cursor: each.externalId,
      covered: null,
    });
  const told = page({
    customers: [customer('cus_1')],
    refunds: [refund('re_1', 'pi_3', 400), refund('re_2', 'pi_99', 5)],
    disputes: [dispute('dp_1', 'pi_4', 1_004)],
    payouts: [payout('po_1', 9_000, { settlements: ['txn_1'] })],
  });
  ingest(book, { operator: 'ada', source: 'test' }, 'stripe', [told], null);
  const bytes = book.db.serialize();
  book.db.close();
  return bytes;
}

let sample: Buffer;
beforeAll(() => {
  sample = sampleBook();
});

function guarded(): Db {
  const db = new Database(sample);
  setConnection(db);
  return db;
}

test('a book of its own making is clean, and says how much it holds', () => {
  const db = guarded();
  const result = verified(db);
  expect(result).toMatchObject({ ok: true, findings: [] });
  expect(result.events).toBe(one<{ n: number }>(db, 'SELECT count(*) AS n FROM event')?.n);
  expect(result.postings).toBe(one<{ n: number }>(db, 'SELECT count(*) AS n FROM posting')?.n);
  expect(result.head).toBe(
    one<{ h: string }>(db, 'SELECT lower(hex(hash)) AS h FROM event ORDER BY seq DESC LIMIT 1')?.h,
  );
  expect(replayed(db)).toEqual({ same: true, events: result.events, differences: [] });
  const empty = memoryBook(testClock()).db;
  expect(verified(empty)).toMatchObject({ ok: true, events: 0, head: '0'.repeat(64) });
  expect(replayed(empty).same).toBe(true);
});

describe('inside the program a journal table takes no change', () => {
  const first: Record<(typeof journalTables)[number], string> = {
    book: 'one = 1',
    request: 'seq = 1',
    event: 'seq = 1',
    account: 'id = 1',
    posting: 'event = (SELECT min(event) FROM posting) AND n = 0',
  };
  for (const table of journalTables) {
    test(table, () => {
      const db = guarded();
      const columns = all<{ name: string }>(db, `SELECT name FROM pragma_table_info('${table}')`).map(
        (row) => row.name,
      );
      const list = columns.join(', ');
      const copy = `SELECT ${list} FROM ${table} WHERE ${first[table]}`;
      const key = { book: 'one', request: 'seq', event: 'seq', account: 'id', posting: 'event, n' }[table];
      const attempts = [
        ...columns.map((column) => `UPDATE ${table} SET ${column} = ${column} WHERE ${first[table]}`),
        `DELETE FROM ${table} WHERE ${first[table]}`,
        `DELETE FROM ${table}`,
        `INSERT INTO ${table} (${list}) ${copy}`,
        `INSERT OR REPLACE INTO ${table} (${list}) ${copy}`,
        `REPLACE INTO ${table} (${list}) ${copy}`,
        `UPDATE OR REPLACE ${table} SET ${columns[0]} = ${columns[0]} WHERE ${first[table]}`,
        `INSERT INTO ${table} (${list}) ${copy} ON CONFLICT (${key}) DO UPDATE SET ${columns.at(-1)} = ${columns.at(-1)}`,
      ];
      const before = JSON.stringify(all(db, `SELECT * FROM ${table}`));
      for (const text of attempts) expect(() => db.exec(text), text).toThrow(/append-only|constraint/);
      expect(JSON.stringify(all(db, `SELECT * FROM ${table}`))).toBe(before);
    });
  }

  test('nor does the schema that says so', () => {
    const db = guarded();
    db.pragma('writable_schema = ON');
    expect(() => db.exec("DELETE FROM sqlite_schema WHERE type = 'trigger'")).toThrow();
  });
});

/** What another tool could do to the file: no trigger, no check, no foreign key stands in its way. */
function tampered(change: string): Db {
  const db = new Database(sample);
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  const triggers = all<{ name: string; sql: string }>(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.exec(change);
  for (const { sql } of triggers) db.exec(sql);
  return db;
}

describe('what was altered outside is found and located', () => {
  const money = "kind = 'payment.recorded' AND seq > 10";
  const seqOf = `(SELECT min(seq) FROM event WHERE ${money})`;
  const cases: [string, string, string | RegExp][] = [
    ['an amount in a posting', `UPDATE posting SET minor = minor + 1 WHERE event = ${seqOf} AND n = 0`, 'event'],
    [
      'an amount in an event',
      // Whole, or packed: its values alone.
      `UPDATE event SET payload = replace(replace(payload, '"amount":10', '"amount":90'), ',10', ',90') WHERE seq = ${seqOf}`,
      'event',
    ],
    ['a date', `UPDATE event SET booked_on = '2025-12-31' WHERE seq = ${seqOf}`, 'event'],
    ['a time', `UPDATE event SET occurred_at = occurred_at + 1 WHERE seq = ${seqOf}`, 'event'],
    ['who did it', "UPDATE request SET operator = 'bob' WHERE seq = 7", /^event /m],
    ['when it was recorded', 'UPDATE request SET recorded_at = recorded_at - 1 WHERE seq = 7', /^event /m],
    ['another account', "UPDATE account SET name = 'clearing:other' WHERE name = 'clearing:stripe'", /^event /m],
    [
      'two events in each other’s place',
      `UPDATE event SET payload = (SELECT payload FROM event b WHERE b.seq <> event.seq AND b.kind = 'payment.recorded' AND b.seq > 10 LIMIT 1) WHERE seq = ${seqOf}`,
      /^event /m,
    ],
    ['an event that went', `DELETE FROM event WHERE seq = ${seqOf}`, 'event'],
    ['a posting that went', `DELETE FROM posting WHERE event = ${seqOf} AND n = 0`, 'event'],
    [
      'a posting that came',
      `INSERT INTO posting SELECT event, 9, from_account, to_account, 5, currency FROM posting WHERE event = ${seqOf} LIMIT 1`,
      'event',
    ],
    [
      'an event that came',
      `INSERT INTO event SELECT (SELECT max(seq) + 1 FROM event), randomblob(16), request, kind, subject, occurred_at, booked_on, replica, 999, payload, randomblob(32) FROM event WHERE seq = ${seqOf}`,
      /^event /m,
    ],
    ['events given new numbers', 'UPDATE event SET seq = -seq; UPDATE event SET seq = 1000 - seq', /^event /m],
    [
      'a kept balance',
      "UPDATE balance SET minor = minor + 1 WHERE account = (SELECT id FROM account WHERE name = 'clearing:stripe')",
      'clearing:stripe EUR',
    ],
    [
      'a balance that went',
      "DELETE FROM balance WHERE account = (SELECT id FROM account WHERE name = 'clearing:stripe')",
      'clearing:stripe EUR',
    ],
    ['an id of an event', `UPDATE event SET id = x'00' WHERE seq = ${seqOf}`, 'event'],
    ['a book’s own id', 'UPDATE book SET replica = randomblob(16)', /^event 1$/m],
    [
      'the same payment twice',
      "DROP INDEX payment_by_external_id; UPDATE payment SET external_id = 'pi_1' WHERE external_id IN ('pi_1', 'pi_2')",
      /pi_1|payment_by_external_id/,
    ],
    ['a person’s name', "UPDATE person SET name = 'Eve' WHERE name = 'Customer cus_1'", /^person [0-9a-f]{32}$/m],
    [
      'a payment’s amount',
      "UPDATE payment SET amount = amount + 100 WHERE external_id = 'pi_2'",
      'stripe EUR Completed',
    ],
    ['a refund of a payment that is not there', 'UPDATE refund SET payment = 777', /refund/],
    ['an index that was taken away', 'DROP INDEX event_by_subject', 'index event_by_subject'],
  ];
  for (const [name, change, place] of cases) {
    test(name, () => {
      const db = tampered(change);
      const seq = one<{ seq: number | null }>(new Database(sample), `SELECT ${seqOf} AS seq`)?.seq;
      const { ok, findings } = verified(db);
      expect(ok).toBe(false);
      const wanted = place === 'event' ? new RegExp(`event ${seq}\\b`) : place;
      expect(findings.map((finding) => finding.where).join('\n')).toMatch(
        typeof wanted === 'string' ? new RegExp(wanted.replace(/[.*+?^$()|]/g, '\\$&')) : wanted,
      );
      db.close();
    });
  }

  test('an event that cannot be read any more: the replay says which, and does not fail', () => {
    const cases = {
      'UPDATE event SET payload = \'{"amount":\' WHERE seq = 20': 'event 20 cannot be replayed: ',
      "UPDATE event SET kind = 'payment.eaten' WHERE seq = 20":
        'event 20 cannot be replayed: unknown kind payment.eaten',
      "UPDATE event SET payload = '{}' WHERE seq = 20": 'event 20 cannot be replayed: ',
    };
    for (const [change, words] of Object.entries(cases)) {
      const db = tampered(change);
      expect(verified(db).findings, change).toContainEqual(expect.objectContaining({ where: 'event 20' }));
      expect(replayed(db), change).toEqual({
        same: false,
        events: expect.any(Number),
        differences: [expect.stringContaining(words)],
      });
      db.close();
    }
  });

  test('a trigger of somebody else', () => {
    const db = new Database(sample);
    db.exec('CREATE TRIGGER mine AFTER INSERT ON payment BEGIN UPDATE payment SET amount = 0; END');
    expect(verified(db).findings).toEqual([{ check: 'file', where: 'trigger mine', detail: expect.any(String) }]);
  });

  test('a trigger that was dropped', () => {
    const db = new Database(sample);
    db.exec('DROP TRIGGER event_keeps');
    expect(verified(db).findings).toContainEqual({
      check: 'file',
      where: 'trigger event_keeps',
      detail: expect.any(String),
    });
  });

  const kept = '(SELECT event FROM posting WHERE n = 0 LIMIT 1)';
  test.each([
    ['event', "INSERT INTO posting VALUES (99999, 0, 1, 2, 5, 'EUR')", 'posting of event 99999'],
    ['event', "INSERT INTO posting VALUES (-1, 0, 1, 2, 5, 'EUR')", 'posting of event -1'],
    [
      'account it is from',
      `UPDATE posting SET from_account = 777 WHERE event = ${kept} AND n = 0`,
      /^posting of event \d+$/,
    ],
    [
      'account it is to',
      `UPDATE posting SET to_account = 777 WHERE event = ${kept} AND n = 0`,
      /^posting of event \d+$/,
    ],
  ])('a posting without the %s, which no reference guards', (_what, change, place) => {
    const where = typeof place === 'string' ? place : expect.stringMatching(place);
    expect(verified(tampered(change)).findings).toContainEqual({ check: 'orphans', where, detail: expect.any(String) });
  });

  test('only the first altered event is named, not all that follow it', () => {
    const db = tampered(`UPDATE event SET occurred_at = occurred_at + 1 WHERE seq = ${seqOf}`);
    expect(verified(db).findings.filter((finding) => finding.check === 'chain')).toHaveLength(1);
  });

  test('what stands in a projection alone is found by replay', () => {
    for (const change of [
      "UPDATE payment SET description = 'other' WHERE external_id = 'pi_2'",
      "UPDATE payment_day SET day = '2020-01-01'",
      'DELETE FROM settlement WHERE external_id = (SELECT max(external_id) FROM settlement)',
      "UPDATE book SET time_zone = 'Pacific/Kiritimati'",
    ])
      expect(replayed(tampered(change)).same, change).toBe(false);
  });

  test('a tail that was cut off leaves balances that no event explains', () => {
    const last = '(SELECT max(event) FROM posting)';
    const db = tampered(`DELETE FROM event WHERE seq >= ${last}; DELETE FROM posting WHERE event >= ${last}`);
    expect(verified(db).ok).toBe(false);
  });
});

test('a total that no number holds is a finding, not an error', () => {
  const db = tampered('UPDATE balance SET minor = 9223372036854775807 WHERE account IN (1, 2, 3)');
  expect(verified(db).findings).toContainEqual({ check: 'file', where: 'entries', detail: 'integer overflow' });
});

test('a file in which many events are wrong gives a bounded answer', () => {
  const db = tampered("UPDATE event SET hash = x'00'");
  const { findings } = verified(db);
  expect(findings.length).toBeGreaterThan(10);
  expect(findings.length).toBeLessThanOrEqual(100);
});

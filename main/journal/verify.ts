/** Checks a book: the chain, the entries, the kept balances, that nothing hangs loose, that nothing is booked twice. Only reads. */

import { createSideBook } from '../db/create';
import { all, type Db, one } from '../db/sql';
import { chainHash, GENESIS, type RequestFields, requestText } from './chain';
import { PostedSums } from './posted-sums';
import { type AccountNames, readRows, type StoredRow } from './stored';
import { alteredBeside } from './verify-beside';
import { accountDays, closedMonths, invoiceSums, matchSums, mergedCustomers } from './verify-sums';

export interface Finding {
  check:
    | 'file'
    | 'chain'
    | 'entries'
    | 'balances'
    | 'orphans'
    | 'external-ids'
    | 'rollup'
    | 'foreign-keys'
    | 'approvals'
    | 'periods'
    | 'matches';
  where: string;
  detail: string;
}

export interface VerifyResult {
  ok: boolean;
  events: number;
  postings: number;
  /** The last hash, hex. */
  head: string;
  findings: Finding[];
}

export interface VerifyProgress {
  phase: string;
  done: number;
  total: number;
}

const BATCH = 500;
const MOST_FINDINGS = 100;

/** Yields progress every 500 events. The result lists at most 100 findings. The caller sees to it that `db` stays in one snapshot. */
export function* verify(db: Db): Generator<VerifyProgress, VerifyResult> {
  const findings: Finding[] = [];
  let total = 0;
  readable(findings, 'the journal', () => {
    total = one<{ n: number | null }>(db, 'SELECT max(seq) AS n FROM event')?.n ?? 0;
  });
  yield { phase: 'file', done: 0, total };
  readable(findings, 'the file', () => checkFile(db, findings));
  readable(findings, 'the tables', () => checkSchema(db, findings));
  let chain = { events: 0, postings: 0, head: '' };
  const posted = new PostedSums();
  try {
    chain = yield* checkChain(db, findings, total, posted);
    checkBalances(db, findings, posted);
  } catch (error) {
    findings.push(unreadable('the journal', error));
  }
  for (const [where, altered] of alteredBeside) readable(findings, where, () => findings.push(...altered(db)));
  for (const [phase, check] of sqlChecks) {
    yield { phase, done: total, total };
    readable(findings, phase, () => {
      for (const row of all<{ place: string; detail: string }>(db, check))
        findings.push({ check: phase, where: row.place, detail: row.detail });
    });
  }
  return { ok: findings.length === 0, ...chain, findings: findings.slice(0, MOST_FINDINGS) };
}

/** What cannot be read, or makes no sense where it is read, is a finding, and the other checks go on. */
function readable(findings: Finding[], where: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    findings.push(unreadable(where, error));
  }
}

function unreadable(where: string, error: unknown): Finding {
  return { check: 'file', where, detail: error instanceof Error ? error.message : String(error) };
}

function checkFile(db: Db, findings: Finding[]): void {
  // The quick one does not compare an index with its table: a row that only the index still knows would go unseen.
  for (const { integrity_check } of all<{ integrity_check: string }>(db, 'PRAGMA integrity_check(20)')) {
    if (integrity_check !== 'ok') findings.push({ check: 'file', where: 'file', detail: integrity_check });
  }
  const loose = `SELECT "table", rowid FROM pragma_foreign_key_check LIMIT 20`;
  for (const row of all<{ table: string; rowid: number | null }>(db, loose)) {
    findings.push({
      check: 'foreign-keys',
      where: `${row.table} ${row.rowid ?? ''}`,
      detail: 'refers to a row that is not there',
    });
  }
}

interface SchemaRow {
  type: string;
  name: string;
  made: string;
}

// SQLite keeps its own statistics in tables of that name.
const schemaRows = `SELECT type, name, typeof(type) || typeof(name) || typeof(tbl_name) || typeof(sql) || ' ' || tbl_name || ' ' || coalesce(sql, '') AS made
  FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'`;

/** Of this format; the same for every book. */
let schemaOfFormat: readonly SchemaRow[] | null = null;

function wantedSchema(): readonly SchemaRow[] {
  if (schemaOfFormat) return schemaOfFormat;
  const made = createSideBook(':memory:');
  try {
    schemaOfFormat = all<SchemaRow>(made, schemaRows);
  } finally {
    made.close();
  }
  return schemaOfFormat;
}

/** Tables, indexes and guards must be those that the format has; a trigger of somebody else could change what is written. */
function checkSchema(db: Db, findings: Finding[]): void {
  const found = new Map(all<SchemaRow>(db, schemaRows).map((row) => [`${row.type} ${row.name}`, row.made]));
  for (const { type, name, made } of wantedSchema()) {
    const where = `${type} ${name}`;
    if (found.get(where) !== made)
      findings.push({ check: 'file', where, detail: 'it is missing, or not as Counterfoil made it' });
    found.delete(where);
  }
  for (const where of found.keys())
    if (where.startsWith('trigger ')) findings.push({ check: 'file', where, detail: 'Counterfoil did not make it' });
}

interface RequestRow {
  seq: number;
  id: Buffer;
  input_hash: Buffer;
  operator: string;
  source: string;
  recorded_at: number;
}

interface HashedRequest extends RequestFields {
  seq: number;
  /** Its part of the hashed text, where the event was made in this book. */
  text: string;
}

function hashedRequest(db: Db, seq: number, own: Buffer): HashedRequest | undefined {
  const row = one<RequestRow>(db, 'SELECT * FROM request WHERE seq = ?', seq);
  if (!row) return undefined;
  const { operator, source } = row;
  const fields = {
    recordedAt: row.recorded_at,
    operator,
    source,
    requestId: row.id,
    inputHash: row.input_hash,
    replica: own,
  };
  return { seq, ...fields, text: requestText(fields) };
}

function* checkChain(
  db: Db,
  findings: Finding[],
  total: number,
  posted: PostedSums,
): Generator<VerifyProgress, { events: number; postings: number; head: string }> {
  const own = one<{ replica: Buffer }>(db, 'SELECT replica FROM book')?.replica ?? Buffer.alloc(16);
  let previous: Buffer = GENESIS;
  let seq = 0;
  let postings = 0;
  const names: AccountNames = new Map();
  let request: HashedRequest | undefined;
  for (;;) {
    const events = readRows(db, seq, BATCH, names);
    if (events.length === 0) break;
    for (const event of events) {
      if (event.seq !== seq + 1)
        findings.push({ check: 'chain', where: `event ${seq + 1}`, detail: `missing up to ${event.seq - 1}` });
      seq = event.seq;
      postings += event.transfers.length;
      for (const transfer of event.transfers) posted.add(transfer);
      if (request?.seq !== event.requestSeq) request = hashedRequest(db, event.requestSeq, own);
      const expected = request ? hashOf(previous, event, request, own) : null;
      if (!expected?.equals(event.hash)) {
        if (findings.length < MOST_FINDINGS) {
          findings.push({
            check: 'chain',
            where: `event ${event.seq}`,
            detail: 'this event, its request or its postings were altered',
          });
        }
      }
      previous = event.hash;
    }
    yield { phase: 'chain', done: seq, total };
  }
  return { events: seq, postings, head: previous.toString('hex') };
}

function hashOf(previous: Buffer, event: StoredRow, request: HashedRequest, own: Buffer): Buffer {
  const { seq, kind, occurredAt, bookedOn, replicaSeq, payloadText: payload } = event;
  const { recordedAt, operator, source, requestId, inputHash } = request;
  const replica = event.replica ?? own;
  const fields = {
    seq,
    kind,
    occurredAt,
    bookedOn,
    recordedAt,
    operator,
    source,
    requestId,
    inputHash,
    replica,
    replicaSeq,
  };
  const hashed = { ...fields, id: event.idBytes, subject: event.subjectBytes, payload };
  return chainHash(previous, hashed, event.transfers, event.replica ? requestText(hashed) : request.text);
}

function checkBalances(db: Db, findings: Finding[], posted: PostedSums): void {
  for (const { place, detail } of posted.differences(db)) {
    if (findings.length >= MOST_FINDINGS) return;
    findings.push({ check: 'balances', where: place, detail });
  }
}

const trialBalance = `SELECT currency AS place, 'the trial balance is ' || sum(minor) || ', not zero' AS detail
  FROM balance GROUP BY currency HAVING sum(minor) <> 0`;

const orphanPostings = `SELECT 'posting of event ' || event AS place, 'its event or one of its accounts is not there' AS detail FROM posting p
  WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.seq = p.event) OR NOT EXISTS (SELECT 1 FROM account a WHERE a.id = p.from_account)
    OR NOT EXISTS (SELECT 1 FROM account a WHERE a.id = p.to_account)
  UNION ALL SELECT 'event ' || seq, 'its request is not there' FROM event e
  WHERE NOT EXISTS (SELECT 1 FROM request r WHERE r.seq = e.request) LIMIT 100`;

const rollups = `WITH counted AS (SELECT gateway, currency, status, count(*) AS n, sum(amount) AS amount FROM payment GROUP BY gateway, currency, status),
    kept AS (SELECT gateway, currency, status, sum(count) AS n, sum(amount) AS amount FROM payment_day GROUP BY gateway, currency, status)
  SELECT c.gateway || ' ' || c.currency || ' ' || c.status AS place,
    'days give ' || coalesce(k.n, 0) || ' payments of ' || coalesce(k.amount, 0) || ', the table ' || c.n || ' of ' || c.amount AS detail
  FROM counted c LEFT JOIN kept k USING (gateway, currency, status) WHERE coalesce(k.n, 0) <> c.n OR coalesce(k.amount, 0) <> c.amount`;

function twice(table: string, key: string): string {
  return `SELECT '${table} ' || gateway || ' ' || ${key} AS place, 'booked ' || count(*) || ' times' AS detail
    FROM ${table} WHERE ${key} IS NOT NULL GROUP BY gateway, ${key} HAVING count(*) > 1`;
}

const externalIds = ['payment', 'refund', 'dispute', 'payout']
  .map((table) => twice(table, 'external_id'))
  .join(' UNION ALL ');

/** What is owed to whoever holds a sold voucher is what is left of those; what is counted of a batch is what its vouchers say. */
const vouchersOwed = `WITH owed AS (SELECT currency, sum((uses * count - redeemed - voided - expired) * amount) AS minor
      FROM voucher_batch WHERE kind = 'sold' GROUP BY currency),
    kept AS (SELECT b.currency, -b.minor AS minor FROM balance b JOIN account a ON a.id = b.account WHERE a.name = 'vouchers:outstanding')
  SELECT 'vouchers:outstanding ' || coalesce(o.currency, k.currency) AS place,
    'kept ' || coalesce(k.minor, 0) || ', the sold vouchers that are left come to ' || coalesce(o.minor, 0) AS detail
  FROM owed o FULL JOIN kept k USING (currency) WHERE coalesce(o.minor, 0) <> coalesce(k.minor, 0)
  UNION ALL
  SELECT 'voucher batch ' || b.id, 'counts ' || b.redeemed || ' uses, its vouchers have ' || coalesce(sum(v.used), 0)
  FROM voucher_batch b LEFT JOIN voucher v ON v.batch = b.id GROUP BY b.id HAVING coalesce(sum(v.used), 0) <> b.redeemed LIMIT 100`;

/** From the journal alone: who approved is never who asked. */
const ownApprovals = `SELECT 'request ' || lower(hex(a.subject)) AS place, 'approved by ' || by.operator || ', who asked for it' AS detail
  FROM event a JOIN request by ON by.seq = a.request JOIN event q ON q.subject = a.subject JOIN request asked ON asked.seq = q.request
  WHERE a.kind = 'approval.approved' AND q.kind = 'approval.requested' AND asked.operator = by.operator
  UNION ALL SELECT 'request ' || lower(hex(a.subject)), 'approved without having been asked for' FROM event a
  WHERE a.kind = 'approval.approved'
    AND NOT EXISTS (SELECT 1 FROM event q WHERE q.subject = a.subject AND q.kind = 'approval.requested' AND q.seq < a.seq) LIMIT 100`;

/** Each gives rows `place, detail` for what is wrong, none when all is well. */
const sqlChecks: readonly (readonly [Finding['check'], string])[] = [
  ['entries', trialBalance],
  ['orphans', orphanPostings],
  ['external-ids', externalIds],
  ['rollup', rollups],
  ['approvals', ownApprovals],
  ['rollup', vouchersOwed],
  ['rollup', invoiceSums],
  ['rollup', mergedCustomers],
  ['rollup', accountDays],
  ['periods', closedMonths],
  ['matches', matchSums],
];

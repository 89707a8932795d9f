/** Runs a book's own checks to their end, and reads what tests compare. */
import { all, type Db } from '../../main/db/sql';
import { eventKinds } from '../../main/features/kinds';
import { type ReplayResult, replayCheck } from '../../main/journal/replay';
import { type VerifyResult, verify } from '../../main/journal/verify';
import { usedAgain } from './used-again';

const sides = usedAgain();

/** Goes through a generator's steps to its result. */
export function finish<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export const verified = (db: Db): VerifyResult => finish(verify(db));
export const replayed = (db: Db): ReplayResult => finish(replayCheck(db, eventKinds, sides.tables));

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

/** Everything that the projections say, named by what gateways call it: two books of the same facts give the same text. */
export function factsOf(db: Db): Record<string, string[]> {
  const tables: Record<string, string> = {
    customer: `SELECT l.gateway, l.external_id, c.since, n.name, n.email, n.phone, n.address, n.country, n.language
      FROM customer c JOIN customer_link l ON l.customer = c.id JOIN person n ON n.uuid = c.uuid`,
    payer: `SELECT l.external_id, n.name, n.email FROM payer y JOIN customer_link l ON l.customer = y.customer JOIN person n ON n.uuid = y.uuid`,
    payment: `SELECT p.gateway, p.external_id, l.external_id, n.name, p.amount, p.currency, p.status, p.reason, p.provider_status, p.detail, p.method,
      p.method_label, p.purpose, p.description, p.reference, p.link, p.flag, p.created_at, p.completed_at, p.at, p.booked_on, p.settled, p.fee,
      p.settled_currency, p.refunded, p.disputed FROM payment p LEFT JOIN customer_link l ON l.customer = p.customer
      LEFT JOIN payer y ON y.id = p.payer LEFT JOIN person n ON n.uuid = y.uuid`,
    settlement: `SELECT s.gateway, s.external_id, s.kind, p.external_id, s.amount, s.fee, s.net, s.currency, s.rate FROM settlement s JOIN payment p ON p.id = s.payment`,
    refund:
      'SELECT r.external_id, p.external_id, r.amount, r.currency, r.status, r.reason, r.at FROM refund r JOIN payment p ON p.id = r.payment',
    dispute: `SELECT d.external_id, p.external_id, d.amount, d.currency, d.state, d.provider_status, d.reason, d.opened_at, d.closed_at, d.due_at, d.withdrawn
      FROM dispute d JOIN payment p ON p.id = d.payment`,
    payout:
      'SELECT external_id, amount, currency, status, provider_status, created_at, arrival_day, descriptor FROM payout',
    payout_item: 'SELECT i.settlement, o.external_id FROM payout_item i JOIN payout o ON o.id = i.payout',
    payment_day: 'SELECT * FROM payment_day',
    settlement_day: 'SELECT * FROM settlement_day',
    parked: 'SELECT gateway, kind, external_id, why, waits_for FROM parked',
  };
  const facts: Record<string, string[]> = { balance: Object.entries(balances(db)).map(String) };
  for (const [table, text] of Object.entries(tables)) {
    facts[table] = db
      .prepare(text)
      .raw()
      .all()
      .map((row) => JSON.stringify(row))
      .sort();
  }
  // A book in which nothing was asked for says nothing of it, whatever its format.
  const asked = all(
    db,
    `SELECT a.kind, a.gateway, p.external_id AS payment, a.amount, a.currency, a.state, a.outcome, a.why, a.detail, a.request_hash, a.method,
     a.save_method, a.reason, a.external_id, a.page, a.page_state, a.link, a.expires_at, a.created_at, a.sent_at, a.ended_at
     FROM attempt a JOIN payment p ON p.id = a.payment`,
  );
  if (asked.length > 0) facts.attempt = asked.map((row) => JSON.stringify(row)).sort();
  const saved = all(
    db,
    `SELECT l.external_id AS customer, y.id AS payer, m.gateway, m.owner, m.token, m.method, n.name, m.brand, m.last4, m.expires, m.status,
     m.provider_status, m.nickname, m.is_primary, m.consent_on, m.consent_terms, m.details_by, m.details_at, m.details_note, m.address_by,
     m.address_at, m.address_note, m.saved_at, m.removed_at FROM saved_method m LEFT JOIN customer_link l ON l.customer = m.customer
     LEFT JOIN payer y ON y.id = m.payer LEFT JOIN person n ON n.uuid = m.uuid`,
  );
  if (saved.length > 0) facts.savedMethod = saved.map((row) => JSON.stringify(row)).sort();
  for (const [table, text] of Object.entries(deskTables)) {
    const rows = db
      .prepare(text)
      .raw()
      .all()
      .map((row) => JSON.stringify(row));
    if (rows.length > 0) facts[table] = rows.sort();
  }
  return facts;
}

/** What staff do by hand. As above: a book in which nothing of it was done says nothing of it. */
const deskTables: Readonly<Record<string, string>> = {
  note: 'SELECT l.external_id, t.text FROM note n JOIN customer_link l ON l.customer = n.customer LEFT JOIN note_text t ON t.uuid = n.uuid',
  kept: "SELECT l.external_id, c.by_hand, c.archived_at, c.tags FROM customer c JOIN customer_link l ON l.customer = c.id WHERE c.by_hand OR c.tags <> '[]'",
  merge: `SELECT f.name, t.name, m.undone IS NOT NULL, (SELECT count(*) FROM customer_moved v WHERE v.merge = m.id) FROM customer_merge m
    JOIN customer a ON a.id = m.customer JOIN customer b ON b.id = m.survivor JOIN person f ON f.uuid = a.uuid JOIN person t ON t.uuid = b.uuid`,
  changeSet: 'SELECT deed, kind, items, told, undone IS NOT NULL, stayed FROM change_set',
  operator: 'SELECT name, role, added_at, retired_at FROM operator',
  approval:
    'SELECT act, amount, currency, note, requested_by, requested_at, state, answered_by, answered_at, why, used FROM approval',
  adjustment: `SELECT amount, currency, reason, note, counter, granted, voucher, paid, receivable, expires_on, expired, made_by, made_at,
    reversed_by, reversed_at FROM adjustment`,
  voucherBatch: `SELECT name, kind, amount, currency, valid_from, valid_to, uses, per_customer, note, pattern, count, paid_at, paid_note, booked_on,
    redeemed, voided, expired, expired_on FROM voucher_batch`,
  voucher:
    'SELECT b.name, v.no, v.uses, v.used, v.voided_on, v.void_way, v.void_reason FROM voucher v JOIN voucher_batch b ON b.id = v.batch',
  invoice: `SELECT kind, state, number, currency, note, reference, net, tax, total, credited, paid, written_off, short, open, due_day, issue_day,
    promised_day, settled_at, voided_at FROM invoice`,
  invoiceLine: `SELECT i.number, l.n, l.description, l.product, l.quantity, l.price, l.tax_code, l.tax_rate, l.net, l.credited FROM invoice_line l
    JOIN invoice i ON i.id = l.invoice`,
  importKey: 'SELECT kind, key FROM import_key',
  importMapping: 'SELECT kind, name, headers, choices FROM import_mapping',
  given: 'SELECT number, state FROM invoice WHERE NOT drawn',
  creditNote: 'SELECT number, day, net, tax, total, reason, granted, voucher, paid FROM credit_note',
  chargeSetting: 'SELECT automatic, hour, days, stop_days, retriers, set_by, set_at FROM charge_setting',
  chargePlan: `SELECT i.number, k.method IS NOT NULL, k.switched_at, k.stopped_at, k.stopped_by, k.stop_why FROM charge_plan k
    JOIN invoice i ON i.id = k.invoice`,
  chargeTry: 'SELECT i.number, t.automatic FROM charge_try t JOIN invoice i ON i.id = t.invoice',
  disputeAnswer: 'SELECT state, hash, files, why, created_at, ended_at FROM dispute_answer',
  mail: 'SELECT key, kind, state, why, address, subject, tries FROM mail',
  mailTemplate: 'SELECT kind, language, subject, body FROM mail_template',
  gatewayAccount: 'SELECT key, provider, environment, account, label, paused_at, removed_at FROM gateway_account',
};

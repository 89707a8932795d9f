/** The rows of the outbox of notices: each written down before it is sent, and what became of it. */
import { all, type Db, one, run } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import type { MailDrop, MailKind, MailState } from '../../kernel/mail';
import type { MailDraft } from './from-events';
import { countSent } from './sent-beside';

export interface Letter {
  id: number;
  uuid: Id;
  kind: MailKind;
  customer: Id | null;
  payment: Id | null;
  invoice: Id | null;
  at: number;
  state: MailState;
  tries: number;
}

interface Row {
  id: number;
  uuid: Buffer;
  kind: MailKind;
  customer: Buffer | null;
  payment: Buffer | null;
  invoice: Buffer | null;
  at: number;
  state: MailState;
  tries: number;
}

const fields = 'id, uuid, kind, customer, payment, invoice, at, state, tries';
const idOf = (uuid: Buffer | null) => (uuid ? idFromBytes(uuid) : null);
const bytesOf = (id: Id | null) => (id === null ? null : idToBytes(id));

function letterOf({ uuid, customer, payment, invoice, ...row }: Row): Letter {
  return { ...row, uuid: idFromBytes(uuid), customer: idOf(customer), payment: idOf(payment), invoice: idOf(invoice) };
}

/** The log keeps so many. */
const MOST_KEPT = 100_000;

/** False: there is one for it already. */
export function writeDown(db: Db, id: Id, draft: MailDraft, nowMs: number): boolean {
  const { key, kind, customer, payment, invoice, notBefore } = draft;
  const done = run(
    db,
    `INSERT INTO mail (uuid, key, kind, customer, payment, invoice, at, state, next_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?)
     ON CONFLICT (key) DO NOTHING`,
    ...[idToBytes(id), key, kind, bytesOf(customer), bytesOf(payment), bytesOf(invoice), nowMs, notBefore],
  );
  if (done.changes === 0) return false;
  run(
    db,
    `DELETE FROM mail WHERE id <= (SELECT max(id) FROM mail) - ? AND state NOT IN ('queued', 'sending')
       AND NOT EXISTS (SELECT 1 FROM mail a WHERE a.again_of = mail.id)`,
    MOST_KEPT,
  );
  return true;
}

/**
 * Queues the same notice once more, as a sending of its own. Twice asked is once done. Throws Failure mail-unknown,
 * mail-still-queued.
 */
export function writeDownAgain(db: Db, id: Id, of: string, by: string, nowMs: number): void {
  if (one(db, 'SELECT 1 FROM mail WHERE uuid = ?', idToBytes(id))) return;
  const was = letterNamed(db, of);
  const first = one<{ key: string }>(db, 'SELECT key FROM mail WHERE id = ?', was.id)?.key.split(' again ')[0] ?? '';
  if (
    one(
      db,
      "SELECT 1 FROM mail WHERE (key = ? OR key GLOB ? || ' again *') AND state IN ('queued', 'sending')",
      first,
      first,
    )
  )
    throw new Failure('mail-still-queued');
  const uuid = idToBytes(id);
  run(
    db,
    `INSERT INTO mail (uuid, key, kind, customer, payment, invoice, at, state, next_at, again_of, asked_by)
     SELECT ?, ?, kind, customer, payment, invoice, ?, 'queued', ?, id, ? FROM mail WHERE id = ?`,
    ...[uuid, `${first} again ${id}`, nowMs, nowMs, by, was.id],
  );
}

/** Throws Failure mail-unknown. */
export function letterNamed(db: Db, id: string): Letter {
  const row = one<Row>(db, `SELECT ${fields} FROM mail WHERE uuid = ?`, idToBytes(id));
  if (!row) throw new Failure('mail-unknown', { id });
  return letterOf(row);
}

export function dueLetters(db: Db, nowMs: number, limit: number): Letter[] {
  const text = `SELECT ${fields} FROM mail WHERE state = 'queued' AND next_at <= ? ORDER BY next_at, id LIMIT ?`;
  return all<Row>(db, text, nowMs, limit).map(letterOf);
}

/** What was being sent when the engine, or the write of its outcome, was cut off. Gives how many. */
export function doubtLost(db: Db, except: ReadonlySet<number>, nowMs: number): number {
  const lost = all<{ id: number }>(db, "SELECT id FROM mail WHERE state = 'sending'").filter(
    ({ id }) => !except.has(id),
  );
  for (const { id } of lost) end(db, id, 'maybe', { why: 'cut-off' }, nowMs);
  return lost.length;
}

/** As it is about to be sent. */
export interface Heading {
  customer: Id | null;
  address: string;
  copy: string | null;
  language: string;
  subject: string;
}

/** False: it does not wait any more. From here on it may have been sent. */
export function beginSending(db: Db, id: number, heading: Heading, nowMs: number): boolean {
  const { customer, address, copy, language, subject } = heading;
  const begin = () => {
    const done = run(
      db,
      `UPDATE mail SET state = 'sending', customer = coalesce(customer, ?), address = ?, copy = ?, language = ?, subject = ?, tried_at = ?,
       tries = tries + 1, why = NULL, detail = NULL WHERE id = ? AND state = 'queued'`,
      ...[bytesOf(customer), address, copy, language, subject, nowMs, id],
    );
    if (done.changes > 0) countSent(db);
    return done.changes > 0;
  };
  return db.transaction(begin)();
}

export interface Why {
  why: string | null;
  detail?: string | null;
}

export function end(
  db: Db,
  id: number,
  state: 'sent' | 'maybe' | 'refused',
  { why, detail }: Why,
  nowMs: number,
): void {
  run(
    db,
    "UPDATE mail SET state = ?, why = ?, detail = ?, ended_at = ? WHERE id = ? AND state IN ('queued', 'sending')",
    ...[state, why, detail?.slice(0, 500) ?? null, nowMs, id],
  );
}

/** It was never sent, and will not be. */
export function drop(db: Db, id: number, why: MailDrop, nowMs: number, detail: string | null = null): boolean {
  const text = "UPDATE mail SET state = 'dropped', why = ?, detail = ?, ended_at = ? WHERE id = ? AND state = 'queued'";
  return run(db, text, why, detail, nowMs, id).changes > 0;
}

/** It certainly was not sent: it waits until then. */
export function putOff(db: Db, id: number, { why, detail }: Why, nextAtMs: number): void {
  run(
    db,
    "UPDATE mail SET state = 'queued', why = ?, detail = ?, next_at = ? WHERE id = ? AND state IN ('queued', 'sending')",
    ...[why, detail?.slice(0, 500) ?? null, nextAtMs, id],
  );
}

/** All that waits for a later try is due now; not what waits for its own time. */
export function wakeLetters(db: Db, nowMs: number): void {
  run(db, "UPDATE mail SET next_at = ? WHERE state = 'queued' AND next_at > ? AND tries > 0", nowMs, nowMs);
}

/** Reading the log of notices, each with what its customer and invoice are called now. */
import { query } from '../../db/reader';
import { all, one } from '../../db/sql';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { type MailKind, type MailState, mailStates } from '../../kernel/mail';
import type { MailRow } from './contract';

export interface MailFound {
  id: number;
  uuid: Buffer;
  kind: MailKind;
  state: MailState;
  why: string | null;
  detail: string | null;
  at: number;
  address: string | null;
  copy: string | null;
  subject: string | null;
  language: string | null;
  tries: number;
  next_at: number;
  ended_at: number | null;
  asked_by: string | null;
  customer: Buffer | null;
  customer_name: string | null;
  payment: Buffer | null;
  invoice: Buffer | null;
  number: string | null;
}

export interface MailListInput {
  customer?: string | undefined;
  states?: readonly MailState[] | undefined;
  limit: number;
  before?: string | undefined;
}

export const mailSql = `SELECT m.id, m.uuid, m.kind, m.state, m.why, m.detail, m.at, m.address, m.copy, m.subject, m.language, m.tries, m.next_at,
    m.ended_at, m.asked_by, m.customer, n.name AS customer_name, m.payment, m.invoice, i.number
  FROM mail m LEFT JOIN person n ON n.uuid = m.customer LEFT JOIN invoice i ON i.uuid = m.invoice`;

export const mailPage = query('mail.page', (db, input: MailListInput): { rows: MailRow[]; next: Id | null } => {
  const conditions = ['1'];
  const values: unknown[] = [];
  if (input.customer !== undefined) {
    // With what was written to those who were merged into it.
    conditions.push(
      'm.customer IN (SELECT c.uuid FROM customer s JOIN customer c ON c.id = s.id OR c.merged_into = s.id WHERE s.uuid = ?)',
    );
    values.push(idToBytes(input.customer));
  }
  const states = mailStates.filter((state) => input.states === undefined || input.states.includes(state));
  if (states.length < mailStates.length) {
    conditions.push(`m.state IN (${states.map(() => '?').join(', ')})`);
    values.push(...states);
  }
  if (input.before !== undefined) {
    conditions.push('m.id < (SELECT id FROM mail WHERE uuid = ?)');
    values.push(idToBytes(input.before));
  }
  const found = all<MailFound>(
    db,
    `${mailSql} WHERE ${conditions.join(' AND ')} ORDER BY m.id DESC LIMIT ?`,
    ...values,
    input.limit + 1,
  );
  const rows = found.slice(0, input.limit).map(mailRow);
  const last = found[input.limit - 1];
  return { rows, next: found.length > input.limit && last ? idFromBytes(last.uuid) : null };
});

export const mailCounts = query('mail.counts', (db, _input: null): { waiting: number; doubtful: number } => {
  // What was sent again is settled, however it stands itself.
  const text = `SELECT count(*) FILTER (WHERE state IN ('queued', 'sending')) AS waiting,
      count(*) FILTER (WHERE state IN ('maybe', 'refused') AND NOT EXISTS (SELECT 1 FROM mail a WHERE a.again_of = mail.id)) AS doubtful
    FROM mail WHERE state IN ('queued', 'sending', 'maybe', 'refused')`;
  return one<{ waiting: number; doubtful: number }>(db, text) ?? { waiting: 0, doubtful: 0 };
});

export function mailRow(row: MailFound): MailRow {
  const { kind, state, why, detail, at, address, copy, subject, language, tries } = row;
  return {
    ...{ id: idFromBytes(row.uuid), kind, state, why, detail, at, address, copy, subject, language, tries },
    nextAt: state === 'queued' ? row.next_at : null,
    endedAt: row.ended_at,
    customer: row.customer ? { id: idFromBytes(row.customer), name: row.customer_name ?? '' } : null,
    payment: row.payment ? idFromBytes(row.payment) : null,
    invoice: row.invoice ? { id: idFromBytes(row.invoice), number: row.number } : null,
    askedBy: row.asked_by,
  };
}

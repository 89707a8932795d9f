/** Reading the answers to disputes. */
import { query } from '../../db/reader';
import { all, type Db } from '../../db/sql';
import type { AnswerState } from '../../kernel/evidence';
import { Failure } from '../../kernel/failure';
import { idFromBytes, idToBytes } from '../../kernel/id';
import type { Answer } from './contract';
import { writtenOf } from './written';

interface Row {
  uuid: Buffer;
  dispute: string;
  state: AnswerState;
  why: string | null;
  created_at: number;
  ended_at: number | null;
}

const rowSql = `SELECT a.uuid, d.external_id AS dispute, a.state, a.why, a.created_at, a.ended_at
  FROM dispute_answer a JOIN dispute d ON d.id = a.dispute`;

export const disputeAnswers = query('disputes.answers', (db, payment: string) =>
  all<Row>(
    db,
    `${rowSql} JOIN payment p ON p.id = d.payment WHERE p.uuid = ? ORDER BY a.id DESC`,
    idToBytes(payment),
  ).map((row) => ({ dispute: row.dispute, answer: answerFrom(db, row) })),
);

/** Throws Failure input-invalid for one that is not there. */
export function answerOf(db: Db, id: string): Answer {
  const row = all<Row>(db, `${rowSql} WHERE a.uuid = ?`, idToBytes(id))[0];
  if (!row) throw new Failure('input-invalid', { detail: 'there is no such answer' });
  return answerFrom(db, row);
}

function answerFrom(db: Db, row: Row): Answer {
  const { state, why, created_at: createdAt, ended_at: endedAt } = row;
  return { id: idFromBytes(row.uuid), state, why, createdAt, endedAt, ...writtenOf(db, row.uuid) };
}

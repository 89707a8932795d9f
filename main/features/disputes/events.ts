/** The life of an answer to a dispute, as the journal has it: that it was sent, and the hash of what; never what it says. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { type AnswerState, evidenceParts } from '../../kernel/evidence';
import { type Id, idToBytes, isId } from '../../kernel/id';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');
const hashText = z.string().regex(/^[0-9a-f]{64}$/);

const preparedSchema = z.strictObject({
  gateway: z.string(),
  /** Ours. */
  dispute: idText,
  answer: idText,
  /** SHA-256 of the text and the files. */
  hash: hashText,
  files: z.array(z.strictObject({ part: z.enum(evidenceParts), sha256: hashText, bytes: z.number().int() })),
});
export type AnswerPrepared = z.infer<typeof preparedSchema>;

const unknownSchema = z.strictObject({ answer: idText, why: z.string() });
const endedSchema = z.strictObject({ answer: idText, state: z.enum(['sent', 'refused']), why: z.string().optional() });
export type AnswerEnded = z.infer<typeof endedSchema>;

export const answerPrepared = eventKind<AnswerPrepared>({
  schema: preparedSchema,
  project(payload, event, projector) {
    projector.run(
      `INSERT INTO dispute_answer (uuid, dispute, state, hash, files, created_at)
       VALUES (?, (SELECT id FROM dispute WHERE uuid = ?), 'sending', ?, ?, ?)`,
      idToBytes(payload.answer),
      idToBytes(payload.dispute),
      payload.hash,
      payload.files.length,
      event.occurredAt,
    );
  },
});

/** Throws for one that has ended: then nothing is recorded. */
function step(projector: Projector, answer: Id, state: AnswerState, why: string | null, endedAt: number | null): void {
  const before = one<{ state: AnswerState }>(
    projector.db,
    'SELECT state FROM dispute_answer WHERE uuid = ?',
    idToBytes(answer),
  )?.state;
  if (before !== 'sending' && before !== 'unknown') throw new Error(`answer ${answer} is ${before}`);
  projector.run(
    'UPDATE dispute_answer SET state = ?, why = ?, ended_at = ? WHERE uuid = ?',
    state,
    why,
    endedAt,
    idToBytes(answer),
  );
}

export const answerUnknown = eventKind<z.infer<typeof unknownSchema>>({
  schema: unknownSchema,
  project: ({ answer, why }, _event, projector) => step(projector, answer, 'unknown', why, null),
});

export const answerEnded = eventKind<AnswerEnded>({
  schema: endedSchema,
  project: ({ answer, state, why }, event, projector) => step(projector, answer, state, why ?? null, event.occurredAt),
});

/** Their subject is the payment. */
export const disputeKinds: readonly (readonly [string, EventKind])[] = [
  ['dispute.answer-prepared', answerPrepared],
  ['dispute.answer-unknown', answerUnknown],
  ['dispute.answer-ended', answerEnded],
];

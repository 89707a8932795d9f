/** *I paid, and it is not there*: recorded, then tied to a payment or answered. */
import { z } from 'zod';
import { one } from '../../db/sql';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { isCurrency } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { type Id, idToBytes, isId } from '../../kernel/id';

const idText = z.custom<Id>((value) => typeof value === 'string' && isId(value), 'not an id');

const madeSchema = z.strictObject({
  customer: idText,
  /** Minor units. */
  amount: z.number().int().positive(),
  currency: z.string().refine(isCurrency),
  /** When they say that they paid. */
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Of the helpdesk; '' when there is none. */
  ticket: z.string().max(100),
});
export type ClaimMade = z.infer<typeof madeSchema>;

const tiedSchema = z.strictObject({ payment: idText });
export type ClaimTied = z.infer<typeof tiedSchema>;
const answeredSchema = z.strictObject({ answer: z.string().min(1).max(500) });
export type ClaimAnswered = z.infer<typeof answeredSchema>;

const made = eventKind<ClaimMade>({
  schema: madeSchema,
  project({ customer, amount, currency, day, ticket }, { subject, occurredAt, operator }, projector) {
    projector.run(
      `INSERT INTO claim (uuid, customer, amount, currency, day, ticket, state, at, operator) VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?)`,
      ...[
        idToBytes(subject),
        projector.keyOf('customer', customer),
        amount,
        currency,
        day,
        ticket,
        occurredAt,
        operator,
      ],
    );
  },
});

/** Throws Failure claim-not-open. */
function close(
  projector: Projector,
  event: StoredEvent,
  state: 'tied' | 'answered',
  payment: Id | null,
  answer: string | null,
) {
  const uuid = idToBytes(event.subject);
  if (!one(projector.db, "SELECT 1 FROM claim WHERE uuid = ? AND state = 'open'", uuid))
    throw new Failure('claim-not-open');
  projector.run(
    'UPDATE claim SET state = ?, payment = ?, answer = ?, closed_at = ?, closed_by = ? WHERE uuid = ?',
    ...[state, payment === null ? null : idToBytes(payment), answer, event.occurredAt, event.operator, uuid],
  );
}

const tied = eventKind<ClaimTied>({
  schema: tiedSchema,
  project: ({ payment }, event, projector) => close(projector, event, 'tied', payment, null),
});

const answered = eventKind<ClaimAnswered>({
  schema: answeredSchema,
  project: ({ answer }, event, projector) => close(projector, event, 'answered', null, answer),
});

export const claimKinds: readonly (readonly [string, EventKind])[] = [
  ['claim.made', made],
  ['claim.tied', tied],
  ['claim.answered', answered],
];

/** The outbox: every asking of a provider to move money, with its whole life; and what a person can do about one. */
import { z } from 'zod';
import { attemptKinds, attemptOutcomes, attemptStates, pageStates } from '../../kernel/attempt';
import type { Id } from '../../kernel/id';
import { type Method, methods, type Purpose, statuses } from '../../kernel/payment';
import { idSchema, moneySchema, procedure, timeSchema } from '../../wire';

export const attemptSchema = z.object({
  id: idSchema,
  kind: z.enum(attemptKinds),
  gateway: z.string(),
  state: z.enum(attemptStates),
  outcome: z.enum(attemptOutcomes).nullable(),
  /**
   * A word of ours: why it waits or is unknown (a failure's code, `cut-off`, `unreadable`), or why it was dropped (`operator`,
   * `already-refunded`, `payment-changed`, `not-made`).
   */
  why: z.string().nullable(),
  /** The provider's words for a decline; of `already-refunded` when that refund was made (ISO time). */
  detail: z.string().nullable(),
  payment: z.object({
    id: idSchema,
    status: z.enum(statuses),
    method: z.enum(methods),
    methodLabel: z.string().nullable(),
    description: z.string(),
    customer: z.object({ id: idSchema, name: z.string() }).nullable(),
  }),
  amount: moneySchema,
  link: z.string().nullable(),
  expiresAt: timeSchema.nullable(),
  pageState: z.enum(pageStates).nullable(),
  createdAt: timeSchema,
  sentAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
  /** When it was last tried or looked up, how often in its present state, and when next. */
  checkedAt: timeSchema.nullable(),
  tries: z.number().int(),
  nextAt: timeSchema.nullable(),
});
export type AttemptRow = z.infer<typeof attemptSchema>;

const byId = z.strictObject({ id: idSchema });
const asked = z.strictObject({ request: idSchema, id: idSchema });

/** `credit` null: a refund of the payment takes no credit. `twoAbove` null: one operator is enough for any amount. */
export const cashOutSchema = z.object({
  credit: z
    .object({ may: moneySchema, granted: moneySchema, voucher: moneySchema, twoAbove: moneySchema.nullable() })
    .nullable(),
});
export type CashOut = z.infer<typeof cashOutSchema>;

export const outboxContract = {
  /** The newest first. `open`: only those of which it is not yet known what came. */
  list: procedure
    .input(
      z.strictObject({
        open: z.boolean().default(false),
        payment: idSchema.optional(),
        limit: z.number().int().min(1).max(500).default(100),
        before: idSchema.optional(),
      }),
    )
    .output(z.object({ rows: z.array(attemptSchema), next: idSchema.nullable() })),
  get: procedure.input(byId).output(attemptSchema),
  /** What a refund of the payment takes of the customer's credit, and what of it takes two operators. */
  cashOut: procedure.input(z.strictObject({ payment: idSchema })).output(cashOutSchema),
  /** How many wait for a person (`drafted`, `not-found`), for the network, and for an answer. */
  counts: procedure.output(
    z.object({
      drafted: z.number().int(),
      waiting: z.number().int(),
      unknown: z.number().int(),
      notFound: z.number().int(),
    }),
  ),
  /** A person says that a draft may go; it is sent at once. */
  release: procedure.input(asked).output(attemptSchema),
  /** Only what was certainly never sent. Throws Failure attempt-under-way. */
  cancel: procedure.input(asked).output(attemptSchema),
  /** Asks the provider now what became of it. */
  lookUp: procedure.input(byId).output(attemptSchema),
  /** The very same once more, under its key: only while the provider recognises it. Throws Failure attempt-not-again. */
  sendAgain: procedure.input(byId).output(attemptSchema),
  /** A person has made sure that nothing came of one that was not found. */
  notMade: procedure.input(asked).output(attemptSchema),
};

/** Who asked, as the journal keeps it: the same request is done once. */
export interface AskedAct {
  request: Id;
  operator: string;
  source: string;
  input: unknown;
}

export interface AskedMoney {
  gateway: string;
  customer: Id;
  payer: Id | null;
  /** Minor units, above zero. */
  amount: number;
  currency: string;
  method: Method;
  methodLabel: string | null;
  purpose: Purpose | null;
  description: string;
  /** The invoice that it is for. */
  invoice?: Id | null;
  /** The provider's token of a saved method; null: its page is opened. */
  token: string | null;
  saveMethod: boolean;
  /** Kept until a person releases it. */
  draft: boolean;
  /** A second payment like one that was just asked for is meant. */
  again: boolean;
  /** Recorded with it, in the same transaction; what it throws leaves nothing behind. */
  also?: (attempt: Id, at: number) => Iterable<{ kind: string; subject: Id; occurredAt: number; payload: object }>;
}

export interface AskedRefund {
  payment: Id;
  /** Minor units of the payment's currency; null: all that is left. */
  amount: number | null;
  reason: string | null;
  /** Why the customer may owe what of it was spent already. */
  owes: string | null;
  draft: boolean;
}

/** What other features may ask of the outbox: its face. Each resolves when it is known what came of it, or after half a minute. */
export interface Outbox {
  /** Throws Failure gateway-none, not-offered, attempt-similar; then nothing was created. */
  askMoney(act: AskedAct, asked: AskedMoney): Promise<{ attempt: Id; payment: Id }>;
  /** Of credit above its limit: a request that waits. Throws Failure refund-*, gateway-none; then nothing was created. */
  askRefund(act: AskedAct, asked: AskedRefund): Promise<{ attempt: Id | null; approval: Id | null }>;
  /** Cancels what a payment waits for: its draft, or its page. False: it has none. Throws Failure attempt-under-way, gateway-*. */
  cancelFor(act: AskedAct, payment: Id): Promise<boolean>;
  /** A draft may go. Resolves as the others do. Throws Failure attempt-under-way. */
  release(act: AskedAct, attempt: Id): Promise<void>;
  /** Given up before it was sent (or, `not-made`, never found). Throws Failure attempt-under-way. */
  drop(act: AskedAct, attempt: Id, why: 'operator' | 'not-made' | 'payment-changed'): void;
  /** Looks up what is unknown of a payment. False: nothing is. Throws Failure gateway-*. */
  lookUpFor(payment: Id): Promise<boolean>;
}

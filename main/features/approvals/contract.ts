/** What waits for a second operator: the queue, its answers, and the amounts above which an act comes here. */
import { z } from 'zod';
import { approvalActs, approvalStates, limitedActs } from '../../kernel/operator';
import {
  attachedSchema,
  currencySchema,
  decimalSchema,
  idSchema,
  moneySchema,
  procedure,
  timeSchema,
} from '../../wire';

export const approvalSchema = z.object({
  id: idSchema,
  act: z.enum(approvalActs),
  customer: z.object({ id: idSchema, name: z.string() }).nullable(),
  amount: moneySchema,
  note: z.string(),
  /** What else a person should see of it, by a label of ours: reason, account, expires, day, reference. */
  facts: z.record(z.string(), z.string()),
  /** What shows why. */
  files: z.array(attachedSchema),
  requestedBy: z.string(),
  requestedAt: timeSchema,
  /** Who asked may take it back and never approve it. */
  own: z.boolean(),
  state: z.enum(approvalStates),
  answeredBy: z.string().nullable(),
  answeredAt: timeSchema.nullable(),
  /** In a person's words when it was refused; a failure's code when it was dropped. */
  why: z.string().nullable(),
});
export type Approval = z.infer<typeof approvalSchema>;

export const approvalLimitSchema = z.strictObject({
  act: z.enum(limitedActs),
  currency: currencySchema,
  /** Null: one operator is enough. */
  amount: decimalSchema.nullable(),
});

export const approvalsContract = {
  /** The oldest first while they wait, the latest first otherwise; 200 at most. */
  list: procedure.input(z.strictObject({ waiting: z.boolean() })).output(z.array(approvalSchema)),
  count: procedure.output(z.object({ waiting: z.number().int() })),
  /**
   * Does what was asked for. One that cannot be done any more comes back `dropped`. Throws Failure approval-own,
   * approval-answered, approval-unknown, pin-needed, pin-wrong.
   */
  approve: procedure
    .input(z.strictObject({ request: idSchema, id: idSchema, pin: z.string().max(20).optional() }))
    .output(approvalSchema),
  refuse: procedure
    .input(z.strictObject({ request: idSchema, id: idSchema, why: z.string().trim().min(1).max(500) }))
    .output(approvalSchema),
  limits: procedure.output(z.array(approvalLimitSchema)),
  setLimit: procedure.input(approvalLimitSchema.extend({ request: idSchema })).output(z.object({})),
};

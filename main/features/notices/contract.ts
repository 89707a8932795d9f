/** Notices: what came of what was waited for, and what is in the way of syncing, each told once. */
import { z } from 'zod';
import { reasons } from '../../kernel/payment';
import { idSchema, moneySchema, procedure, timeSchema } from '../../wire';

export const noticeKinds = [
  'payment-completed',
  'payment-cancelled',
  'payment-returned',
  'refund-failed',
  'dispute-opened',
  'attempt-not-found',
  'key-refused',
  'sync-stuck',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const noticeSchema = z.object({
  id: z.number().int(),
  kind: z.enum(noticeKinds),
  at: timeSchema,
  read: z.boolean(),
  payment: idSchema.nullable(),
  customer: z.object({ id: idSchema, name: z.string() }).nullable(),
  gateway: z.string().nullable(),
  amount: moneySchema.nullable(),
  reason: z.enum(reasons).nullable(),
  /** The provider's words; of a sync that is stuck its failure's code. */
  detail: z.string().nullable(),
  /** No window has given it to the system to show. */
  untold: z.boolean(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const noticesContract = {
  /** The newest first; `unread` counts all that are kept. */
  list: procedure
    .input(
      z.strictObject({
        limit: z.number().int().min(1).max(200).default(50),
        before: z.number().int().optional(),
      }),
    )
    .output(z.object({ rows: z.array(noticeSchema), unread: z.number().int(), next: z.number().int().nullable() })),
  /** Marks one, or (null) all, as read by whoever asks. */
  markRead: procedure
    .input(z.strictObject({ id: z.number().int().nullable() }))
    .output(z.object({ marked: z.number().int() })),
  /** Has the system show one, in the window's own words. False: another window did, or this one has no way to. */
  show: procedure
    .input(
      z.strictObject({ id: z.number().int(), title: z.string().min(1).max(200), body: z.string().min(1).max(1000) }),
    )
    .output(z.object({ shown: z.boolean() })),
};

/** A person has seen to what a flag of ours told: the flag goes, what happened stays in the journal. */
import { z } from 'zod';
import { type EventKind, eventKind } from '../../journal/event';
import { clearableFlags } from '../../kernel/payment';
import { paymentRow } from './projection';

const clearedSchema = z.strictObject({ flag: z.enum(clearableFlags) });
export type PaymentFlagCleared = z.infer<typeof clearedSchema>;

export const paymentFlagCleared = eventKind<PaymentFlagCleared>({
  schema: clearedSchema,
  project({ flag }, event, projector) {
    const { id } = paymentRow(projector.db, event.subject);
    projector.run('UPDATE payment SET flag = NULL WHERE id = ? AND flag = ?', id, flag);
  },
});

export const flagKinds: readonly (readonly [string, EventKind])[] = [['payment.flag-cleared', paymentFlagCleared]];

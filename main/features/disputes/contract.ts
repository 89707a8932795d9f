/** Answering a dispute: what the operator writes and attaches, sent to the gateway once. */
import { z } from 'zod';
import { answerStates, evidenceParts, evidenceTypes } from '../../kernel/evidence';
import { idSchema, procedure, timeSchema } from '../../wire';

/** Of all files together; Stripe takes 4.5 MB. */
export const MOST_FILE_BYTES = 4_500_000;

export const answerSchema = z.object({
  id: idSchema,
  state: z.enum(answerStates),
  /** The failure's code of one that was refused, or is unknown. */
  why: z.string().nullable(),
  /** Null where it was erased. */
  text: z.string().nullable(),
  files: z.array(z.object({ part: z.enum(evidenceParts), name: z.string() })),
  createdAt: timeSchema,
  endedAt: timeSchema.nullable(),
});
export type Answer = z.infer<typeof answerSchema>;

export const answerInputSchema = z.strictObject({
  request: idSchema,
  payment: idSchema,
  /** The gateway's id of the dispute. */
  dispute: z.string().min(1).max(200),
  text: z.string().trim().min(1).max(20_000),
  files: z
    .array(
      z.strictObject({
        part: z.enum(evidenceParts),
        name: z.string().trim().min(1).max(200),
        type: z.enum(evidenceTypes),
        /** Base64. */
        content: z.string().max(6_100_000),
      }),
    )
    .max(evidenceParts.length),
});

export const disputesContract = {
  /** Those of a payment's disputes, the newest first, by the gateway's id of the dispute. */
  answers: procedure
    .input(z.strictObject({ payment: idSchema }))
    .output(z.array(z.object({ dispute: z.string(), answer: answerSchema }))),
  /** Throws Failure dispute-not-open, dispute-answered, not-offered, evidence-*; then nothing was sent. */
  answer: procedure.input(answerInputSchema).output(answerSchema),
  /** Asks the gateway whether it has an answer whose outcome is unknown. Throws Failure gateway-*. */
  lookUp: procedure.input(z.strictObject({ id: idSchema })).output(answerSchema),
};

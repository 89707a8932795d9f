/** What a screen may ask about the saved methods of payers. A provider's token never leaves the engine: a method goes by our id. */
import { z } from 'zod';
import { methods } from '../../kernel/payment';
import { expiryStates, savedMethodStatuses, verifiedParts } from '../../kernel/saved-method';
import { currencySchema, daySchema, failureSchema, idSchema, procedure, timeSchema } from '../../wire';

const markSchema = z.object({ by: z.string(), at: timeSchema, note: z.string().nullable() });

export const savedMethodSchema = z.object({
  id: idSchema,
  /** Null: the customer itself. */
  payer: idSchema.nullable(),
  gateway: z.string(),
  method: z.enum(methods),
  /** `Visa ···· 4242`, `jane@example.com`; empty while its provider has not told it. */
  label: z.string(),
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  /** `YYYY-MM`. */
  expires: z.string().nullable(),
  /** Null where nothing expires. */
  expiry: z.enum(expiryStates).nullable(),
  status: z.enum(savedMethodStatuses),
  providerStatus: z.string(),
  nickname: z.string().nullable(),
  primary: z.boolean(),
  /** The payer's consent to automatic charges; without it only an operator charges it. */
  consent: z.object({ on: daySchema, terms: z.string() }).nullable(),
  verified: z.object({ details: markSchema.nullable(), address: markSchema.nullable() }),
  savedAt: timeSchema,
});
export type SavedMethod = z.infer<typeof savedMethodSchema>;

export const setUpInputSchema = z.strictObject({
  /** The same gives the same page. */
  request: idSchema,
  customer: idSchema,
  /** The account's key. */
  gateway: z.string().max(40),
  /** In which it will be charged. */
  currency: currencySchema,
});
export const setUpSchema = z.object({ link: z.string(), expiresAt: timeSchema.nullable() });

const one = { request: idSchema, id: idSchema };

export const methodsContract = {
  /** In the order in which they are listed: the customer's own, then payer by payer, the primary first. */
  list: procedure
    .input(
      z.strictObject({
        customer: idSchema,
        /** Only this payer's; null: the customer's own. Left out: everybody's. */
        payer: idSchema.nullable().optional(),
      }),
    )
    .output(z.array(savedMethodSchema)),
  /** Asks the gateways that know the customer what they keep. What fails is told, and leaves what is known. */
  sync: procedure
    .input(z.strictObject({ customer: idSchema }))
    .output(z.object({ failed: z.array(z.object({ gateway: z.string(), failure: failureSchema })) })),
  /** A page on which the customer saves a method and pays nothing. Throws Failure not-offered, customer-not-there, gateway-*. */
  setUp: procedure.input(setUpInputSchema).output(setUpSchema),
  /** Opens that page in the system's browser. */
  openSetUp: procedure
    .input(z.strictObject({ gateway: z.string().max(40), link: z.string().max(2048) }))
    .output(z.object({ opened: z.boolean() })),
  /** What deleting it would change. Throws Failure saved-method-unknown. */
  removal: procedure
    .input(z.strictObject({ id: idSchema }))
    .output(z.object({ primary: z.boolean(), next: idSchema.nullable(), underWay: z.number().int() })),
  /** Removes it at its gateway, then here. Throws Failure saved-method-unknown, saved-method-in-use, gateway-*. */
  remove: procedure.input(z.strictObject(one)).output(z.object({})),
  /** Throws Failure saved-method-unknown, saved-method-not-confirmed. */
  makePrimary: procedure.input(z.strictObject(one)).output(z.object({})),
  /** The only field that can be edited. */
  rename: procedure
    .input(z.strictObject({ ...one, nickname: z.string().trim().max(60).nullable() }))
    .output(z.object({})),
  /** A person has verified the payment details or the billing address, or takes that mark off. */
  verify: procedure
    .input(
      z.strictObject({
        ...one,
        part: z.enum(verifiedParts),
        verified: z.boolean(),
        note: z.string().trim().max(500).nullable(),
      }),
    )
    .output(z.object({})),
  /** The payer consents to automatic charges from a day on, under these terms; null: the consent is withdrawn. */
  consent: procedure
    .input(
      z.strictObject({
        ...one,
        consent: z.strictObject({ on: daySchema, terms: z.string().trim().min(1).max(500) }).nullable(),
      }),
    )
    .output(z.object({})),
};

/** What the handlers ask of the one who talks to the gateways. */
export interface MethodSyncing {
  /** Throws Failure customer-unknown. What a gateway fails with is in the answer. */
  sync(customer: string): Promise<{ failed: { gateway: string; failure: z.infer<typeof failureSchema> }[] }>;
}

/** The shapes that every contract shares: what money, times, ids, sorting and failures look like between a screen and the engine. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { attachmentTypes, LONGEST_ATTACHED_NAME } from './kernel/attachment';
import { isCurrency } from './kernel/currency';
import { failureCodes } from './kernel/failure';
import { isId } from './kernel/id';
import { lateBringers, lateThings } from './kernel/late-cause';
import { readDay } from './kernel/time';

/** UUIDv7 text. */
export const idSchema = z.string().refine((text) => isId(text), 'not an id');
/** UTC milliseconds. */
export const timeSchema = z.number().int();
/** `YYYY-MM-DD` in the book's time zone. */
export const daySchema = z.string().refine((text) => readDay(text) !== null, 'not a day (YYYY-MM-DD)');
export const currencySchema = z.string().refine(isCurrency, 'not an ISO 4217 currency');
/** Plain decimal text: digits, a point, a leading minus; never grouped, never a JSON number. */
export const decimalSchema = z.string().regex(/^-?\d{1,19}(\.\d{1,18})?$/, 'not a decimal such as 120.00');
export const moneySchema = z.object({ amount: decimalSchema, currency: currencySchema });
export type Money = z.infer<typeof moneySchema>;

export const failureSchema = z.object({
  code: z.enum(failureCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type WireFailure = z.infer<typeof failureSchema>;

/** A file that was attached, as the journal names it. */
export const attachedSchema = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().min(1).max(LONGEST_ATTACHED_NAME),
  type: z.enum(attachmentTypes),
  bytes: z.number().int().positive(),
});

/** Every procedure fails with this one typed error, or with BAD_REQUEST when its input is not what the contract says. */
export const procedure = oc.errors({ FAILURE: { message: 'failure', data: failureSchema } });

export function sortSchema<const Ids extends readonly [string, ...string[]]>(ids: Ids) {
  return z.strictObject({ column: z.enum(ids), direction: z.enum(['asc', 'desc']) });
}

/** Where a page begins: behind the row that `after` names, or at a row number (a scrollbar jump). */
export const placeSchema = {
  limit: z.number().int().min(1).max(500),
  after: z.string().max(2000).optional(),
  offset: z.number().int().min(0).max(100_000_000).optional(),
};

export const progressSchema = z.object({
  phase: z.string(),
  done: z.number().int(),
  /** null while it is not known. */
  total: z.number().int().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

/** Long work: yields progress, returns its result, stops when the caller breaks off. */
export function jobOf<Result extends z.ZodType>(result: Result) {
  return eventIterator(progressSchema, result);
}

/** What brought something late for a closed month. */
export const lateCauseSchema = z.object({
  ...{ bringer: z.enum(lateBringers), thing: z.enum(lateThings), gateway: z.string().nullable(), by: z.string() },
  /** The day on which the book learned of it, and for a bank line that on which its statement came in. */
  ...{ toldOn: daySchema, importedOn: daySchema.nullable() },
});

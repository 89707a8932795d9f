/** Many items changed at once: looked at first, made in one act, listed, and taken back whole. */
import { z } from 'zod';
import { voidWays } from '../../kernel/voucher';
import {
  currencySchema,
  daySchema,
  decimalSchema,
  failureSchema,
  idSchema,
  jobOf,
  moneySchema,
  procedure,
  timeSchema,
} from '../../wire';
import { tagSchema } from '../customers/contract';

/** More than a person can have meant. */
export const MOST_ITEMS = 10_000;
/** Items of a preview that are told one by one; the counts and totals are of all. */
export const MOST_SHOWN = 500;

const words = z.string().trim().min(1).max(500);
const tags = z.array(tagSchema).max(20).default([]);
export const deedSchema = z.discriminatedUnion('deed', [
  z.strictObject({ deed: z.literal('tag-customers'), add: tags, remove: tags }),
  z.strictObject({ deed: z.literal('archive-customers') }),
  z.strictObject({ deed: z.literal('restore-customers') }),
  z.strictObject({ deed: z.literal('cancel-payments') }),
  /** Each whole, by what one statement or message shows. */
  z.strictObject({ deed: z.literal('receive-payments'), day: daySchema, note: words }),
  z.strictObject({ deed: z.literal('void-invoices'), reason: words }),
  /** The oldest due day first. */
  z.strictObject({ deed: z.literal('pay-invoices-from-credit') }),
  /** `way`: what becomes of the money of sold ones. */
  z.strictObject({ deed: z.literal('void-vouchers'), way: z.enum(voidWays), reason: words }),
  z.strictObject({ deed: z.literal('approve-requests') }),
]);
export type Deed = z.infer<typeof deedSchema>;

const wishShape = { deed: deedSchema, ids: z.array(idSchema).min(1).max(MOST_ITEMS) };

const totalsSchema = z.array(z.object({ amount: decimalSchema, currency: currencySchema }));

const plannedSchema = z.object({
  id: idSchema,
  label: z.string(),
  before: z.string(),
  after: z.string(),
  money: z.object({ amount: decimalSchema, currency: currencySchema }).nullable(),
  /** Why it cannot take part; the others can. */
  problem: failureSchema.nullable(),
});
export type Planned = z.infer<typeof plannedSchema>;

export const previewSchema = z.object({
  items: z.array(plannedSchema),
  fits: z.number().int(),
  refused: z.number().int(),
  totals: totalsSchema,
  /** What was looked at: the set is made of exactly this, or not at all. */
  plan: z.string(),
});
export type ChangePreview = z.infer<typeof previewSchema>;
/** Of a set that would be taken back. */
export type UndoPreview = Omit<ChangePreview, 'plan'>;

export const changeSetSchema = z.object({
  id: idSchema,
  deed: z.string(),
  about: z.string(),
  /** Where it came from a file. */
  file: z
    .object({
      name: z.string(),
      sha256: z.string(),
      there: z.number().int(),
      differs: z.number().int(),
      refused: z.number().int(),
    })
    .nullable(),
  items: z.number().int(),
  totals: totalsSchema,
  at: timeSchema,
  operator: z.string(),
  undone: z.object({ at: timeSchema, operator: z.string(), stayed: z.number().int() }).nullable(),
});
export type ChangeSet = z.infer<typeof changeSetSchema>;

export const changesContract = {
  preview: procedure.input(z.strictObject(wishShape)).output(jobOf(previewSchema)),
  /** In one act. Throws Failure changed-since-preview, nothing-to-change, pin-*; cancelled until it is saved. */
  make: procedure
    .input(
      z.strictObject({
        ...{ request: idSchema, ...wishShape, plan: z.string().length(64) },
        /** Of an operator who has one, where the deed is approving. */
        pin: z.string().max(12).optional(),
      }),
    )
    .output(jobOf(z.object({ id: idSchema }))),
  /** The latest first. */
  list: procedure
    .input(z.strictObject({ before: idSchema.optional(), limit: z.number().int().min(1).max(200) }))
    .output(z.array(changeSetSchema)),
  /** The caller's own latest set that was not taken back; null: none. */
  last: procedure.output(changeSetSchema.nullable()),
  /** The caller's own last change, alone or a set, that was not taken back; null: none, or long ago. */
  lastOwn: procedure.output(
    z
      .object({
        /** null: it was a single change. */
        set: changeSetSchema.nullable(),
        /** Of a single one: its number in the journal, and its kind. */
        event: z.number().int(),
        kind: z.string(),
        /** What people know by a name that it was done to, and the number that it was given; '': it has no name. */
        about: z.string(),
        money: moneySchema.nullable(),
        at: timeSchema,
        /** Why a single one cannot be taken back (any more). */
        problem: failureSchema.nullable(),
      })
      .nullable(),
  ),
  /** Takes one's own last change back. Throws Failure changed-since where it is not the last any more, and why it cannot be. */
  undoOwn: procedure.input(z.strictObject({ request: idSchema, event: z.number().int() })).output(z.object({})),
  /** What would stay, and why. */
  undoable: procedure.input(z.strictObject({ id: idSchema })).output(jobOf(previewSchema.omit({ plan: true }))),
  /**
   * Takes back what can be, item by item, in one act. Throws Failure change-set-unknown, change-set-undone, not-undoable; cancelled
   * until it is saved.
   */
  undo: procedure
    .input(z.strictObject({ request: idSchema, id: idSchema }))
    .output(jobOf(z.object({ undone: z.number().int(), stayed: z.number().int() }))),
};

/** CSV files of customers, invoices and purchases: sent in pieces, looked at, then stored in one act that can be taken back whole. */
import { z } from 'zod';
import {
  dayOrders,
  decimalSigns,
  delimiters,
  importFields,
  importKinds,
  importStates,
  MOST_IMPORT_BYTES,
  MOST_IMPORT_COLUMNS,
  PIECE_BYTES,
} from '../../kernel/import-field';
import { currencySchema, decimalSchema, failureSchema, idSchema, jobOf, procedure } from '../../wire';

const kind = z.enum(importKinds);
const MOST_PIECES = Math.ceil(MOST_IMPORT_BYTES / PIECE_BYTES);
const name = z.string().trim().min(1).max(60);

/** How the file is read. null: not decided, and asked for where it matters. */
export const choicesSchema = z.strictObject({
  delimiter: z.enum(delimiters),
  /** By field, the column that it is read from, counted from 0. */
  columns: z.partialRecord(
    z.enum(importFields),
    z
      .number()
      .int()
      .min(0)
      .max(MOST_IMPORT_COLUMNS - 1),
  ),
  decimal: z.enum(decimalSigns).nullable(),
  dayOrder: z.enum(dayOrders).nullable(),
  /** Of every row, where the file has no column for it. */
  currency: currencySchema.nullable(),
  /** Days from the issue to the due day, where the file has no column for it. */
  dueDays: z.number().int().min(0).max(365),
  /** Whose all payments are, where the file has no column for it: an external id, an e-mail or our id. */
  customer: z.string().trim().max(254).nullable().default(null),
});
export type Choices = z.infer<typeof choicesSchema>;

/** Where and why: `line` as an editor counts it, `column` counted from 1; 0 where it is about the whole row. */
export const refusalSchema = z.object({
  line: z.number().int(),
  column: z.number().int(),
  header: z.string(),
  problem: failureSchema,
});
export type Refusal = z.infer<typeof refusalSchema>;

const countsSchema = z.object({
  new: z.number().int(),
  linked: z.number().int(),
  there: z.number().int(),
  differs: z.number().int(),
  refused: z.number().int(),
});
export type ImportCounts = z.infer<typeof countsSchema>;

const moneySchema = z.object({ amount: decimalSchema, currency: currencySchema });

export const lookSchema = z.object({
  file: z.object({
    name: z.string(),
    sha256: z.string(),
    encoding: z.enum(['utf-8', 'utf-16', 'windows-1252']),
    rows: z.number().int(),
  }),
  headers: z.array(z.string()),
  /** The first rows as they stand in the file. */
  samples: z.array(z.array(z.string())),
  choices: choicesSchema,
  /** The saved mapping that was used. */
  mapping: z.string().nullable(),
  /** What must be decided before anything can be read. */
  asks: z.object({
    fields: z.array(z.enum(importFields)),
    /** One of these. */
    identity: z.array(z.enum(importFields)),
    decimal: z.boolean(),
    dayOrder: z.boolean(),
    currency: z.boolean(),
    customer: z.boolean(),
  }),
  counts: countsSchema,
  /** Of what is new: what the invoices come to, what the purchases take. Empty for customers. */
  totals: z.array(moneySchema),
  /** The first items as they will be stored. An invoice of several lines is one. */
  items: z.array(
    z.object({
      line: z.number().int(),
      state: z.enum(importStates),
      cells: z.array(z.object({ field: z.enum(importFields), text: z.string() })),
    }),
  ),
  /** A quotation mark swallowed part of the file: nothing of it is stored. */
  damaged: z.boolean(),
  /** The first of them; `counts.refused` counts items. */
  refusals: z.array(refusalSchema),
  /** What was looked at: exactly this is stored, or nothing. */
  plan: z.string(),
});
export type Look = z.infer<typeof lookSchema>;

const storedSchema = z.object({
  /** The change set; null: there was nothing new. */
  id: idSchema.nullable(),
  counts: countsSchema,
});
export type Stored = z.infer<typeof storedSchema>;

const mappingSchema = z.object({ name: z.string(), headers: z.array(z.string()), choices: choicesSchema });
export type Mapping = z.infer<typeof mappingSchema>;

const fileShape = { kind, upload: idSchema, name: z.string().min(1).max(200) };

export const importsContract = {
  /** Pieces come in order; the file is kept in memory for a while, and never on the disk. */
  upload: procedure
    .input(
      z.strictObject({
        upload: idSchema,
        piece: z.number().int().min(0).max(MOST_PIECES),
        /** Base64. */
        content: z.string().max(Math.ceil((PIECE_BYTES * 4) / 3) + 4),
      }),
    )
    .output(z.object({ bytes: z.number().int() })),
  /** `mapping`: the name of a saved one. Without it and without choices: the one saved for these headers, else a guess. */
  look: procedure
    .input(
      z.strictObject({
        ...fileShape,
        choices: choicesSchema.optional(),
        mapping: name.optional(),
        delimiter: z.enum(delimiters).optional(),
      }),
    )
    .output(jobOf(lookSchema)),
  /** Throws Failure import-choose, import-refused, changed-since-preview, import-gone. */
  store: procedure
    .input(
      z.strictObject({
        request: idSchema,
        ...fileShape,
        choices: choicesSchema,
        plan: z.string().length(64),
        /** Rows that cannot be read are left out; otherwise they keep the whole file out. */
        leaveOut: z.boolean().default(false),
        /** Keeps the mapping under this name. */
        saveAs: name.optional(),
      }),
    )
    .output(jobOf(storedSchema)),
  mappings: procedure.input(z.strictObject({ kind })).output(z.array(mappingSchema)),
  forgetMapping: procedure.input(z.strictObject({ kind, name })).output(z.object({})),
};

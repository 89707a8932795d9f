/** Bank accounts, statements and lines: files sent in pieces, looked at together, stored in one act that can be taken back. */
import { z } from 'zod';
import { reportKinds } from '../../kernel/gateway-report';
import { dayOrders, decimalSigns, delimiters, MOST_IMPORT_COLUMNS, PIECE_BYTES } from '../../kernel/import-field';
import {
  bankFields,
  bankLineStates,
  MOST_STATEMENT_BYTES,
  minusWays,
  noticeKinds,
  statementFormats,
  textEncodings,
} from '../../kernel/statement';
import {
  currencySchema,
  daySchema,
  decimalSchema,
  failureSchema,
  idSchema,
  jobOf,
  placeSchema,
  procedure,
  sortSchema,
  timeSchema,
} from '../../wire';
import { bankLineColumnIds } from './columns';

const count = z.number().int();
const MOST_PIECES = Math.ceil(MOST_STATEMENT_BYTES / PIECE_BYTES);
const MOST_UPLOADS = 50;

const bankAccountSchema = z.object({
  id: idSchema,
  ...{ key: z.string(), name: z.string() },
  currency: currencySchema,
  number: z.string().nullable(),
  closedAt: timeSchema.nullable(),
  /** Of its last statement with one; null where none says it. */
  balance: z.object({ day: daySchema, amount: decimalSchema }).nullable(),
  statements: count,
  lines: count,
  open: count,
});
export type BankAccount = z.infer<typeof bankAccountSchema>;

/** How the CSV files of a bank are written: proposed from the file itself, confirmed by a person, kept per bank account. */
const column = z
  .number()
  .int()
  .min(0)
  .max(MOST_IMPORT_COLUMNS - 1);

export const profileSchema = z.strictObject({
  encoding: z.enum(textEncodings),
  delimiter: z.enum(delimiters),
  /** Rows that stand before the header, or before the first movement where there is none. */
  skip: z.number().int().min(0).max(200),
  hasHeader: z.boolean(),
  /** By field, the columns that it is read from, counted from 0: texts may be made of several. */
  columns: z.partialRecord(z.enum(bankFields), z.array(column).min(1).max(10)),
  /** null: not decided, and asked for where it matters. */
  decimal: z.enum(decimalSigns).nullable(),
  dayOrder: z.enum(dayOrders).nullable(),
  minus: z.enum(minusWays),
  /** A card's statement: what was spent stands without a minus. */
  reversed: z.boolean(),
  /** What the flag's column says of what went out. */
  outFlags: z.array(z.string().max(20)).max(10),
});
export type BankProfile = z.infer<typeof profileSchema>;

const accountKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const accountWords = { name: z.string().trim().min(1).max(100), number: z.string().trim().max(60) };

const refusalSchema = z.object({ line: count, column: count, problem: failureSchema });

const text = z.string();
const lineWords = { name: text, account: text, text, reference: text, bankReference: text };
const period = { from: daySchema.nullable(), to: daySchema.nullable() };
const headWords = {
  reference: text.nullable(),
  ...period,
  opening: decimalSchema.nullable(),
  closing: decimalSchema.nullable(),
};

const lineSchema = z.object({
  /** Of the file. */
  line: count,
  isThere: z.boolean(),
  day: daySchema,
  valueDay: daySchema.nullable(),
  amount: decimalSchema,
  ...lineWords,
});

const foundStatementSchema = z.object({
  bank: z.object({ id: idSchema, key: z.string(), name: z.string() }).nullable(),
  account: z.string(),
  currency: z.string(),
  ...headWords,
  /** By how much opening + lines miss the closing balance; null: they fit, or the file does not say both. */
  out: decimalSchema.nullable(),
  /** Opening + lines = closing was proved. */
  isProved: z.boolean(),
  new: count,
  already: count,
  /** Lines that are equal to another one of their day: they stay as many as they are. */
  equal: count,
  /** New lines that an earlier statement in another form has on the same day over the same sum: perhaps the same ones. */
  alike: count,
  /** Nothing of it is new, and it is there. */
  isThere: z.boolean(),
  came: decimalSchema,
  went: decimalSchema,
  lines: z.array(lineSchema),
});
export type FoundStatement = z.infer<typeof foundStatementSchema>;

const asksSchema = z.object({
  fields: z.array(z.enum(['day', 'amount'])),
  decimal: z.boolean(),
  dayOrder: z.boolean(),
  delimiter: z.boolean(),
  outFlags: z.boolean(),
});

const foundFileSchema = z.object({
  /** Which of the files that were sent it is, or is in. */
  upload: idSchema,
  ...{ name: text, sha256: text },
  format: z.enum(statementFormats).nullable(),
  encoding: z.enum(textEncodings).nullable(),
  csv: z
    .object({
      profile: profileSchema,
      /** The saved one that was used. */
      saved: z.string().nullable(),
      headers: z.array(z.string()),
      samples: z.array(z.array(z.string())),
      ...{ asks: asksSchema, isAsked: z.boolean() },
    })
    .nullable(),
  statements: z.array(foundStatementSchema),
  /** The first of them. */
  refusals: z.array(refusalSchema),
  refused: count,
  notices: z.record(z.enum(noticeKinds), count),
});
export type FoundFile = z.infer<typeof foundFileSchema>;

export const statementLookSchema = z.object({
  files: z.array(foundFileSchema),
  /** Gateways' own reports among them: they are compared, not stored (`gatewayReports`). */
  reports: z.array(z.object({ upload: idSchema, name: text, kind: z.enum(reportKinds) })),
  new: count,
  already: count,
  refused: count,
  /** Why nothing can be stored yet, the first reason of each kind. */
  blocks: z.array(failureSchema),
  /** What was looked at: exactly this is stored, or nothing. */
  plan: z.string(),
});
export type StatementLook = z.infer<typeof statementLookSchema>;

export const statementFileSchema = z.strictObject({
  upload: idSchema,
  name: z.string().min(1).max(200),
  /** Id or key of the bank account; left out: the one whose number the file has, or the only one. */
  bank: z.string().max(40).optional(),
  /** How it is read, where it is a CSV file. Without it and without a name: the one saved for this bank account, else a proposal. */
  profile: profileSchema.optional(),
  profileName: z.string().trim().min(1).max(60).optional(),
  delimiter: z.enum(delimiters).optional(),
});
export type StatementFile = z.infer<typeof statementFileSchema>;

const files = z.array(statementFileSchema).min(1).max(MOST_UPLOADS);

export const statementRowSchema = z.object({
  id: idSchema,
  bank: z.object({ id: idSchema, name: z.string() }),
  format: z.enum(statementFormats),
  fileName: z.string(),
  ...headWords,
  currency: currencySchema,
  lines: count,
  already: count,
  open: count,
  matched: count,
  importedAt: timeSchema,
  operator: z.string(),
  reversedAt: timeSchema.nullable(),
  /** The statement before it ends with another balance than this one begins with; by how much. */
  gap: decimalSchema.nullable(),
});
export type StatementRow = z.infer<typeof statementRowSchema>;

export const bankLineFilterSchema = z.strictObject({
  bank: idSchema.optional(),
  state: z.enum(bankLineStates).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** Decimals, compared without their sign. */
  least: decimalSchema.optional(),
  most: decimalSchema.optional(),
  direction: z.enum(['in', 'out']).optional(),
  statement: idSchema.optional(),
  /** Of a name, account, text or reference, or a sum. */
  text: z.string().trim().max(100).optional(),
});
export type BankLineFilter = z.infer<typeof bankLineFilterSchema>;

export const bankLineRowSchema = z.object({
  id: idSchema,
  bank: z.object({ id: idSchema, name: z.string() }),
  statement: idSchema,
  day: daySchema,
  valueDay: daySchema.nullable(),
  amount: decimalSchema,
  currency: currencySchema,
  ...lineWords,
  state: z.enum(bankLineStates),
  /** It is a part of a split line. */
  isPart: z.boolean(),
});
export type BankLineRow = z.infer<typeof bankLineRowSchema>;

export const statementsContract = {
  accounts: procedure.output(z.array(bankAccountSchema)),
  /** Throws Failure bank-account-exists. */
  addAccount: procedure
    .input(z.strictObject({ request: idSchema, key: accountKey, currency: currencySchema, ...accountWords }))
    .output(z.object({ id: idSchema })),
  /** Throws Failure bank-account-unknown. */
  changeAccount: procedure
    .input(z.strictObject({ request: idSchema, id: idSchema, closed: z.boolean(), ...accountWords }))
    .output(z.object({})),
  upload: procedure
    .input(
      z.strictObject({
        upload: idSchema,
        piece: z.number().int().min(0).max(MOST_PIECES),
        /** Base64. */
        content: z.string().max(Math.ceil((PIECE_BYTES * 4) / 3) + 4),
      }),
    )
    .output(z.object({ bytes: count })),
  look: procedure.input(z.strictObject({ files })).output(jobOf(statementLookSchema)),
  /** Throws Failure import-choose, import-refused, statement-out, changed-since-preview, import-gone. */
  store: procedure
    .input(
      z.strictObject({
        request: idSchema,
        files,
        plan: z.string().length(64),
        /** Rows of CSV files that cannot be read are left out; otherwise they keep everything out. */
        leaveOut: z.boolean().default(false),
        outBecause: z.string().trim().min(1).max(500).optional(),
        /** Keeps how the CSV files were read under these names, by file. */
        saveAs: z.record(idSchema, z.string().trim().min(1).max(60)).default({}),
      }),
    )
    .output(jobOf(z.object({ id: idSchema.nullable(), new: count, already: count }))),
  profiles: procedure
    .input(z.strictObject({ bank: idSchema }))
    .output(z.array(z.object({ name: z.string(), headers: z.array(z.string()), profile: profileSchema }))),
  forgetProfile: procedure.input(z.strictObject({ bank: idSchema, name: z.string().max(60) })).output(z.object({})),
  list: procedure
    .input(
      z.strictObject({
        bank: idSchema.optional(),
        before: idSchema.optional(),
        limit: z.number().int().min(1).max(200),
      }),
    )
    .output(z.array(statementRowSchema)),
  /** Takes one statement back. Throws Failure statement-unknown, statement-line-matched. */
  reverse: procedure.input(z.strictObject({ request: idSchema, id: idSchema })).output(z.object({})),
  lines: procedure
    .input(z.strictObject({ filter: bankLineFilterSchema, sort: sortSchema(bankLineColumnIds), ...placeSchema }))
    .output(z.object({ rows: z.array(bankLineRowSchema), next: z.string().nullable() })),
  totals: procedure.input(z.strictObject({ filter: bankLineFilterSchema })).output(
    z.object({
      counts: z.object({ All: count, open: count, matched: count, split: count }),
      sums: z.array(z.object({ currency: currencySchema, came: decimalSchema, went: decimalSchema, count: count })),
    }),
  ),
  /** The demo company's own files, to try with. Throws Failure demo-only. */
  demoFiles: procedure.output(z.array(z.object({ name: text, bank: text, lines: count, content: text }))),
  line: procedure.input(z.strictObject({ id: idSchema })).output(bankLineRowSchema),
  /** Throws Failure bank-line-unknown, bank-line-not-open, bank-line-parts. */
  split: procedure
    .input(z.strictObject({ request: idSchema, id: idSchema, parts: z.array(decimalSchema).min(2).max(100) }))
    .output(z.object({ parts: z.array(idSchema) })),
  /** Throws Failure bank-line-unknown, bank-line-not-open. */
  join: procedure.input(z.strictObject({ request: idSchema, id: idSchema })).output(z.object({})),
};

/** Gateways' own reports for download: looked at against the book, kept as evidence in one act that can be taken back. They book nothing. */
import { z } from 'zod';
import { findingTypes, reportKinds } from '../../kernel/gateway-report';
import { dayOrders, decimalSigns } from '../../kernel/import-field';
import {
  currencySchema,
  daySchema,
  decimalSchema,
  failureSchema,
  idSchema,
  jobOf,
  procedure,
  timeSchema,
} from '../../wire';

const count = z.number().int();
const text = z.string();

const sumSchema = z.object({
  currency: currencySchema,
  ...{ gross: decimalSchema, fee: decimalSchema, net: decimalSchema, paidOut: decimalSchema },
  ...{ opening: decimalSchema.nullable(), closing: decimalSchema.nullable() },
});
export type ReportSum = z.infer<typeof sumSchema>;

const sidesSchema = z.object({ gross: decimalSchema, fee: decimalSchema, currency: currencySchema });

export const findingSchema = z.object({
  type: z.enum(findingTypes),
  about: z.enum(['movement', 'payout']),
  /** The provider's id. */
  item: text,
  /** Of the file; 0: it is not in it. */
  line: count,
  day: daySchema,
  word: text,
  report: sidesSchema.nullable(),
  book: sidesSchema.nullable(),
});
export type ReportFinding = z.infer<typeof findingSchema>;

const countsSchema = z.partialRecord(z.enum(findingTypes), count);

const foundReportSchema = z.object({
  upload: idSchema,
  ...{ name: text, sha256: text },
  kind: z.enum(reportKinds),
  /** Whose it is; null: nobody can tell, and a person is asked. */
  gateway: text.nullable(),
  /** The accounts of this gateway that the book knows. */
  gateways: z.array(text),
  asks: z.object({ gateway: z.boolean(), decimal: z.boolean(), dayOrder: z.boolean() }),
  ...{ from: daySchema.nullable(), to: daySchema.nullable() },
  ...{ lines: count, same: count, counts: countsSchema },
  sums: z.array(sumSchema),
  /** The first of them. */
  findings: z.array(findingSchema),
  refusals: z.array(z.object({ line: count, column: count, problem: failureSchema })),
  refused: count,
  /** This very file was kept before. */
  isThere: z.boolean(),
});
export type FoundReport = z.infer<typeof foundReportSchema>;

export const reportLookSchema = z.object({
  reports: z.array(foundReportSchema),
  /** What was looked at: exactly this is kept, or nothing. */
  plan: text,
});
export type ReportLook = z.infer<typeof reportLookSchema>;

export const reportFileSchema = z.strictObject({
  upload: idSchema,
  name: z.string().min(1).max(200),
  /** The account's key; left out: the only one of its gateway, or the one that knows its rows. */
  gateway: z.string().max(60).optional(),
  decimal: z.enum(decimalSigns).optional(),
  dayOrder: z.enum(dayOrders).optional(),
});
export type ReportFile = z.infer<typeof reportFileSchema>;

const files = z.array(reportFileSchema).min(1).max(50);

const reportRowSchema = z.object({
  id: idSchema,
  ...{ gateway: text, kind: z.enum(reportKinds), fileName: text, from: daySchema, to: daySchema },
  ...{ lines: count, same: count, counts: countsSchema },
  sums: z.array(sumSchema),
  importedAt: timeSchema,
  operator: text,
  reversedAt: timeSchema.nullable(),
});
export type GatewayReportRow = z.infer<typeof reportRowSchema>;

export const gatewayReportsContract = {
  /** Of files that were sent by `statements.upload`. Throws Failure import-gone, report-other, report-account-unknown. */
  look: procedure.input(z.strictObject({ files })).output(jobOf(reportLookSchema)),
  /** Throws Failure import-choose, import-refused, changed-since-preview, import-gone. */
  store: procedure
    .input(
      z.strictObject({
        request: idSchema,
        files,
        plan: z.string().length(64),
        /** Rows that cannot be read are left out; otherwise they keep everything out. */
        leaveOut: z.boolean().default(false),
      }),
    )
    .output(jobOf(z.object({ id: idSchema.nullable(), reports: count, findings: count }))),
  list: procedure.input(z.strictObject({ limit: z.number().int().min(1).max(200) })).output(z.array(reportRowSchema)),
  findings: procedure.input(z.strictObject({ id: idSchema })).output(z.array(findingSchema)),
  /** Takes one report back. Throws Failure report-unknown. */
  reverse: procedure.input(z.strictObject({ request: idSchema, id: idSchema })).output(z.object({})),
};

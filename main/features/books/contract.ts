/** The book itself: what it is, others beside it, checking it, backing it up, and what a person prefers to see. */
import { z } from 'zod';
import { daySchema, jobOf, procedure, timeSchema } from '../../wire';

export const bookInfoSchema = z.object({
  name: z.string(),
  file: z.string(),
  demo: z.boolean(),
  timeZone: z.string(),
  operator: z.string(),
  shell: z.enum(['electron', 'browser', 'none']),
  createdAt: timeSchema,
  counts: z.object({
    events: z.number().int(),
    postings: z.number().int(),
    payments: z.number().int(),
    customers: z.number().int(),
    payers: z.number().int(),
    payouts: z.number().int(),
    flagged: z.number().int(),
    parked: z.number().int(),
  }),
  bytes: z.number().int(),
  versions: z.object({ program: z.string(), format: z.number().int(), sqlite: z.string(), node: z.string() }),
  /** The chain's last hash, hex. */
  head: z.string(),
});
export type BookInfo = z.infer<typeof bookInfoSchema>;

export const findingSchema = z.object({
  check: z.enum([
    'file',
    'chain',
    'entries',
    'balances',
    'orphans',
    'external-ids',
    'periods',
    'matches',
    'rollup',
    'foreign-keys',
    'approvals',
  ]),
  /** Event number, account or id. */
  where: z.string(),
  detail: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;

export const checkResultSchema = z.object({
  ok: z.boolean(),
  events: z.number().int(),
  postings: z.number().int(),
  head: z.string(),
  findings: z.array(findingSchema),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

export const replayResultSchema = z.object({
  same: z.boolean(),
  events: z.number().int(),
  differences: z.array(z.string()),
});
export type ReplayResult = z.infer<typeof replayResultSchema>;

export const backupSchema = z.object({ file: z.string(), name: z.string(), bytes: z.number().int(), head: z.string() });
export type Backup = z.infer<typeof backupSchema>;

/** A point to look at the book from, and what can be seen there. */
export const pastViewSchema = z.object({
  position: z.number().int(),
  asOf: z.string().nullable(),
  knownMs: timeSchema,
  /** What was the present then. */
  nowMs: timeSchema,
  /** Events whose money counts, but which could not be shown in any row. */
  unplaced: z.number().int(),
  /** What may be called there; all else is refused. */
  shown: z.array(z.string()),
});
export type PastView = z.infer<typeof pastViewSchema>;

export const booksContract = {
  info: procedure.output(bookInfoSchema),
  /** `label`: the name that the book gives itself; `name`, its file's, is what `open` takes. */
  list: procedure.output(
    z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        file: z.string(),
        modifiedAt: timeSchema,
        current: z.boolean(),
      }),
    ),
  ),
  /** Makes a book in the book folder and shows it in this window. */
  create: procedure
    .input(z.strictObject({ name: z.string().trim().min(1).max(80), timeZone: z.string().max(60) }))
    .output(z.object({ file: z.string() })),
  /** Shows another book of the book folder in this window, by its name. */
  open: procedure.input(z.strictObject({ name: z.string().min(1).max(80) })).output(z.object({ file: z.string() })),
  check: procedure.output(jobOf(checkResultSchema)),
  /** Rebuilds every projection beside the book and compares the dumps. */
  replayCheck: procedure.output(jobOf(replayResultSchema)),
  /**
   * Copies the live book, then opens and checks the copy. `file`: only for the command line, an absolute path that does not
   * exist yet; a screen leaves it out, and the copy goes to the backup folder under a fresh name.
   */
  backup: procedure.input(z.strictObject({ file: z.string().max(4000).optional() })).output(jobOf(backupSchema)),
  /** The copies of this book in the backup folder, newest first, 20 at most. */
  backups: procedure.output(z.array(z.object({ name: z.string(), bytes: z.number().int(), madeAt: timeSchema }))),
  /** Hands one of them to the person: a one-use link in the browser shell, a save dialog in Electron. */
  downloadBackup: procedure
    .input(z.strictObject({ name: z.string().max(255) }))
    .output(z.object({ path: z.string().nullable(), savedAs: z.string().nullable() })),
  /**
   * Makes the book as it was, beside it: of what counts up to the end of `asOf`, what was known at the end of `knownOn`. A day left
   * out is today, and one of both is needed. Calls then name the point in their header. Throws Failure past-room.
   */
  lookBack: procedure
    .input(z.strictObject({ asOf: daySchema.optional(), knownOn: daySchema.optional() }))
    .output(jobOf(pastViewSchema)),
  preference: procedure
    .input(z.strictObject({ key: z.string().regex(/^[a-z0-9.-]{1,80}$/) }))
    .output(z.object({ value: z.string().nullable() })),
  /** JSON text, 100 kB at most. */
  setPreference: procedure
    .input(z.strictObject({ key: z.string().regex(/^[a-z0-9.-]{1,80}$/), value: z.string().max(100_000) }))
    .output(z.object({ saved: z.literal(true) })),
  /** Opens a waiting payment's page (3-D Secure, checkout) in the system's browser. */
  openLink: procedure.input(z.strictObject({ payment: z.string().max(60) })).output(z.object({ opened: z.boolean() })),
};

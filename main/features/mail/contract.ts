/** Notices to customers by e-mail: how they are sent, what they say, and what became of each. */
import { z } from 'zod';
import { mailKinds, mailLanguages, mailStates, mailTlsModes } from '../../kernel/mail';
import { idSchema, procedure, timeSchema } from '../../wire';

export const mailSettingsShape = {
  on: z.boolean(),
  host: z.string().trim().max(253),
  port: z.number().int().min(1).max(65_535),
  tls: z.enum(mailTlsModes),
  /** A certificate that nobody vouches for is taken too. */
  anyCertificate: z.boolean(),
  /** Empty: the server wants no sign-in. */
  user: z.string().trim().max(254),
  fromName: z.string().trim().max(140),
  fromAddress: z.string().trim().max(254),
  /** Which notices are sent. */
  notices: z.array(z.enum(mailKinds)).max(mailKinds.length),
  /** Of the notice of an upcoming invoice: so many days before it is due. */
  dueInDays: z.number().int().min(1).max(60),
  /** Of customers whose language is not known, or has no texts. */
  language: z.enum(mailLanguages),
};

const settingsSchema = z.object({
  ...mailSettingsShape,
  hasPassword: z.boolean(),
  /** It is on, but was turned on in another file, or sent more than this one knows: a book that was moved, a copy, a backup put back. Nothing is sent from here. */
  elsewhere: z.boolean(),
  /** `locked`: there is a password, and the book's keys are not open. */
  password: z.enum(['none', 'locked', 'open']),
  /** What is in the way of sending at present: a failure's code, and the server's words. */
  trouble: z.object({ code: z.string(), detail: z.string(), at: timeSchema }).nullable(),
});
export type MailSettingsTold = z.infer<typeof settingsSchema>;

const textShape = { subject: z.string().min(1).max(200), body: z.string().min(1).max(10_000) };
const templateKey = { kind: z.enum(mailKinds), language: z.enum(mailLanguages) };

const templateSchema = z.object({
  ...templateKey,
  subject: z.string(),
  body: z.string(),
  /** It was changed by hand. */
  own: z.boolean(),
});
export type MailTemplateTold = z.infer<typeof templateSchema>;

const rowSchema = z.object({
  id: idSchema,
  kind: z.enum(mailKinds),
  state: z.enum(mailStates),
  /** A failure's code, or why it was dropped. */
  why: z.string().nullable(),
  detail: z.string().nullable(),
  at: timeSchema,
  address: z.string().nullable(),
  copy: z.string().nullable(),
  subject: z.string().nullable(),
  language: z.string().nullable(),
  tries: z.number().int(),
  nextAt: timeSchema.nullable(),
  endedAt: timeSchema.nullable(),
  customer: z.object({ id: idSchema, name: z.string() }).nullable(),
  payment: idSchema.nullable(),
  invoice: z.object({ id: idSchema, number: z.string().nullable() }).nullable(),
  /** Who asked for it once more; null: it was sent by itself. */
  askedBy: z.string().nullable(),
});
export type MailRow = z.infer<typeof rowSchema>;

const countsSchema = z.object({
  sent: z.number().int(),
  queued: z.number().int(),
  maybe: z.number().int(),
  refused: z.number().int(),
  dropped: z.number().int(),
});
export type MailCounts = z.infer<typeof countsSchema>;

export const mailContract = {
  settings: procedure.output(settingsSchema),
  /** `password`: left out: it stays; empty: it goes. `passphrase`: opens the book's keys, or is chosen with the first secret. */
  setSettings: procedure
    .input(
      z.strictObject({
        ...mailSettingsShape,
        password: z.string().max(500).optional(),
        passphrase: z.string().max(200).optional(),
      }),
    )
    .output(settingsSchema),
  /** Sends one at once, as the settings are saved. Gives what the server answered. */
  test: procedure.input(z.strictObject({ to: z.string().trim().max(254) })).output(z.object({ answer: z.string() })),
  templates: procedure.output(z.array(templateSchema)),
  setTemplate: procedure.input(z.strictObject({ ...templateKey, ...textShape })).output(templateSchema),
  /** Back to the built-in text. */
  resetTemplate: procedure.input(z.strictObject(templateKey)).output(templateSchema),
  /** Filled with an example. */
  preview: procedure
    .input(z.strictObject({ ...templateKey, ...textShape }))
    .output(z.object({ subject: z.string(), text: z.string() })),
  /** The newest first. */
  list: procedure
    .input(
      z.strictObject({
        customer: idSchema.optional(),
        states: z.array(z.enum(mailStates)).max(mailStates.length).optional(),
        limit: z.number().int().min(1).max(200).default(50),
        before: idSchema.optional(),
      }),
    )
    .output(z.object({ rows: z.array(rowSchema), next: idSchema.nullable() })),
  /** How many wait, and of how many a person should know that they did not arrive for certain. */
  counts: procedure.output(z.object({ waiting: z.number().int(), doubtful: z.number().int() })),
  /** Queues it once more, as a new attempt. */
  resend: procedure.input(z.strictObject({ request: idSchema, id: idSchema })).output(z.object({ id: idSchema })),
  /** Of one that still waits: it is not sent. */
  cancel: procedure.input(z.strictObject({ id: idSchema })).output(z.object({})),
  /** Sends what is due, at most 500. `wake`: also what waits for its next try, as whoever looks at it and asks may have mended the network. */
  sendNow: procedure.input(z.strictObject({ wake: z.boolean() }).optional()).output(countsSchema),
};

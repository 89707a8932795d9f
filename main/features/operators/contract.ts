/** Who works with the book: signing in and out, and looking after operators. A passphrase goes in and never comes out. */
import { z } from 'zod';
import { roles, SHORTEST_PASSPHRASE } from '../../kernel/operator';
import { idSchema, procedure, timeSchema } from '../../wire';

const nameSchema = z.string().trim().min(1).max(80);
/** What is typed at the door may be anything; what is chosen must be long enough. */
const typedSchema = z.string().max(200);
const chosenSchema = z.string().min(SHORTEST_PASSPHRASE).max(200);
const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
  .nullable();
const pinSchema = z.string().regex(/^\d{4,12}$/, 'not 4 to 12 digits');
const unlocked = z.object({ token: z.string() });
const done = z.object({});

export const operatorSchema = z.object({
  id: idSchema,
  name: z.string(),
  role: z.enum(roles),
  addedAt: timeSchema,
  retiredAt: timeSchema.nullable(),
  hasPin: z.boolean(),
  language: z.string().nullable(),
});
export type Operator = z.infer<typeof operatorSchema>;

/** How this window stands. */
export const sessionSchema = z.object({
  book: z.string(),
  /** False: whoever opens the book may do everything, under the system's user name. */
  hasOperators: z.boolean(),
  locked: z.boolean(),
  /** Null while it is locked, or where the book has no operators. */
  operator: operatorSchema.nullable(),
  /** Who was signed in here before it was locked. */
  last: z.string().nullable(),
  /** Those who can sign in. */
  names: z.array(z.object({ name: z.string(), role: z.enum(roles) })),
  /** The procedures that may be called now. */
  allowed: z.array(z.string()),
  idleMinutes: z.number().int(),
  /** Of the sample company's operators; null in every other book. */
  demoPassphrase: z.string().nullable(),
});
export type SessionState = z.infer<typeof sessionSchema>;

export const operatorsContract = {
  session: procedure.output(sessionSchema),
  /** Also switches from one operator to another. Throws Failure sign-in-wrong, sign-in-wait. */
  signIn: procedure.input(z.strictObject({ name: nameSchema, passphrase: typedSchema })).output(unlocked),
  /** After the page was loaded again: the same session, as long as the engine lives and it was neither locked nor idle. */
  resume: procedure.input(z.strictObject({ token: z.string().max(100) })).output(z.object({ resumed: z.boolean() })),
  /** Nobody is signed in any more; `lock` remembers who was. */
  lock: procedure.output(done),
  signOut: procedure.output(done),
  /** A person is at the window. */
  stay: procedure.output(done),
  list: procedure.output(z.array(operatorSchema)),
  /** The first one must be an administrator, and is signed in at once. Throws Failure operator-*. */
  add: procedure
    .input(
      z.strictObject({
        request: idSchema,
        name: nameSchema,
        role: z.enum(roles),
        passphrase: chosenSchema,
        language: languageSchema.default(null),
      }),
    )
    .output(z.object({ id: idSchema, token: z.string().nullable() })),
  changeRole: procedure.input(z.strictObject({ request: idSchema, id: idSchema, role: z.enum(roles) })).output(done),
  retire: procedure.input(z.strictObject({ request: idSchema, id: idSchema })).output(done),
  /** For one who forgot theirs; it is told in the journal, and takes the PIN away. */
  resetPassphrase: procedure
    .input(z.strictObject({ request: idSchema, id: idSchema, passphrase: chosenSchema }))
    .output(done),
  changePassphrase: procedure.input(z.strictObject({ passphrase: typedSchema, to: chosenSchema })).output(done),
  /** Asked for with every approval; null: none is. */
  setPin: procedure.input(z.strictObject({ passphrase: typedSchema, pin: pinSchema.nullable() })).output(done),
  setLanguage: procedure.input(z.strictObject({ language: languageSchema })).output(done),
  setIdle: procedure.input(z.strictObject({ minutes: z.number().int().min(1).max(480) })).output(done),
};

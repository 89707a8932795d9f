/** Gateways: what they are, when they were last fetched, and fetching them now. */
import { z } from 'zod';
import { attemptStates } from '../../kernel/attempt';
import { methods } from '../../kernel/payment';
import { daySchema, failureSchema, jobOf, moneySchema, procedure, progressSchema, timeSchema } from '../../wire';

/** Key of a gateway account: `stripe`, `stripe-2`. */
const gatewaySchema = z.string().min(1).max(40);
const labelSchema = z.string().trim().max(60);

export const gatewayStateSchema = z.object({
  /** The account's key: what payments, cursors and clearing accounts mean by `gateway`. */
  key: gatewaySchema,
  provider: z.string(),
  /** What people call it. */
  label: z.string(),
  environment: z.enum(['live', 'sandbox']),
  account: z.string(),
  /** `locked`: the key is sealed and no passphrase was given since the start. `paused`: by a person. */
  state: z.enum(['idle', 'running', 'offline', 'error', 'locked', 'paused']),
  lastAt: timeSchema.nullable(),
  nextAt: timeSchema.nullable(),
  progress: progressSchema.nullable(),
  failure: failureSchema.nullable(),
  /** Minutes that this computer's clock is ahead of the gateway's (negative: behind), from 1 minute on. */
  clockMinutes: z.number().int().nullable(),
  coverage: z.array(z.object({ from: daySchema, to: daySchema })),
  parked: z.number().int(),
  /** When what it holds was last found to be what its clearing account holds; null: not yet, or it cannot be asked. */
  provenAt: timeSchema.nullable(),
});
export type GatewayState = z.infer<typeof gatewayStateSchema>;

const syncResultSchema = z.object({
  fetched: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  parked: z.number().int(),
});
export type SyncResult = z.infer<typeof syncResultSchema>;

/** What a gateway declares of itself, whether it is connected or not: screens draw themselves from it. */
export const gatewayKindSchema = z.object({
  provider: z.string(),
  label: z.string(),
  methods: z.array(z.enum(methods)),
  capabilities: z.object({
    hostedPage: z.boolean(),
    saveMethod: z.boolean(),
    chargeSaved: z.boolean(),
    saveAlone: z.boolean(),
    refund: z.boolean(),
    payouts: z.boolean(),
    disputes: z.boolean(),
    evidence: z.object({ longestText: z.number().int(), needsFile: z.boolean() }).nullable(),
    balance: z.boolean(),
  }),
  credentials: z.array(z.object({ name: z.string(), secret: z.boolean(), optional: z.boolean() })),
  /** The currencies that its own page takes; null: as many as can be. */
  pageCurrencies: z.array(z.string()).nullable(),
});
export type GatewayKindTold = z.infer<typeof gatewayKindSchema>;

/** One trouble, or the same several times in a row. */
const troubleSchema = z.object({
  at: timeSchema,
  lastAt: timeSchema,
  times: z.number().int(),
  failure: failureSchema,
});
export type GatewayTrouble = z.infer<typeof troubleSchema>;

/** What differs between what an account holds there and here. */
const differsSchema = z.array(z.object({ currency: z.string(), there: z.string(), here: z.string() }));

export const gatewayHealthSchema = z.object({
  troubles: z.array(troubleSchema),
  /** Words for a status that nobody here knows, with how many payments say them. */
  unknownWords: z.array(z.object({ word: z.string(), payments: z.number().int() })),
  /** The last comparison of its own balance with its clearing account; null: none yet. */
  proof: z.object({ at: timeSchema, provenAt: timeSchema.nullable(), differs: differsSchema }).nullable(),
});
export type GatewayHealth = z.infer<typeof gatewayHealthSchema>;

/** What removing an account leaves behind. */
export const removalSchema = z.object({
  payments: z.number().int(),
  /** Payments that stay Pending, as nobody is asked about them any more. */
  pending: z.number().int(),
  savedMethods: z.number().int(),
  /** Of these it is not known what came of them: while there are any, the account cannot be removed. */
  attempts: z.array(
    z.object({
      kind: z.enum(['page', 'charge', 'refund']),
      amount: moneySchema,
      state: z.enum(attemptStates),
      at: timeSchema,
    }),
  ),
});
export type Removal = z.infer<typeof removalSchema>;

const secretsStateSchema = z.object({
  /** `none`: no passphrase was chosen yet. */
  state: z.enum(['none', 'locked', 'open']),
  /** Whether this window's shell has a keyring, and whether the book's key is in one. */
  keyring: z.enum(['none', 'offered', 'kept']),
  /** Until a passphrase is tried again, after wrong ones. */
  waitSeconds: z.number().int(),
});
export type SecretsState = z.infer<typeof secretsStateSchema>;

const passphraseSchema = z.string().max(200);
const newPassphraseSchema = passphraseSchema.min(8);
const ofOne = procedure.input(z.strictObject({ gateway: gatewaySchema }));
const nothing = z.object({});

/** How an account is called, also one that was removed; a gateway without an account is called as its provider. */
const gatewayNameSchema = z.object({
  key: z.string(),
  provider: z.string(),
  label: z.string(),
  environment: z.enum(['live', 'sandbox']).nullable(),
  removed: z.boolean(),
});
export type GatewayName = z.infer<typeof gatewayNameSchema>;

export const syncContract = {
  kinds: procedure.output(z.array(gatewayKindSchema)),
  names: procedure.output(z.array(gatewayNameSchema)),
  /** `tryingOffline` null: the gateways are no simulators. `preparing`: the demo company's history is still on its way into the book. */
  state: procedure.output(
    z.object({
      gateways: z.array(gatewayStateSchema),
      tryingOffline: z.boolean().nullable(),
      losingAnswers: z.boolean(),
      preparing: z.boolean(),
    }),
  ),
  /**
   * Makes the sample company's simulated gateways unreachable, or reachable again, until the engine ends; `losingAnswers`: they do
   * what they are asked, and their answers are lost. Throws Failure demo-only for any other book.
   */
  tryOffline: procedure
    .input(z.strictObject({ offline: z.boolean(), losingAnswers: z.boolean().default(false) }))
    .output(nothing),
  health: ofOne.output(gatewayHealthSchema),
  now: procedure.input(z.strictObject({ gateway: gatewaySchema.optional() })).output(jobOf(syncResultSchema)),
  /**
   * The keys are tested live before they are saved, and sealed. The passphrase is needed where the secrets are not open; the first
   * one given is the book's. An account that is known already gets the new keys, also one that was removed.
   */
  connect: procedure
    .input(
      z.strictObject({
        provider: z.string().max(40),
        environment: z.enum(['live', 'sandbox']),
        credentials: z.record(z.string().max(40), z.string().max(500)),
        passphrase: newPassphraseSchema.optional(),
        label: labelSchema.optional(),
        /** New keys for this account. */
        gateway: gatewaySchema.optional(),
        /** It is the same account although its provider now names it otherwise: some go by the key. */
        sameAccount: z.boolean().default(false),
      }),
    )
    .output(z.object({ gateway: gatewaySchema, label: z.string(), account: z.string(), name: z.string() })),
  rename: procedure.input(z.strictObject({ gateway: gatewaySchema, label: labelSchema })).output(nothing),
  /** Nothing is asked of it until it goes on. */
  pause: ofOne.output(nothing),
  goOn: ofOne.output(nothing),
  removal: ofOne.output(removalSchema),
  /** Its keys are erased, its history stays. */
  remove: ofOne.output(nothing),
  secrets: procedure.output(secretsStateSchema),
  unlock: procedure
    .input(z.strictObject({ passphrase: passphraseSchema }))
    .output(z.object({ unlocked: z.number().int() })),
  lock: procedure.output(nothing),
  changePassphrase: procedure
    .input(z.strictObject({ was: passphraseSchema, passphrase: newPassphraseSchema }))
    .output(nothing),
  /** Whether this computer's keyring opens the secrets, so that no passphrase is asked for here. */
  keepInKeyring: procedure.input(z.strictObject({ keep: z.boolean() })).output(nothing),
  /** Where a payer's browser goes after a gateway's page; empty: no live page can be opened. */
  returnPage: procedure.output(z.object({ url: z.string() })),
  setReturnPage: procedure.input(z.strictObject({ url: z.string().max(500) })).output(z.object({ url: z.string() })),
  /** What one account sent and could not be booked: the latest 500; the list that leaves the book has all. */
  parked: procedure
    .input(z.strictObject({ gateway: z.string().max(60) }))
    .output(
      z.array(
        z.object({ gateway: z.string(), kind: z.string(), externalId: z.string(), why: z.string(), at: timeSchema }),
      ),
    ),
};

/** What other features may ask of the syncing: its face. */
export interface Syncing {
  /** Asks the payment's gateway for its present state and books it. Throws Failure payment-unknown, gateway-*, key-*. */
  checkPayment(id: string, signal?: AbortSignal): Promise<void>;
}

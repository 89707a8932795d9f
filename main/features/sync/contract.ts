/** Gateways: what they are, when they were last fetched, and fetching them now. */
import { z } from 'zod';
import { methods } from '../../kernel/payment';
import { daySchema, failureSchema, jobOf, procedure, progressSchema, timeSchema } from '../../wire';

export const gatewayStateSchema = z.object({
  provider: z.string(),
  label: z.string(),
  environment: z.enum(['live', 'sandbox']),
  account: z.string(),
  /** `locked`: the key is sealed and no passphrase was given since the start. */
  state: z.enum(['idle', 'running', 'offline', 'error', 'locked']),
  lastAt: timeSchema.nullable(),
  nextAt: timeSchema.nullable(),
  progress: progressSchema.nullable(),
  failure: failureSchema.nullable(),
  /** Minutes that this computer's clock is ahead of the gateway's (negative: behind), when more than 2. */
  clockMinutes: z.number().int().nullable(),
  coverage: z.array(z.object({ from: daySchema, to: daySchema })),
  parked: z.number().int(),
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
    refund: z.boolean(),
    payouts: z.boolean(),
    disputes: z.boolean(),
    balance: z.boolean(),
  }),
  credentials: z.array(z.object({ name: z.string(), secret: z.boolean(), optional: z.boolean() })),
});
export type GatewayKindTold = z.infer<typeof gatewayKindSchema>;

export const syncContract = {
  kinds: procedure.output(z.array(gatewayKindSchema)),
  state: procedure.output(z.object({ gateways: z.array(gatewayStateSchema) })),
  now: procedure.input(z.strictObject({ gateway: z.string().max(40).optional() })).output(jobOf(syncResultSchema)),
  /** The keys are tested live before they are saved, and sealed with the passphrase. */
  connect: procedure
    .input(
      z.strictObject({
        provider: z.string().max(40),
        environment: z.enum(['live', 'sandbox']),
        credentials: z.record(z.string().max(40), z.string().max(500)),
        passphrase: z.string().min(8).max(200),
      }),
    )
    .output(z.object({ account: z.string(), name: z.string() })),
  unlock: procedure
    .input(z.strictObject({ passphrase: z.string().max(200) }))
    .output(z.object({ unlocked: z.number().int() })),
  parked: procedure.output(
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

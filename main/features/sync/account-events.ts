/** What people did with gateway accounts and the book's passphrase: who and when, for the journal. Never a key. */
import { z } from 'zod';
import { type EventKind, eventKind } from '../../journal/event';

const changedSchema = z.strictObject({
  /** The account's key. */
  gateway: z.string(),
  provider: z.string(),
  environment: z.enum(['live', 'sandbox']),
  /** As the provider names it. */
  account: z.string(),
  label: z.string().optional(),
  what: z.enum(['connected', 'new-key', 'renamed', 'paused', 'resumed', 'removed']),
});
export type AccountChanged = z.infer<typeof changedSchema>;

const secretsSchema = z.strictObject({
  what: z.enum(['passphrase-chosen', 'passphrase-changed', 'keyring-kept', 'keyring-forgotten']),
});
export type SecretsChanged = z.infer<typeof secretsSchema>;

// The accounts themselves are local: they go with secrets, which never stand in the chain.
export const accountKinds: readonly (readonly [string, EventKind])[] = [
  ['gateway.changed', eventKind<AccountChanged>({ schema: changedSchema, project() {} })],
  ['secrets.changed', eventKind<SecretsChanged>({ schema: secretsSchema, project() {} })],
];

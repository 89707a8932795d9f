/** A reserve: what a gateway holds back of what it owes us, and gives back later. Its subject is its payout, where it belongs to one. */
import { z } from 'zod';
import { type EventKind, eventKind } from '../../journal/event';
import { accounts } from '../../ledger/chart';
import { move } from '../../ledger/entry';

const movedSchema = z.strictObject({
  gateway: z.string(),
  externalId: z.string(),
  /** Minor units: held is positive, released below zero. */
  amount: z.number().int(),
  currency: z.string(),
});
export type ReserveMoved = z.infer<typeof movedSchema>;

export const reserveMoved = eventKind<ReserveMoved>({
  schema: movedSchema,
  entry: ({ gateway, amount, currency }) =>
    move(accounts.clearing(gateway), accounts.reserve(gateway), amount, currency),
  project() {},
});

export const reserveKinds: readonly (readonly [string, EventKind])[] = [['reserve.moved', reserveMoved]];

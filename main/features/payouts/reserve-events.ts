/** A reserve: what a gateway holds back of what it owes us, and gives back later. Its subject is its payout, where it belongs to one. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Db, one } from '../../db/sql';
import { type EventKind, eventKind } from '../../journal/event';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
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

/** Of one that belongs to no payout that was known: always the same for the same movement, so that a second page that tells of it finds the first. */
export function reserveSubject(gateway: string, externalId: string): Id {
  const bytes = createHash('sha256').update(`reserve ${gateway} ${externalId}`).digest().subarray(0, 16);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return idFromBytes(bytes);
}

const movedSql = `SELECT payload ->> '$.amount' AS amount, payload ->> '$.currency' AS currency FROM event
  WHERE subject IN (?, (SELECT uuid FROM payout WHERE gateway = ? AND external_id = ?)) AND kind = 'reserve.moved'
    AND payload ->> '$.externalId' = ?`;

/** What was booked of it: minor units, held is positive. `payout`: the provider's id of the one that its list stands in. */
export function bookedReserve(db: Db, gateway: string, externalId: string, payout: string | null) {
  const own = idToBytes(reserveSubject(gateway, externalId));
  return one<{ amount: number; currency: string }>(db, movedSql, own, gateway, payout, externalId);
}

/** What can be recorded, and what every kind of event must declare: its payload, its money side, and the tables it updates. */
import type { z } from 'zod';
import type { Id } from '../kernel/id';
import type { Day } from '../kernel/time';
import type { Transfer } from '../ledger/entry';
import type { Projector } from './project';

/** One thing that happened, before it is recorded. */
export interface EventDraft {
  kind: string;
  /** What it is about: the id of a payment, a customer, a payout… */
  subject: Id;
  /** UTC milliseconds: when it happened outside. */
  occurredAt: number;
  /** The business day it counts in; left out: the day of `occurredAt` in the book's time zone. */
  bookedOn?: Day;
  /** `bookedOn` is what a file or a bank says, and nobody's choice. Where it is closed, it counts on the first open day; a choice is refused. */
  isGiven?: true;
  payload: object;
}

/** As the journal holds it. */
export interface StoredEvent {
  seq: number;
  id: Id;
  kind: string;
  subject: Id;
  occurredAt: number;
  bookedOn: Day;
  /** Who did it: of the request that it came with. */
  operator: string;
  payload: unknown;
}

export interface Undoing {
  newId(): Id;
  /** UTC milliseconds. */
  nowMs: number;
}

export interface EventKind<Payload = never> {
  schema: z.ZodType<Payload>;
  /** The money side; pure. Events that move nothing leave it out. */
  entry?(payload: Payload, event: StoredEvent): Transfer[];
  /** Updates the projections; sees the book as it was before this event. */
  project(payload: Payload, event: StoredEvent, projector: Projector): void;
  /** What it brings with it. */
  follow?: Follower;
  /**
   * What takes it back, decided on the book as it is now. Throws the Failure that says why it cannot be taken back (any more).
   * Left out: it never can.
   */
  undo?(payload: Payload, event: StoredEvent, facts: Pick<Projector, 'db' | 'balance'>, use: Undoing): EventDraft[];
  /**
   * It comes by the hundred thousand: its payload is stored by `packed.ts`, and SQL cannot look into it. Whoever reads it in
   * the journal calls `unpacked`.
   */
  isPacked?: boolean;
}

/**
 * Events that another one brings with it, decided behind it in the same act, whoever recorded it. Replay finds them in the journal
 * and asks nobody.
 */
export type Follower = (
  payload: never,
  event: StoredEvent,
  facts: Pick<Projector, 'db' | 'balance'>,
) => Iterable<EventDraft>;

/** All kinds of a book, by name. Put together in `main/features/kinds.ts`. */
export type EventKinds = ReadonlyMap<string, EventKind>;

/** Types one kind where it is written; the map of all kinds forgets the payload's type. */
export function eventKind<Payload>(kind: EventKind<Payload>): EventKind {
  return kind as unknown as EventKind; // from outside: payloads are parsed by `schema` when they are read back
}

/** The kinds, with those that follow some of them. Throws Error for a kind that is not there, or that has a follower already. */
export function followed(
  kinds: EventKinds,
  followers: readonly (readonly [kind: string, Follower])[],
): Map<string, EventKind> {
  const all = new Map(kinds);
  for (const [name, follow] of followers) {
    const kind = all.get(name);
    if (!kind || kind.follow) throw new Error(`nothing can follow ${name}`);
    all.set(name, { ...kind, follow });
  }
  return all;
}

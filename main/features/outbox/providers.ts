/** What sending needs of the rest: the book, and the gateways as the syncing keeps them. */
import type { Topic } from '../../contract';
import type { Gateway } from '../../gateways/gateway';
import type { Facts } from '../../gateways/pulled';
import type { EventDraft } from '../../journal/event';
import type { Book, Facts as JournalFacts } from '../../journal/record';
import type { Id } from '../../kernel/id';

export type Decide = (read: JournalFacts) => Iterable<EventDraft>;

/** What the outbox needs of the gateways. Each may throw Failure gateway-none, passphrase-needed, and what the gateway throws. */
export interface Providers {
  gateway(provider: string): Gateway;
  isReachable(provider: string): boolean;
  /** Books an answer's facts, tied to the attempt, with these events around them, in one transaction. */
  bookAnswer(
    provider: string,
    answer: { attempt: Id; externalId: string | null; facts: Facts },
    around: { before: Decide; after: Decide },
  ): Promise<void>;
  /** Asks for the present state of a payment and books it. */
  checkPayment(payment: Id): Promise<void>;
  /** A payment that its gateway has no name for yet is looked at again in a minute. */
  watch(payment: Id): void;
}

export interface SendingOptions {
  book: Book;
  healthy: Promise<void>;
  operator: string;
  providers: Providers;
  changed(topics: readonly Topic[]): void;
  unexpected(message: string, error: unknown): void;
}

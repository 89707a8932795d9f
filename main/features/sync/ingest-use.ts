/** What the ingest of one item may use, and what it counts. */
import type { Book, Facts } from '../../journal/record';
import type { Id } from '../../kernel/id';

export interface Ingested {
  /** Items that the pages held. */
  fetched: number;
  added: number;
  changed: number;
  parked: number;
}

/** What the ingest of one item may use. */
export interface Ingest {
  book: Book;
  facts: Facts;
  gateway: string;
  nowMs: number;
  tally: Ingested;
  met: Met;
}

/** Whom this act has looked up: most of its payments name the same few. */
export interface Met {
  /** By the gateway's id. */
  customers: Map<string, Id>;
  /** By customer, name and e-mail. */
  payers: Map<string, Id>;
  /** Whether anything at all waits for a payment to come; null: not looked up yet. */
  waiting: boolean | null;
}

export function nobodyMet(): Met {
  return { customers: new Map(), payers: new Map(), waiting: null };
}

/** Events about the book as a whole are about its replica's id. */
export function bookId(use: Ingest): Id {
  return use.book.replica;
}

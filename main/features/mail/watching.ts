/** Looks at what the book learned since the last look, and at what is due soon, and writes down whom to tell of it: each once. */
import { one } from '../../db/sql';
import type { Book } from '../../journal/record';
import { draftsFromEvents, EVENTS_A_LOOK } from './from-events';
import { writeDown } from './rows';
import { mailSettings, markSeen, seenIn } from './settings';
import { upcomingInvoices } from './upcoming';

const LOOK_AT_INVOICES_MS = 60_000;

export class MailWatch {
  readonly #book: Book;
  #lookedAtInvoicesAt = Number.NEGATIVE_INFINITY;

  constructor(book: Book) {
    this.#book = book;
  }

  /** The next look is at everything. */
  again(): void {
    this.#lookedAtInvoicesAt = Number.NEGATIVE_INFINITY;
  }

  /** In one transaction. `more`: there are events that it has not come to. Throws what the disk throws. */
  writeDown(): { added: number; more: boolean } {
    return this.#book.db.transaction(() => this.#look())();
  }

  #look(): { added: number; more: boolean } {
    const { db, clock, dayOf, newId } = this.#book;
    const nowMs = clock.now();
    const settings = mailSettings(db);
    const last = one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0;
    const seen = seenIn(db) ?? last;
    const upTo = Math.min(last, seen + EVENTS_A_LOOK);
    const drafts = upTo > seen ? draftsFromEvents(db, seen, upTo, settings) : [];
    if (nowMs - this.#lookedAtInvoicesAt >= LOOK_AT_INVOICES_MS) {
      drafts.push(...upcomingInvoices(db, settings, dayOf(nowMs), nowMs));
      this.#lookedAtInvoicesAt = nowMs;
    }
    if (upTo > seen) markSeen(db, upTo);
    const added = drafts.filter((draft) => writeDown(db, newId(), draft, nowMs)).length;
    return { added, more: upTo < last };
  }
}

/**
 * Charges what is due, one after the other, while the engine runs. What it does stands in the book before anything is sent, so that
 * it may be cut off anywhere: the next round goes on from what the book says.
 */
import type { Topic } from '../../contract';
import { all, type Db, one } from '../../db/sql';
import type { Book } from '../../journal/record';
import { every } from '../../kernel/every';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { addDays } from '../../kernel/time';
import type { Outbox } from '../outbox/contract';
import { chargeDue, NotDue } from './begin';
import type { ChargePass } from './contract';
import { type ChargeMethod, chargeable, chargedOf, chargeRules, methodFor, timeOfBook } from './facts';
import { type ChargeRules, nextTry } from './schedule';
import { isWith } from './tries';

const LOOK_EVERY_MS = 60_000;
/** The rest waits for the next look: a book that comes back after a pause does not fall upon its gateways. */
const CHARGES_A_PASS = 50;
const CANDIDATES_AT_ONCE = 200;

export interface ChargingOptions {
  book: Book;
  /** Nothing is charged before the book was found healthy. */
  healthy: Promise<void>;
  operator: string;
  outbox: Outbox;
  /** False: its key is sealed, it is paused, or it could not be reached. */
  isReachable(gateway: string): boolean;
  changed(topics: readonly Topic[]): void;
  unexpected(message: string, error: unknown): void;
}

export class Charging {
  readonly #options: ChargingOptions;
  readonly #isTime: () => boolean;
  #closed = false;
  #working: Promise<ChargePass> | null = null;

  constructor(options: ChargingOptions) {
    this.#options = options;
    this.#isTime = every(LOOK_EVERY_MS, options.book.clock);
    options.healthy.catch(() => {
      this.#closed = true;
    });
  }

  /** Called every second; looks once a minute. */
  tick(): void {
    if (this.#closed || this.#working || !this.#isTime()) return;
    this.pass().catch((error: unknown) => this.#options.unexpected('charging what is due', error));
  }

  /** One round, begun after it was asked for. What fails for one invoice leaves the others. */
  async pass(): Promise<ChargePass> {
    await this.#working?.catch(() => {});
    this.#working ??= this.#pass().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  /** What is being asked for is finished; nothing more is begun. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#working?.catch(() => {});
  }

  async #pass(): Promise<ChargePass> {
    const { book, healthy, changed } = this.#options;
    await healthy;
    const done: ChargePass = { charged: 0, declined: 0, open: 0, failed: 0 };
    const rules = chargeRules(book.db);
    await this.#lookAtDrafts(rules, done);
    if (rules.automatic) await this.#chargeDue(rules, done);
    if (done.charged + done.declined + done.open > 0) changed(['payments', 'customers', 'invoices', 'outbox']);
    return done;
  }

  async #chargeDue(rules: ChargeRules, done: ChargePass): Promise<void> {
    const { book } = this.#options;
    let begun = 0;
    for await (const id of candidates(book, rules)) {
      if (this.#closed || begun >= CHARGES_A_PASS) return;
      const method = dueNow(book, id, rules);
      if (!method || !this.#options.isReachable(method.gateway)) continue;
      begun += 1;
      await this.#charge(id, done);
    }
  }

  async #charge(invoice: Id, done: ChargePass): Promise<void> {
    const { book, outbox, operator, unexpected } = this.#options;
    try {
      count(book.db, await chargeDue(book, outbox, operator, invoice), done);
    } catch (error) {
      if (error instanceof NotDue) return;
      done.failed += 1;
      if (!(error instanceof Failure)) unexpected('charging an invoice', error);
    }
  }

  /** What the schedule began and certainly could not send: it goes when it may, or goes away when it is not wanted any more. */
  async #lookAtDrafts(rules: ChargeRules, done: ChargePass): Promise<void> {
    const { book, operator, outbox, isReachable, unexpected } = this.#options;
    for (const draft of drafts(book.db)) {
      if (this.#closed) return;
      const wanted = isWanted(book, draft, rules);
      const act = { request: book.newId(), operator, source: 'schedule', input: { draft: draft.attempt, wanted } };
      try {
        if (!wanted) outbox.drop(act, draft.attempt, 'payment-changed');
        else if (isReachable(draft.gateway) && draft.nextAt <= book.clock.now()) {
          await outbox.release(act, draft.attempt);
          count(book.db, draft.attempt, done);
        }
      } catch (error) {
        // Who released or cancelled it meanwhile was faster.
        if (!(error instanceof Failure)) unexpected('a charge that waits', error);
      }
    }
  }
}

function count(db: Db, attempt: Id, done: ChargePass): void {
  const row = one<{ state: string; outcome: string | null; status: string }>(
    db,
    'SELECT a.state, a.outcome, p.status FROM attempt a JOIN payment p ON p.id = a.payment WHERE a.uuid = ?',
    idToBytes(attempt),
  );
  if (row?.status === 'Completed') done.charged += 1;
  else if (row?.status === 'Cancelled') done.declined += 1;
  else done.open += 1;
}

interface Draft {
  attempt: Id;
  invoice: Id;
  gateway: string;
  amount: number;
  nextAt: number;
}

function drafts(db: Db): Draft[] {
  return all<{ uuid: Buffer; invoice: Buffer; gateway: string; amount: number; next_at: number | null }>(
    db,
    `SELECT a.uuid, i.uuid AS invoice, a.gateway, a.amount, k.next_at FROM attempt a JOIN charge_try t ON t.attempt = a.uuid
     JOIN invoice i ON i.id = t.invoice LEFT JOIN attempt_check k ON k.attempt = a.id
     WHERE a.state NOT IN ('done', 'dropped') AND a.state = 'drafted' AND t.automatic = 1 ORDER BY a.created_at LIMIT 500`,
  ).map(({ uuid, invoice, gateway, amount, next_at: nextAt }) => ({
    ...{ attempt: idFromBytes(uuid), invoice: idFromBytes(invoice), gateway, amount, nextAt: nextAt ?? 0 },
  }));
}

/** As if it had never been begun: would it be charged now, with this amount and at this gateway? */
function isWanted(book: Book, draft: Draft, rules: ChargeRules): boolean {
  const of = chargeable(book.db, draft.invoice);
  if (of.open !== draft.amount) return false;
  const own = of.tries.find(({ attempt }) => attempt === draft.attempt);
  const before = { ...of, tries: of.tries.filter((each) => each !== own) };
  const method = methodFor(of, book.dayOf(book.clock.now()));
  if (!own || !isWith(own, method)) return false;
  const charged = { ...chargedOf(before, method, rules), underWay: othersPending(book.db, of.key, draft.attempt) };
  const next = nextTry(charged, rules, timeOfBook(book.db), book.clock.now());
  return next.at !== null && next.at <= book.clock.now();
}

function othersPending(db: Db, invoice: number, attempt: Id): boolean {
  const found = one(
    db,
    `SELECT 1 FROM invoice_payment l JOIN payment p ON p.uuid = l.payment WHERE l.invoice = ? AND p.status = 'Pending'
       AND p.id <> (SELECT payment FROM attempt WHERE uuid = ?) LIMIT 1`,
    invoice,
    idToBytes(attempt),
  );
  return found !== undefined;
}

/** Null: its time has not come, or never will. */
function dueNow(book: Book, id: Id, rules: ChargeRules): ChargeMethod | null {
  const now = book.clock.now();
  const of = chargeable(book.db, id);
  const method = methodFor(of, book.dayOf(now));
  const next = nextTry(chargedOf(of, method, rules), rules, timeOfBook(book.db), now);
  return next.at !== null && next.at <= now ? method : null;
}

/** Whose methods may be charged is for `methodFor` to say: this only leaves out whom nobody could be charged for. */
const candidatesSql = `SELECT i.id, i.uuid, i.due_day FROM invoice i
  WHERE i.open > 0 AND i.due_day <= ? AND (i.due_day, i.id) > (?, ?) AND i.kind = 'service'
    AND (i.due_day >= ? OR i.promised_day >= ?)
    AND EXISTS (SELECT 1 FROM saved_method m WHERE m.customer = i.customer AND m.status = 'Confirmed'
      AND m.removed_at IS NULL AND m.consent_on <= ?)
    AND NOT EXISTS (SELECT 1 FROM charge_plan k WHERE k.invoice = i.id AND k.stopped_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM invoice_payment l JOIN payment p ON p.uuid = l.payment WHERE l.invoice = i.id AND p.status = 'Pending')
  ORDER BY i.due_day, i.id LIMIT ${CANDIDATES_AT_ONCE}`;

/** Invoices that may be due for a charge, the oldest first; others get the engine's time between one page of them and the next. */
async function* candidates(book: Book, { stopDays }: ChargeRules): AsyncGenerator<Id> {
  const today = book.dayOf(book.clock.now());
  const oldest = addDays(today, -stopDays - 1);
  let after: { due_day: string; id: number } = { due_day: '', id: 0 };
  for (;;) {
    const rows = all<{ id: number; uuid: Buffer; due_day: string }>(
      book.db,
      candidatesSql,
      today,
      after.due_day,
      after.id,
      oldest,
      oldest,
      today,
    );
    for (const { uuid } of rows) yield idFromBytes(uuid);
    const last = rows.at(-1);
    if (!last || rows.length < CANDIDATES_AT_ONCE) return;
    after = last;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

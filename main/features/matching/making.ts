/** Matching: facts of the book → the events of one act. Nothing here decides what belongs together. */
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import type { BookAs, Evidence } from '../../kernel/matching';
import { type Day, startOfDay } from '../../kernel/time';
import { accounts } from '../../ledger/chart';
import { bookTimeZone } from '../payments/filter';
import { bankLineOf } from '../statements/line-events';
import { receivePart } from '../taking/received-events';
import { type ItemFacts, itemFacts } from './item-facts';
import type { MatchItem, MatchMade } from './shapes';

const HALF_DAY_MS = 12 * 3_600_000;

export interface Use {
  newId(): Id;
  nowMs: number;
}

export interface TiedItem {
  kind: MatchItem['kind'];
  id: string;
  /**
   * What the bank shows for this, in minor units of its own: where it was paid in another currency, and of a transfer that is waited
   * for, where a part of it came; the rest is waited for on.
   */
  amount?: number | undefined;
  note?: string | undefined;
}

export interface BookedItem {
  as: BookAs;
  /** Minor units, with the sign of the bank. */
  amount: number;
  note?: string | undefined;
}

export interface MatchWish {
  lines: readonly Id[];
  tied: readonly TiedItem[];
  booked: readonly BookedItem[];
  rule: string;
  evidence: readonly Evidence[];
  automatic: boolean;
}

/** Throws Failure bank-line-*, match-*, payment-*. */
export function* matchDrafts(read: Facts, wish: MatchWish, use: Use): Generator<EventDraft> {
  const { db } = read;
  const { bank, currency, at } = placeOf(db, wish.lines, use.nowMs);
  const items: MatchItem[] = [];
  for (const tied of wish.tied) {
    const facts = itemFacts(db, tied.kind, tied.id);
    if (!facts) throw new Failure('match-item-gone');
    const { account } = facts;
    const isOther = facts.currency !== currency;
    const amount = isOther ? facts.amount : partOf(facts, tied.amount);
    if (isOther && tied.amount === undefined) throw new Failure('match-unbalanced');
    if (facts.pending) {
      const of = { newId: use.newId, currency: facts.currency, at, nowMs: use.nowMs, evidence: null };
      const payment = tied.id as Id; // from outside: a payment's facts were found by it
      yield* receivePart(read, of, { payment, customer: null, amount, restPending: amount !== facts.amount });
    }
    items.push({
      ...{ kind: tied.kind, id: tied.id, account, amount: isOther ? (tied.amount ?? 0) : amount },
      ...(isOther ? { own: { amount, currency: facts.currency } } : {}),
      ...(tied.note ? { note: tied.note } : {}),
      ...(facts.pending ? { completes: true as const } : {}),
    });
  }
  items.push(...wish.booked.map((booked) => bookedItem(booked, use)));
  const payload: MatchMade = {
    ...{ bank, currency, lines: [...wish.lines], items, rule: wish.rule, evidence: [...wish.evidence] },
    ...(wish.automatic ? { automatic: true as const } : {}),
  };
  yield { kind: 'match.made', subject: use.newId(), occurredAt: at, payload };
}

/** The whole of it, or what came of it. Throws Failure match-unbalanced: what is not waited for has no parts. */
function partOf({ amount, pending }: ItemFacts, part: number | undefined): number {
  if (part === undefined || part === amount) return amount;
  if (!pending || part <= 0 || part > amount) throw new Failure('match-unbalanced');
  return part;
}

function bookedItem({ as, amount, note }: BookedItem, use: Use): MatchItem {
  const told = note === undefined || note === '' ? {} : { note };
  switch (as) {
    case 'fee':
      return { kind: 'book', account: accounts.bankFees(), amount, ...told };
    case 'interest':
      return { kind: 'book', account: accounts.interest(), amount, ...told };
    case 'transfer':
      return { kind: 'transfer', account: accounts.betweenBanks(), amount, ...told };
    case 'receipt':
      return { kind: 'receipt', id: use.newId(), account: accounts.suspense(), amount, ...told };
  }
}

/** The lines' bank, and noon of their last day, or now. Throws Failure bank-line-unknown, bank-line-not-open. */
function placeOf(db: Db, lines: readonly Id[], nowMs: number): { bank: string; currency: string; at: number } {
  let last = '';
  let found: { bank: string; currency: string } | null = null;
  for (const line of lines) {
    const { row, day, currency, state } = bankLineOf(db, line);
    const bank = one<{ key: string }>(
      db,
      'SELECT b.key FROM bank_line l JOIN bank_account b ON b.id = l.bank_account WHERE l.id = +?',
      row,
    )?.key;
    if (state !== 'open' || bank === undefined || (found !== null && found.bank !== bank))
      throw new Failure('bank-line-not-open');
    found = { bank, currency };
    if (day > last) last = day;
  }
  if (!found) throw new Failure('bank-line-unknown');
  const noon = startOfDay(last as Day, bookTimeZone(db)) + HALF_DAY_MS; // from outside: a day of the book
  return { ...found, at: Math.min(nowMs, noon) };
}

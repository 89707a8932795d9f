/**
 * What explains a bank line, taken back, refused; and the rules. A match moves each item from where it was held to the bank; its
 * lines and its items come to the same sum, and nothing is in two matches.
 */
import { type Db, one } from '../../db/sql';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { Failure } from '../../kernel/failure';
import { idToBytes } from '../../kernel/id';
import { addMinor } from '../../kernel/money';
import { accounts } from '../../ledger/chart';
import { move, reverse, type Transfer } from '../../ledger/entry';
import { bankLineOf } from '../statements/line-events';
import { itemBytes, itemFacts } from './item-facts';
import { matchOf } from './match-rows';
import { settleReceipts, unsettleReceipts } from './receipt-events';
import {
  type MatchItem,
  type MatchMade,
  type MatchRefused,
  type MatchUndone,
  madeSchema,
  refusedSchema,
  undoneSchema,
} from './shapes';
import { unmatchDrafts } from './unmatching';

/** Each item goes from where it was held to the bank; one in another currency through the two sides of its exchange. */
function matchEntry({ bank, currency, items }: Pick<MatchMade, 'bank' | 'currency' | 'items'>): Transfer[] {
  const to = accounts.bank(bank);
  return items.flatMap(({ account, amount, own }) => {
    if (!own || own.currency === currency) return move(account, to, amount, currency);
    return [
      ...move(account, accounts.exchange(own.currency), own.amount, own.currency),
      ...move(accounts.exchange(currency), to, amount, currency),
    ];
  });
}

const made = eventKind<MatchMade>({
  schema: madeSchema,
  entry: (payload) => matchEntry(payload),
  project(payload, event, projector) {
    const { bank, currency, lines, items, rule, evidence, automatic } = payload;
    const amount = explainedBy(projector.db, payload);
    const match = projector.run(
      `INSERT INTO match (uuid, bank_account, currency, amount, rule, evidence, operator, automatic, at, booked_on, event)
       SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM bank_account WHERE key = ?`,
      ...[
        idToBytes(event.subject),
        currency,
        amount,
        rule,
        JSON.stringify(evidence),
        event.operator,
        automatic ? 1 : 0,
      ],
      ...[event.occurredAt, event.bookedOn, event.seq, bank],
    );
    for (const [n, item] of items.entries()) insertItem(projector, match, n, item, currency);
    for (const line of lines)
      projector.run("UPDATE bank_line SET state = 'matched', match = ? WHERE uuid = ?", match, idToBytes(line));
    settleReceipts(projector, payload, event);
  },
  undo: (_payload, { subject }, facts) => unmatchDrafts(facts, subject),
});

/** Throws Failure bank-line-not-open, match-unbalanced. Gives what the lines come to. */
function explainedBy(db: Db, { bank, currency, lines, items }: MatchMade): number {
  if (new Set(lines).size !== lines.length) throw new Failure('bank-line-not-open');
  let sum = 0;
  for (const line of lines) {
    const row = bankLineOf(db, line);
    const own = one<{ key: string }>(
      db,
      'SELECT b.key FROM bank_line l JOIN bank_account b ON b.id = l.bank_account WHERE l.id = +?',
      row.row,
    );
    if (row.state !== 'open' || own?.key !== bank || row.currency !== currency) throw new Failure('bank-line-not-open');
    sum = addMinor(sum, row.amount);
  }
  if (items.reduce((total, { amount }) => addMinor(total, amount), 0) !== sum) throw new Failure('match-unbalanced');
  return sum;
}

/** Throws Failure match-taken: another match has it; match-item-gone: the book has it otherwise, or no more. */
function insertItem(projector: Projector, match: number, n: number, item: MatchItem, currency: string): void {
  assertItem(projector.db, item, currency);
  const { kind, id, account, amount, own, note, completes } = item;
  const of = id === undefined ? null : itemBytes(kind, id);
  if (of && one(projector.db, 'SELECT 1 FROM match_item WHERE kind = ? AND item = ?', kind, of))
    throw new Failure('match-taken');
  projector.run(
    'INSERT INTO match_item (match, n, kind, item, account, amount, own, own_currency, note, completes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ...[match, n, kind, of, account, amount],
    ...[own?.amount ?? null, own?.currency ?? null, note ?? null, completes ? 1 : 0],
  );
}

/** What is tied stands in the book with that account and amount; what is booked goes where such things are booked. */
function assertItem(db: Db, { kind, id: of, account, amount, own }: MatchItem, currency: string): void {
  const facts = itemFacts(db, kind, of);
  const seen = own ?? { amount, currency };
  const isSo = facts
    ? facts.account === account && facts.amount === seen.amount && facts.currency === seen.currency && !facts.pending
    : booksTo[kind]?.includes(account) === true && own === undefined && (kind !== 'receipt' || amount > 0);
  if (!isSo) throw new Failure('match-item-gone');
}

const booksTo: Readonly<Partial<Record<MatchItem['kind'], readonly string[]>>> = {
  book: [accounts.bankFees(), accounts.interest()],
  receipt: [accounts.suspense()],
  transfer: [accounts.betweenBanks()],
};

const undone = eventKind<MatchUndone>({
  schema: undoneSchema,
  entry: (payload) => reverse(matchEntry(payload)),
  project(payload, event, projector) {
    const { row } = matchOf(projector.db, event.subject);
    projector.run("UPDATE bank_line SET state = 'open', match = NULL WHERE match = ?", row);
    projector.run('DELETE FROM match_item WHERE match = ?', row);
    projector.run('DELETE FROM match WHERE id = ?', row);
    unsettleReceipts(projector, payload.items);
  },
});

const refused = eventKind<MatchRefused>({
  schema: refusedSchema,
  project({ pair }, _event: StoredEvent, projector) {
    projector.run('INSERT INTO refused_pair (pair) VALUES (?) ON CONFLICT (pair) DO NOTHING', pair);
  },
  undo({ pair }, { subject }, { db }, { nowMs }) {
    if (!one(db, 'SELECT 1 FROM refused_pair WHERE pair = ?', pair)) throw new Failure('changed-since');
    return [{ kind: 'match.allowed', subject, occurredAt: nowMs, payload: { pair } }];
  },
});

const allowed = eventKind<MatchRefused>({
  schema: refusedSchema,
  project({ pair }, _event, projector) {
    projector.run('DELETE FROM refused_pair WHERE pair = ?', pair);
  },
});

export const matchKinds: readonly (readonly [string, EventKind])[] = [
  ['match.made', made],
  ['match.undone', undone],
  ['match.refused', refused],
  ['match.allowed', allowed],
];

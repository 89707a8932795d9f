/**
 * What explains a bank line, taken back, refused; and the rules. A match moves each item from where it was held to the bank; its
 * lines and its items come to the same sum, and nothing is in two matches.
 */
import { z } from 'zod';
import { all, type Db, one } from '../../db/sql';
import { type EventKind, eventKind, type StoredEvent } from '../../journal/event';
import type { Projector } from '../../journal/project';
import { isCurrency } from '../../kernel/currency';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes, isId } from '../../kernel/id';
import { itemKinds } from '../../kernel/matching';
import { addMinor, MAX_MINOR } from '../../kernel/money';
import { accounts } from '../../ledger/chart';
import { move, reverse, type Transfer } from '../../ledger/entry';
import { bankLineOf } from '../statements/line-events';
import { itemFacts } from './item-facts';
import { settleReceipts, unsettleReceipts } from './receipt-events';
import { evidenceSchema } from './shapes';

const id = z.string().refine(isId);
const minor = z
  .number()
  .int()
  .min(-MAX_MINOR)
  .max(MAX_MINOR)
  .refine((amount) => amount !== 0);

/** Lines and items of one match, at most. */
export const MOST_IN_MATCH = 500;

const itemSchema = z.strictObject({
  kind: z.enum(itemKinds),
  /** Of what it ties; a settlement's is its gateway's key, a slash, the provider's id. Left out for what the match itself books. */
  id: z.string().min(1).max(300).optional(),
  /** Where it was held. */
  account: z.string().min(1).max(200),
  /** Minor units of the bank's currency; what came in is positive. */
  amount: minor,
  /** What it is in its own currency, where that is another one. */
  own: z.strictObject({ amount: minor, currency: z.string().refine(isCurrency) }).optional(),
  note: z.string().min(1).max(500).optional(),
  /** A Pending payment that became Completed with it. */
  completes: z.literal(true).optional(),
});
export type MatchItem = z.infer<typeof itemSchema>;

const madeSchema = z.strictObject({
  /** The bank account's key. */
  bank: z.string(),
  currency: z.string().refine(isCurrency),
  lines: z.array(id).min(1).max(MOST_IN_MATCH),
  items: z.array(itemSchema).min(1).max(MOST_IN_MATCH),
  rule: z.string().min(1).max(60),
  evidence: z.array(evidenceSchema).max(50),
  automatic: z.literal(true).optional(),
});
export type MatchMade = z.infer<typeof madeSchema>;

/** The same items, so that the entry is its exact opposite. */
const undoneSchema = z.strictObject({
  bank: z.string(),
  currency: z.string().refine(isCurrency),
  items: z.array(itemSchema).min(1).max(MOST_IN_MATCH),
});
export type MatchUndone = z.infer<typeof undoneSchema>;

const refusedSchema = z.strictObject({
  /** As `refusalKey`. */
  pair: z.string().min(1).max(40_000),
});
export type MatchRefused = z.infer<typeof refusedSchema>;

/** Each item goes from where it was held to the bank; one in another currency through the two sides of its exchange. */
export function matchEntry({ bank, currency, items }: Pick<MatchMade, 'bank' | 'currency' | 'items'>): Transfer[] {
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
});

/** Throws Failure bank-line-not-open, match-unbalanced. Gives what the lines come to. */
function explainedBy(db: Db, { bank, currency, lines, items }: MatchMade): number {
  if (new Set(lines).size !== lines.length) throw new Failure('bank-line-not-open');
  let sum = 0;
  for (const line of lines) {
    const row = bankLineOf(db, line);
    const own = one<{ key: string }>(
      db,
      'SELECT b.key FROM bank_line l JOIN bank_account b ON b.id = l.bank_account WHERE l.id = ?',
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
  const { kind, id: of = null, account, amount, own, note, completes } = item;
  if (of !== null && one(projector.db, 'SELECT 1 FROM match_item WHERE kind = ? AND item = ?', kind, of))
    throw new Failure('match-taken');
  projector.run(
    'INSERT INTO match_item (match, n, kind, item, account, amount, own, own_currency, note, completes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ...[
      match,
      n,
      kind,
      of,
      account,
      amount,
      own?.amount ?? null,
      own?.currency ?? null,
      note ?? null,
      completes ? 1 : 0,
    ],
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

export interface MatchRow {
  row: number;
  bank: string;
  currency: string;
  amount: number;
  bookedOn: string;
}

/** Throws Failure match-unknown. */
export function matchOf(db: Db, match: Id): MatchRow {
  const row = one<MatchRow>(
    db,
    `SELECT m.id AS row, b.key AS bank, m.currency, m.amount, m.booked_on AS bookedOn
     FROM match m JOIN bank_account b ON b.id = m.bank_account WHERE m.uuid = ?`,
    idToBytes(match),
  );
  if (!row) throw new Failure('match-unknown');
  return row;
}

interface ItemRow {
  kind: MatchItem['kind'];
  item: string | null;
  account: string;
  amount: number;
  own: number | null;
  own_currency: string | null;
  note: string | null;
  completes: number;
}

export function itemsOf(db: Db, row: number): MatchItem[] {
  const text =
    'SELECT kind, item, account, amount, own, own_currency, note, completes FROM match_item WHERE match = ? ORDER BY n';
  return all<ItemRow>(db, text, row).map(
    ({ kind, item, account, amount, own, own_currency: currency, note, completes }) => ({
      ...{ kind, account, amount },
      ...(item === null ? {} : { id: item }),
      ...(own === null || currency === null ? {} : { own: { amount: own, currency } }),
      ...(note === null ? {} : { note }),
      ...(completes ? { completes: true as const } : {}),
    }),
  );
}

export function linesOf(db: Db, row: number): Id[] {
  const rows = all<{ uuid: Buffer }>(db, 'SELECT uuid FROM bank_line WHERE match = ? ORDER BY day, id', row);
  return rows.map(({ uuid }) => idFromBytes(uuid));
}

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

/** Bank statements come in, lines are matched with what the book holds, booked and taken back; nothing is ever in two matches. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { all, one } from '../../main/db/sql';
import { type BookedItem, type MatchWish, matchDrafts, type TiedItem } from '../../main/features/matching/making';
import { propose } from '../../main/features/matching/matcher';
import { given } from '../../main/features/matching/open';
import type { OpenItem, OpenLine, Proposal } from '../../main/features/matching/proposal';
import { unmatchDrafts } from '../../main/features/matching/unmatching';
import { bankAccountOf } from '../../main/features/statements/account-events';
import { record } from '../../main/journal/record';
import { Failure } from '../../main/kernel/failure';
import { type Id, idFromBytes } from '../../main/kernel/id';
import { BY_HAND } from '../../main/kernel/matching';
import { addDays } from '../../main/kernel/time';
import { accounts } from '../../main/ledger/chart';
import { act } from '../support/book';
import { pendingTransfer } from '../support/matching';
import { bankAccount, statementOf } from '../support/statements';
import { amount, customerOf, nth, steps } from './step';
import type { KnownMatch, World } from './world';

/** Each gives the rows that are wrong. */
export const brokenMatches: readonly (readonly [string, string])[] = [
  [
    'nothing is in two matches',
    'SELECT kind, item FROM match_item WHERE item IS NOT NULL GROUP BY kind, item HAVING count(*) > 1',
  ],
  [
    'the lines of a match and its items come to the same sum',
    `SELECT m.id FROM match m WHERE m.amount <> (SELECT coalesce(sum(amount), 0) FROM bank_line l WHERE l.match = m.id)
       OR m.amount <> (SELECT coalesce(sum(amount), 0) FROM match_item i WHERE i.match = m.id)`,
  ],
  [
    'a line is matched exactly where a match has it, and its parts come to a line that was split',
    `SELECT l.id FROM bank_line l LEFT JOIN match m ON m.id = l.match WHERE (l.state = 'matched') <> (m.id IS NOT NULL)
     UNION ALL SELECT l.id FROM bank_line l WHERE l.state = 'split'
       AND l.amount <> (SELECT coalesce(sum(amount), 0) FROM bank_line p WHERE p.parent = l.id)`,
  ],
  [
    'a bank holds what its matched lines come to',
    `SELECT * FROM (SELECT 'bank:' || b.key AS name, l.currency, sum(l.amount) AS minor FROM bank_line l
         JOIN bank_account b ON b.id = l.bank_account WHERE l.state = 'matched' GROUP BY 1, 2 HAVING sum(l.amount) <> 0) l
       FULL JOIN (SELECT a.name, b.currency, b.minor FROM balance b JOIN account a ON a.id = b.account
         WHERE a.name LIKE 'bank:%' AND b.minor <> 0) k USING (name, currency) WHERE l.minor IS NOT k.minor`,
  ],
];

function bankOf(world: World): Id {
  world.bank ??= bankAccount(world.book);
  return world.bank;
}

const sides = fc.constantFrom(1, 1, 1, -1);
const linesWish = fc.record({
  of: fc.array(fc.record({ nth, amount, side: sides }), { minLength: 1, maxLength: 3 }),
  daysAgo: fc.nat(40),
});

/** Some are of the sums that the book waits for, and name them; the others are of any. */
export const bringsLines = steps('bringsLines', linesWish, (world, { of, daysAgo }) => {
  const { book, clock } = world;
  const items = given(book.db).items.filter(({ currency }) => currency === 'EUR');
  const day = addDays(book.dayOf(clock.now()), -daysAgo);
  const lines = of.map((wish) => {
    const item = wish.nth % 2 === 0 ? items[wish.nth % Math.max(1, items.length)] : undefined;
    return item
      ? { amount: item.amount, text: item.names.join(' '), day }
      : { amount: wish.amount * wish.side, text: `line ${wish.nth}`, day };
  });
  const seen = one<{ n: number }>(book.db, 'SELECT count(*) AS n FROM statement')?.n ?? 0;
  statementOf(book, bankOf(world), lines, { fileName: `${seen}.csv` });
});

/** A transfer that a customer announced: it is nothing until the bank shows it. */
export const announces = steps(
  'announces',
  fc.record({ customer: fc.constantFrom('cus_1', 'cus_2', 'cus_3'), amount }),
  (world, wish) => {
    const customer = customerOf(world, wish.customer);
    if (!customer) return;
    const id = pendingTransfer(world.book, wish.amount, `RF-${world.transfers.size}-2026`, customer);
    world.transfers.set(id, world.ownerNow(wish.customer));
  },
);

function tiedWith(line: OpenLine, item: OpenItem): Pick<MatchWish, 'tied' | 'booked'> {
  if (item.currency !== line.currency)
    return { tied: [{ kind: item.kind, id: item.id, amount: line.amount }], booked: [] };
  const rest = line.amount - item.amount;
  return { tied: [{ kind: item.kind, id: item.id }], booked: rest === 0 ? [] : [{ as: 'fee', amount: rest }] };
}

function ofProposal({ items }: Proposal): Pick<MatchWish, 'tied' | 'booked'> {
  const tied = items.flatMap(({ kind, id }): TiedItem[] => (id === undefined ? [] : [{ kind, id }]));
  const rest = items.filter(({ id }) => id === undefined);
  return { tied, booked: rest.map((item): BookedItem => ({ as: asOf(item.account), amount: item.amount })) };
}

const asOf = (account: string): BookedItem['as'] =>
  account === accounts.interest() ? 'interest' : account === accounts.betweenBanks() ? 'transfer' : 'fee';

const ways = ['proposed', 'by-hand', 'receipt', 'interest', 'transfer'] as const;

/** What a person would choose for the line; null: nothing. */
function wishFor(
  world: World,
  way: (typeof ways)[number],
  n: number,
): Pick<MatchWish, 'lines' | 'tied' | 'booked'> | null {
  const of = given(world.book.db);
  const line = of.lines[n % Math.max(1, of.lines.length)];
  if (!line) return null;
  const lines = [line.id as Id]; // from outside: read from the book
  if (way === 'proposed') {
    const found = propose(of).filter(({ difference, lines: its }) => difference === 0 && its.length === 1);
    const proposal = found[n % Math.max(1, found.length)];
    return proposal ? { lines: proposal.lines.map((id) => id as Id), ...ofProposal(proposal) } : null; // from outside: as above
  }
  if (way === 'by-hand') {
    const item = of.items[n % Math.max(1, of.items.length)];
    return item ? { lines, ...tiedWith(line, item) } : null;
  }
  return { lines, tied: [], booked: [{ as: way, amount: line.amount }] };
}

/** What the match moved, where the world keeps count, as the items of the match say it. */
function movedBy(world: World, match: Id): KnownMatch['moved'] {
  const text = `SELECT i.kind, i.item, i.account, i.amount, coalesce(i.own, i.amount) AS own, coalesce(i.own_currency, m.currency) AS currency, i.completes
    FROM match_item i JOIN match m ON m.id = i.match WHERE m.uuid = ?`;
  const bytes = Buffer.from(match.replaceAll('-', ''), 'hex');
  type Row = { kind: string; item: Buffer | null; account: string; own: number; currency: string; completes: number };
  return all<Row>(world.book.db, text, bytes).flatMap(({ kind, item, account, own, currency, completes }) => {
    const [root = ''] = account.split(':');
    if (kind === 'payment' && completes === 1 && item)
      return [{ place: 'customer', customer: world.transfers.get(idFromBytes(item)) ?? '', currency, minor: own }];
    if (root === 'suspense') return [{ place: 'suspense', customer: '', currency, minor: own }];
    return root === 'transit' || root === 'clearing' ? [{ place: root, customer: '', currency, minor: -own }] : [];
  });
}

/** True when it was done; false where the book refuses it and says why. */
function tried(deed: () => void): boolean {
  try {
    deed();
    return true;
  } catch (error) {
    if (error instanceof Failure && error.kind === 'expected') return false;
    throw error;
  }
}

function made(world: World, wish: Pick<MatchWish, 'lines' | 'tied' | 'booked'>): Id | null {
  const { book, clock } = world;
  const use = { newId: book.newId, nowMs: clock.now() };
  const whole = { ...wish, rule: BY_HAND, evidence: [], automatic: false };
  let subjects: readonly Id[] = [];
  if (!tried(() => (subjects = record(book, act(book), (facts) => matchDrafts(facts, whole, use)).subjects)))
    return null;
  const isMatch = new Set(
    all<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM match').map(({ uuid }) => idFromBytes(uuid)),
  );
  const id = subjects.find((subject) => isMatch.has(subject));
  if (!id) throw new Error('no match was made');
  return id;
}

const undone = ({ book }: World, id: Id) => tried(() => record(book, act(book), (facts) => unmatchDrafts(facts, id)));

const matchWish = fc.record({ nth, way: fc.constantFrom('proposed' as const, 'by-hand' as const, ...ways) });

export const matches = steps('matches', matchWish, (world, { nth: n, way }) => {
  const wish = wishFor(world, way, n);
  const id = wish && made(world, wish);
  if (id) world.matches.push({ id, moved: movedBy(world, id) });
});

/** A line pays a part of a transfer: what is left of it is waited for, and is the same customer's. */
export const paysInPart = steps('paysInPart', nth, (world, n) => {
  const of = given(world.book.db);
  const item = of.items.filter(({ id }) => world.transfers.has(id as Id))[n % Math.max(1, world.transfers.size)]; // from outside: as above
  const line = of.lines.find(({ amount: sum }) => item && sum > 0 && sum < item.amount);
  if (!item || !line) return;
  const tied = [{ kind: item.kind, id: item.id, amount: line.amount }];
  const id = made(world, { lines: [line.id as Id], tied, booked: [] }); // from outside: as above
  if (!id) return;
  const owner = world.transfers.get(item.id as Id) ?? ''; // from outside: as above
  const text = "SELECT uuid FROM payment WHERE gateway = 'bank-transfer'";
  const known = all<{ uuid: Buffer }>(world.book.db, text).map(({ uuid }) => idFromBytes(uuid));
  const rests = known.filter((payment) => !world.transfers.has(payment));
  expect(rests).toHaveLength(1);
  for (const rest of rests) world.transfers.set(rest, owner);
  world.matches.push({ id, moved: movedBy(world, id) });
});

/** Also of a closed month: it counts on the first open day then. */
export const unmatches = steps('unmatches', nth, (world, n) => {
  const known = world.matches[n % Math.max(1, world.matches.length)];
  if (known && undone(world, known.id)) world.matches.splice(world.matches.indexOf(known), 1);
});

function rowsOf({ book: { db } }: World): unknown {
  const tables = ['bank_line', 'match', 'match_item', 'payment', 'payout', 'unknown_receipt', 'balance'];
  return tables.map((table) =>
    all<object>(db, `SELECT * FROM ${table}`)
      .map((row) => JSON.stringify(row))
      .sort(),
  );
}

/** Matched and taken back at once: every row is as it was. */
export const changesMind = steps('changesMind', matchWish, (world, { nth: n, way }) => {
  const wish = wishFor(world, way, n);
  if (!wish) return;
  const before = rowsOf(world);
  const id = made(world, wish);
  if (!id) return;
  expect(undone(world, id)).toBe(true);
  expect(rowsOf(world)).toEqual(before);
});

export const splitsLine = steps('splitsLine', fc.record({ nth, part: fc.nat(1_000) }), (world, { nth: n, part }) => {
  const { book, clock } = world;
  const { lines } = given(book.db);
  const line = lines[n % Math.max(1, lines.length)];
  if (!line || Math.abs(line.amount) < 2) return;
  const first = Math.sign(line.amount) * (1 + (part % (Math.abs(line.amount) - 1)));
  const parts = [first, line.amount - first].map((minor) => ({ id: book.newId(), amount: minor }));
  const subject = line.id as Id; // from outside: read from the book
  record(book, act(book), () => [{ kind: 'bank-line.split', subject, occurredAt: clock.now(), payload: { parts } }]);
});

/** Refused while one of its lines is matched. */
export const takesStatementBack = steps('takesStatementBack', nth, (world, n) => {
  const { book, clock } = world;
  const rows = all<{ uuid: Buffer }>(book.db, 'SELECT uuid FROM statement WHERE reversed IS NULL ORDER BY id');
  const row = rows[n % Math.max(1, rows.length)];
  if (!row) return;
  const subject = idFromBytes(row.uuid);
  tried(() =>
    record(book, act(book), () => [{ kind: 'statement.reversed', subject, occurredAt: clock.now(), payload: {} }]),
  );
  expect(bankAccountOf(book.db, bankOf(world)).key).toBe('main');
});

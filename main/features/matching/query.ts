/** What the workbench shows: banks with what is left, their lines, what may explain one, and a match that was made. */
import { query } from '../../db/reader';
import { all, type Db, one } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Id, idFromBytes, idToBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import { bankLineOf } from '../statements/line-events';
import type { BankStanding, ItemRow, LineRow, MatchShown, ProposalRow } from './contract';
import { shownItem } from './item-rows';
import { itemsOf } from './match-rows';
import { dayNumber, openItems } from './open';
import type { OpenItem } from './proposal';
import { type Proposed, proposedIn, ruleKindsIn, shownProposal } from './proposals';
import { plain } from './words';

export const banks = query('matching.banks', (db): BankStanding[] =>
  all<Omit<BankStanding, 'id'> & { uuid: Buffer }>(
    db,
    `SELECT b.uuid, b.key, b.name, b.currency,
       (SELECT count(*) FROM bank_line l WHERE l.bank_account = b.id AND l.state = 'open') AS open,
       (SELECT count(*) FROM bank_line l WHERE l.bank_account = b.id AND l.state = 'matched') AS matched
     FROM bank_account b WHERE b.closed_at IS NULL ORDER BY b.name, b.id`,
  ).map(({ uuid, ...rest }) => ({ id: idFromBytes(uuid), ...rest })),
);

const waitingSql = `SELECT
  (SELECT count(*) FROM bank_line l JOIN bank_account b ON b.id = l.bank_account WHERE l.state = 'open' AND b.closed_at IS NULL) AS lines,
  (SELECT count(*) FROM unknown_receipt WHERE state = 'open') AS receipts, (SELECT count(*) FROM claim WHERE state = 'open') AS claims`;

export const waiting = query('matching.waiting', (db) => {
  const row = one<{ lines: number; receipts: number; claims: number }>(db, waitingSql);
  return row ?? { lines: 0, receipts: 0, claims: 0 };
});

interface Row {
  id: number;
  uuid: Buffer;
  day: Day;
  amount: number;
  currency: string;
  reference: string;
  bank_reference: string | null;
  state: LineRow['state'];
  parent: number | null;
  name: string | null;
  account: string | null;
  text: string | null;
  match: Buffer | null;
}

const columns = `l.id, l.uuid, l.day, l.amount, l.currency, l.reference, l.bank_reference, l.state, l.parent, t.name, t.account, t.text,
  m.uuid AS match FROM bank_line l LEFT JOIN bank_line w ON w.id = l.parent
  LEFT JOIN bank_line_text t ON t.uuid = coalesce(w.uuid, l.uuid) LEFT JOIN match m ON m.id = l.match`;

function shownLine(row: Row, proposed: Proposed | null, kinds: ReturnType<typeof ruleKindsIn>): LineRow {
  const id = idFromBytes(row.uuid);
  const best = proposed?.byLine.get(id)?.[0];
  return {
    ...{ id, day: row.day, money: { amount: toDecimal(row.amount, row.currency), currency: row.currency } },
    ...{ name: row.name ?? '', account: row.account ?? '', text: row.text ?? '', reference: row.reference },
    ...{ bankReference: row.bank_reference ?? '', state: row.state, isPart: row.parent !== null },
    best: best ? { rule: best.rule, ruleKind: kinds.get(best.rule) ?? 'words', exact: best.exact } : null,
    match: row.match ? idFromBytes(row.match) : null,
  };
}

export interface LinesInput {
  bank: string;
  view: 'open' | 'matched';
  text?: string | undefined;
  only?: readonly Id[] | undefined;
  offset: number;
  limit: number;
}

/** By the text on the line or its amount; newest first among those that are matched. */
export const lines = query('matching.lines', (db, { bank, view, text, only, offset, limit }: LinesInput) => {
  const proposed = proposedIn(db);
  const kinds = ruleKindsIn(db);
  const where = `b.key = ? AND l.state = ?${text ? " AND (t.name || ' ' || t.text || ' ' || l.reference || ' ' || coalesce(l.bank_reference, '') LIKE ? ESCAPE '\\' OR printf('%d', abs(l.amount)) LIKE ?)" : ''}${only ? " AND l.uuid IN (SELECT unhex(value, '-') FROM json_each(?))" : ''}`;
  const words = text ? [`%${escaped(text)}%`, `${text.replace(/\D/g, '') || '-'}%`] : [];
  const values = [bank, view, ...words, ...(only ? [JSON.stringify(only)] : [])];
  const from = `FROM bank_line l JOIN bank_account b ON b.id = l.bank_account LEFT JOIN bank_line w ON w.id = l.parent
    LEFT JOIN bank_line_text t ON t.uuid = coalesce(w.uuid, l.uuid)`;
  const total = one<{ n: number }>(db, `SELECT count(*) AS n ${from} WHERE ${where}`, ...values)?.n ?? 0;
  const order = view === 'open' ? 'l.day, l.id' : 'l.day DESC, l.id DESC';
  const rows = all<Row>(
    db,
    `SELECT ${columns} JOIN bank_account b ON b.id = l.bank_account WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`,
    ...[...values, limit, offset],
  );
  const exact = proposed.list.filter((each) => each.exact && each.lines.some((id) => proposed.bank.get(id) === bank));
  return { rows: rows.map((row) => shownLine(row, proposed, kinds)), total, exact: exact.length };
});

const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

export const lineProposals = query('matching.proposals', (db, { line }: { line: string }): ProposalRow[] => {
  bankLineOf(db, line);
  const proposed = proposedIn(db);
  const kinds = ruleKindsIn(db);
  return (proposed.byLine.get(line) ?? []).map((proposal) => shownProposal(db, proposed, proposal, kinds));
});

const MOST_CANDIDATES = 100;

export interface CandidatesInput {
  line?: string | undefined;
  currency: string;
  text?: string | undefined;
}

/** By how near their amount and day are to the line's; those of other currencies last, for they were exchanged. */
export const candidates = query('matching.candidates', (db, { line, currency, text }: CandidatesInput): ItemRow[] => {
  const of = line === undefined ? null : bankLineOf(db, line);
  const near = of ? { amount: of.amount, day: dayNumber(of.day) } : null;
  const wanted = plain(text ?? '');
  const rank = (item: OpenItem) =>
    near === null
      ? -item.day
      : Math.abs(item.day - near.day) +
        (item.amount === near.amount ? 0 : 1_000) +
        (item.amount > 0 === near.amount > 0 ? 0 : 10_000);
  return openItems(db)
    .filter((item) => wanted === '' || says(item, wanted))
    .map((item) => ({ item, rank: rank(item) + (item.currency === currency ? 0 : 100_000) }))
    .sort((a, b) => a.rank - b.rank || (a.item.id < b.item.id ? -1 : 1))
    .slice(0, MOST_CANDIDATES)
    .map(({ item }) => shownItem(db, item));
});

function says({ names, name, gateway, amount, currency }: OpenItem, wanted: string): boolean {
  const words = [...names, name, gateway, toDecimal(amount, currency)];
  return words.some((word) => plain(word).includes(wanted));
}

/** Throws Failure match-unknown. */
export const shownMatch = query(
  'matching.get',
  (db, { match }: { match: string }): MatchShown => matchShown(db, match),
);

function matchShown(db: Db, match: string): MatchShown {
  const row = one<{
    id: number;
    rule: string;
    evidence: string;
    operator: string;
    automatic: number;
    currency: string;
    recorded_at: number;
  }>(
    db,
    `SELECT m.id, m.rule, m.evidence, m.operator, m.automatic, m.currency, r.recorded_at
     FROM match m JOIN event e ON e.seq = m.event JOIN request r ON r.seq = e.request WHERE m.uuid = ?`,
    idToBytes(match),
  );
  if (!row) throw new Failure('match-unknown');
  const kinds = ruleKindsIn(db);
  const own = all<Row>(db, `SELECT ${columns} WHERE l.match = ? ORDER BY l.day, l.id`, row.id);
  return {
    id: match as Id, // from outside: it was found by it
    lines: own.map((line) => shownLine(line, null, kinds)),
    items: itemsOf(db, row.id).map((item) => shownItem(db, { ...item, currency: row.currency })),
    ...{ rule: row.rule, evidence: JSON.parse(row.evidence), operator: row.operator },
    ...{ automatic: row.automatic === 1, at: row.recorded_at },
  };
}

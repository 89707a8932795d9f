/**
 * What a rule would have done with lines that people matched, before it is switched to act by itself: month by month, with what was
 * open then and what was known of payers before.
 */
import { query } from '../../db/reader';
import { all, type Db } from '../../db/sql';
import type { Id } from '../../kernel/id';
import type { ItemKind, MatchRule } from '../../kernel/matching';
import { toDecimal } from '../../kernel/money';
import type { Day } from '../../kernel/time';
import type { BackTest } from './contract';
import { itemText } from './item-facts';
import { shownItem } from './item-rows';
import { propose } from './matcher';
import { aliasesBefore, itemsThat, linesByPeople, type PastLine } from './open';
import type { OpenItem, Proposal } from './proposal';

/** Contradictions that are told one by one; the counts are of all. */
const MOST_CASES = 50;

interface ItemRow {
  match: number;
  kind: ItemKind;
  item: Buffer | null;
  account: string;
  amount: number;
}

/** By match: what a person put there, as comparable text. */
function truths(db: Db): Map<number, ItemRow[]> {
  const found = new Map<number, ItemRow[]>();
  const text =
    'SELECT i.match, i.kind, i.item, i.account, i.amount FROM match_item i JOIN match m ON m.id = i.match WHERE m.automatic = 0';
  for (const row of all<ItemRow>(db, text)) found.set(row.match, [...(found.get(row.match) ?? []), row]);
  return found;
}

const textOf = (kind: ItemKind, id: string | undefined, account: string) =>
  `${kind} ${id === undefined || kind === 'receipt' ? account : id}`;

const truthText = (items: readonly ItemRow[]) =>
  items
    .map(({ kind, item, account }) => textOf(kind, item ? itemText(kind, item) : undefined, account))
    .sort()
    .join('|');

const proposedText = ({ items }: Proposal, of: number) =>
  items
    // A transfer between our banks is proposed with both of its sides, and matched at each bank by its own.
    .slice(0, of === 1 && items[0]?.kind === 'transfer' ? 1 : items.length)
    .map(({ kind, id, account }) => textOf(kind, id, account))
    .sort()
    .join('|');

export const backTest = query('matching.back-test', (db, { rule }: { rule: MatchRule }): BackTest => {
  const past = linesByPeople(db);
  const truth = truths(db);
  const items = [...itemsThat(db, 'EXISTS'), ...itemsThat(db, 'NOT EXISTS')];
  const matchOf = matchesOfItems(truth);
  const result: BackTest = { lines: past.length, would: 0, agrees: 0, contradicts: 0, cases: [] };
  for (const [month, of] of byMonth(past)) {
    const here = new Set(of.map(({ match }) => match));
    const earlier = new Set(past.filter(({ day, match }) => day < month && !here.has(match)).map(({ match }) => match));
    const open = items.filter((item) => !earlier.has(matchOf.get(`${item.kind} ${item.id}`) ?? -1));
    judge(db, { rule, of, open, month, truth }, result);
  }
  return result;
});

function matchesOfItems(truth: ReadonlyMap<number, readonly ItemRow[]>): Map<string, number> {
  const found = new Map<string, number>();
  for (const [match, items] of truth)
    for (const { kind, item } of items) if (item) found.set(`${kind} ${itemText(kind, item)}`, match);
  return found;
}

/** By the first day of each. */
function byMonth(past: readonly PastLine[]): Map<string, PastLine[]> {
  const months = new Map<string, PastLine[]>();
  for (const each of past) {
    const month = `${each.day.slice(0, 7)}-01`;
    months.set(month, [...(months.get(month) ?? []), each]);
  }
  return months;
}

interface Month {
  rule: MatchRule;
  of: readonly PastLine[];
  open: readonly OpenItem[];
  month: string;
  truth: ReadonlyMap<number, readonly ItemRow[]>;
}

function judge(db: Db, { rule, of, open, month, truth }: Month, result: BackTest): void {
  const given = {
    lines: of.map(({ line }) => line),
    items: open,
    aliases: aliasesBefore(db, month),
    refused: new Set<string>(),
  };
  const byLine = new Map(of.map((past) => [past.line.id, past]));
  for (const proposal of propose({ ...given, rules: [{ ...rule, on: true, automatic: true }] })) {
    if (!proposal.exact) continue;
    for (const id of proposal.lines) {
      const past = byLine.get(id);
      const person = truth.get(past?.match ?? -1);
      if (!past || !person) continue;
      result.would++;
      if (proposedText(proposal, person.length) === truthText(person)) result.agrees++;
      else {
        result.contradicts++;
        if (result.cases.length < MOST_CASES) result.cases.push(caseOf(db, past, proposal, person));
      }
    }
  }
}

function caseOf(
  db: Db,
  { line, day }: PastLine,
  { items, evidence }: Proposal,
  person: readonly ItemRow[],
): BackTest['cases'][number] {
  const { currency } = line;
  return {
    line: line.id as Id, // from outside: a line of the book
    ...{ day: day as Day, text: line.text, evidence: [...evidence] },
    money: { amount: toDecimal(line.amount, currency), currency },
    rule: items.map((item) => shownItem(db, { ...item, currency })),
    person: person.map(({ kind, item, account, amount }) =>
      shownItem(db, { kind, account, amount, currency, ...(item ? { id: itemText(kind, item) } : {}) }),
    ),
  };
}

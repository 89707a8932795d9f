/** The matcher's proposals for the book as it is now: worked out once per state of the book, in a reader. */
import { query } from '../../db/reader';
import { type Db, one } from '../../db/sql';
import { isId } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { ProposalRow } from './contract';
import { shownItem } from './item-rows';
import { propose } from './matcher';
import { given } from './open';
import { type Proposal, refusalKey } from './proposal';
import { rulesOf } from './rule-events';

export interface Proposed {
  list: readonly Proposal[];
  byKey: ReadonlyMap<string, Proposal>;
  byLine: ReadonlyMap<string, readonly Proposal[]>;
  /** Of each line. */
  currency: ReadonlyMap<string, string>;
  bank: ReadonlyMap<string, string>;
}

const kept = new WeakMap<Db, { seq: number; proposed: Proposed }>();

/** Who paid is read from texts that can be erased; the next event makes it forget them too. */
export function proposedIn(db: Db): Proposed {
  const seq = one<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM event')?.seq ?? 0;
  const known = kept.get(db);
  if (known?.seq === seq) return known.proposed;
  const of = given(db);
  const list = propose(of);
  const byLine = new Map<string, Proposal[]>();
  for (const proposal of list)
    for (const line of proposal.lines) byLine.set(line, [...(byLine.get(line) ?? []), proposal]);
  const proposed: Proposed = {
    ...{ list, byLine },
    byKey: new Map(list.map((proposal) => [keyOf(proposal), proposal])),
    currency: new Map(of.lines.map((line) => [line.id, line.currency])),
    bank: new Map(of.lines.map((line) => [line.id, line.bank])),
  };
  kept.set(db, { seq, proposed });
  return proposed;
}

export function keyOf({ lines, items }: Proposal): string {
  return refusalKey(lines, items);
}

export function shownProposal(db: Db, proposed: Proposed, proposal: Proposal, kinds: RuleKinds): ProposalRow {
  const currency = proposed.currency.get(proposal.lines[0] ?? '') ?? 'EUR';
  const { rule, exact, lines, items, evidence, difference } = proposal;
  return {
    ...{ key: keyOf(proposal), rule, ruleKind: kinds.get(rule) ?? 'words', exact, lines: lines.filter(isId) },
    items: items.map((item) => shownItem(db, { ...item, currency })),
    ...{ evidence: [...evidence], difference: toDecimal(difference, currency) },
  };
}

export type RuleKinds = ReadonlyMap<string, ProposalRow['ruleKind']>;

/** What *accept all exact*, or the rules that act by themselves, would do. */
export const exactProposals = query(
  'matching.exact',
  (db, { bank, automatic, most }: { bank?: string | undefined; automatic: boolean; most: number }): ProposalRow[] => {
    const proposed = proposedIn(db);
    const kinds = ruleKindsIn(db);
    return proposed.list
      .filter(({ exact, automatic: byItself, lines }) => {
        const isOfBank = bank === undefined || lines.some((line) => proposed.bank.get(line) === bank);
        return exact && isOfBank && (byItself || !automatic);
      })
      .slice(0, most)
      .map((proposal) => shownProposal(db, proposed, proposal, kinds));
  },
);

/** Proposals by key, as the writer needs them; null for one that is no more. */
export const proposalsByKey = query('matching.by-key', (db, { keys }: { keys: readonly string[] }) => {
  const { byKey } = proposedIn(db);
  return keys.map((key) => byKey.get(key) ?? null);
});

export function ruleKindsIn(db: Db): RuleKinds {
  return new Map(rulesOf(db).map(({ id, kind }) => [id, kind]));
}

/**
 * Explains bank lines by what stands in the book: rules in their order, each proposal with its evidence. Deterministic and pure:
 * the same lines, items and rules give the same proposals.
 */
import type { MatchRule, RuleKind } from '../../kernel/matching';
import { byPayer, byPayout, byTransfer } from './by-amount';
import { byReference } from './by-reference';
import { bySet, byWords } from './by-set';
import { Pool } from './pool';
import { type Given, type Proposal, refusalKey, type Wanted } from './proposal';

const rulesOf: Readonly<Record<RuleKind, (pool: Pool, rule: MatchRule) => Generator<Wanted>>> = {
  reference: byReference,
  payout: byPayout,
  payer: byPayer,
  set: bySet,
  transfer: byTransfer,
  words: byWords,
};

/** More for one line are none: a person looks by hand. */
const MOST_FOR_LINE = 5;

/** Exact ones first, in the order of the rules, then those that a person chooses from. */
export function propose(given: Given): Proposal[] {
  const pool = new Pool(given);
  const found: Proposal[] = [];
  for (const rule of given.rules) {
    if (!rule.on) continue;
    const all = [...rulesOf[rule.kind](pool, rule)];
    const isWished = ({ lines, items }: Wanted) => !given.refused.has(refusalKey(lines, items));
    const proposals = decided(rule, given.refused.size > 0 ? all.filter(isWished) : all, pool);
    for (const proposal of proposals) if (proposal.exact) pool.take(proposal);
    found.push(...proposals);
  }
  return chosen(found, pool);
}

/** Exact: certain by its rule, and no other proposal of the rule wants any of it. */
function decided(rule: MatchRule, wanted: readonly Wanted[], pool: Pool): Proposal[] {
  const times = new Map<string, number>();
  const keys = wanted.map(({ lines, items }) => {
    const of = [...lines];
    for (const { kind, id } of items) if (id !== undefined) of.push(`${kind} ${id}`);
    return of;
  });
  for (const of of keys) for (const key of of) times.set(key, (times.get(key) ?? 0) + 1);
  return wanted.map(({ certain, lines, items, evidence }, n) => {
    let rivals = 0;
    for (const key of keys[n] ?? []) rivals = Math.max(rivals, times.get(key) ?? 0);
    const difference =
      lines.reduce((sum, id) => sum + pool.amountOf(id), 0) - items.reduce((sum, { amount }) => sum + amount, 0);
    const exact = certain && rivals === 1 && difference === 0;
    const several = rivals > 1 && !evidence.some(({ fact }) => fact === 'several');
    return {
      ...{ rule: rule.id, lines, items, exact, automatic: exact && rule.automatic, difference },
      evidence: several ? [...evidence, { fact: 'several', count: rivals }] : evidence,
    };
  });
}

/** Without those whose lines or items an exact one has, and without the sixth for the same line. */
function chosen(found: readonly Proposal[], pool: Pool): Proposal[] {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const others = found.filter((proposal) => {
    if (proposal.exact || pool.isTaken(proposal)) return false;
    const key = refusalKey(proposal.lines, proposal.items);
    if (seen.has(key)) return false;
    seen.add(key);
    const most = Math.max(...proposal.lines.map((id) => counts.get(id) ?? 0));
    if (most >= MOST_FOR_LINE) return false;
    for (const id of proposal.lines) counts.set(id, (counts.get(id) ?? 0) + 1);
    return true;
  });
  return [...found.filter(({ exact }) => exact), ...others];
}

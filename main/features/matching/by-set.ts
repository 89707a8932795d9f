/** The rules of last resort: a set that comes to the line, and words that say what a line is. Pure. */
import type { MatchRule } from '../../kernel/matching';
import { accounts } from '../../ledger/chart';
import { payerEvidence } from './by-amount';
import { keptFee, proposed } from './by-reference';
import type { Pool } from './pool';
import type { OpenItem, OpenLine, Wanted } from './proposal';
import { findSets, MOST_CONSIDERED } from './sets';
import { spoken } from './words';

/** More sets than these leave a person no wiser. */
const MOST_SETS = 3;
/** Among so few, one set that fits is hardly chance. */
const FEW = 10;
/** One deposit seldom brings more payouts, and among many a chance set is soon found. */
const FEW_PAYOUTS = 3;

export function* bySet(pool: Pool, rule: MatchRule): Generator<Wanted> {
  const byGateway = gatewayItems(pool);
  for (const line of pool.lines()) {
    for (const [customer, payer] of pool.payers(line)) {
      const items = pool.ofCustomer(rule, line, customer);
      for (const wanted of setsOf(rule, line, items, rule.feeMost))
        yield {
          ...wanted,
          evidence: [...wanted.evidence, payerEvidence(payer)],
          certain: wanted.certain && payer.by !== 'called',
        };
    }
    const [gateway, ...more] = pool.gatewaysIn(line);
    if (gateway === undefined || more.length > 0) continue;
    const near = between(byGateway.get(gateway) ?? [], line.day - rule.daysAfter, line.day + rule.daysBefore).filter(
      (item) => pool.fits(rule, line, item),
    );
    yield* setsOf({ ...rule, itemsMost: Math.min(rule.itemsMost, FEW_PAYOUTS) }, line, near.slice(-MOST_CONSIDERED), 0);
  }
}

/** What gateways hold or have sent and nothing explains yet, by the word for each and by day. */
function gatewayItems(pool: Pool): Map<string, OpenItem[]> {
  const found = new Map<string, OpenItem[]>();
  for (const item of pool.given.items) {
    if (item.gateway === '' || !pool.isOpen(item)) continue;
    const there = found.get(item.gateway);
    if (there) there.push(item);
    else found.set(item.gateway, [item]);
  }
  for (const items of found.values()) items.sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1));
  return found;
}

function* setsOf(rule: MatchRule, line: OpenLine, items: readonly OpenItem[], overMost: number): Generator<Wanted> {
  if (items.length < 2) return;
  const amounts = items.map(({ amount }) => amount);
  const found = findSets({
    ...{ sum: line.amount, amounts, itemsMost: rule.itemsMost, most: MOST_SETS },
    overMost: line.amount > 0 ? overMost : 0,
  });
  for (const set of found.sets) {
    const chosen = set.at.flatMap((at) => items[at] ?? []).map(proposed);
    yield {
      lines: [line.id],
      items: set.over === 0 ? chosen : [...chosen, keptFee(set.over)],
      evidence: [
        { fact: 'sum-of', count: chosen.length },
        ...(set.over === 0 ? [] : [{ fact: 'fee' as const, amount: set.over }]),
        ...(found.sets.length > 1 ? [{ fact: 'several' as const, count: found.sets.length }] : []),
      ],
      certain: found.whole && found.sets.length === 1 && set.over === 0 && items.length <= FEW,
    };
  }
}

/** Of a list by day. */
function between(items: readonly OpenItem[], from: number, to: number): OpenItem[] {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.day ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found: OpenItem[] = [];
  for (let at = low; at < items.length; at++) {
    const item = items[at];
    if (!item || item.day > to) break;
    found.push(item);
  }
  return found;
}

/** A fee leaves the account; interest comes or goes. */
export function* byWords(pool: Pool, rule: MatchRule): Generator<Wanted> {
  const words = new Set(rule.words.map(spoken));
  for (const line of pool.lines()) {
    if (rule.as === 'fee' && line.amount > 0) continue;
    const found = spoken(line.text)
      .split(' ')
      .find((word) => words.has(word));
    if (found === undefined) continue;
    const account = rule.as === 'fee' ? accounts.bankFees() : accounts.interest();
    yield {
      lines: [line.id],
      items: [{ kind: 'book', account, amount: line.amount }],
      evidence: [{ fact: 'words', words: found.toLowerCase() }],
      certain: true,
    };
  }
}

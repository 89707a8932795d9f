/** The first rule: what a line names. One item, several in one deposit, or one that came in parts. Pure. */
import type { Evidence, MatchRule } from '../../kernel/matching';
import { accounts } from '../../ledger/chart';
import type { Pool } from './pool';
import type { OpenItem, OpenLine, ProposedItem, Wanted } from './proposal';
import { findSets } from './sets';

type Named = ReturnType<Pool['named']>[number];

interface Part {
  line: OpenLine;
  named: Named;
}

export function* byReference(pool: Pool, rule: MatchRule): Generator<Wanted> {
  /** Lines that name one thing and are of another amount. */
  const parts = new Map<OpenItem, Part[]>();
  for (const line of pool.lines()) {
    const named = pool.named(rule, line);
    if (named.length === 0) continue;
    const equal = named.filter(({ of }) => of.amount === line.amount);
    const whole = equal.filter((each) => each.whole);
    if (equal.length > 0) {
      for (const each of whole.length > 0 ? whole : equal) yield oneForOne(line, each);
      continue;
    }
    const isAll = named.length > 1 && named.reduce((sum, { of }) => sum + of.amount, 0) === line.amount;
    if (isAll) yield allNamed(line, named);
    else for (const each of named) parts.set(each.of, [...(parts.get(each.of) ?? []), { line, named: each }]);
  }
  for (const [item, of] of parts) yield* inParts(rule, item, of);
}

function oneForOne(line: OpenLine, named: Named): Wanted {
  return {
    lines: [line.id],
    items: [proposed(named.of)],
    evidence: [reference(named), { fact: 'amount-equal' }, days(line, named.of)],
    certain: true,
  };
}

function allNamed(line: OpenLine, named: readonly Named[]): Wanted {
  return {
    lines: [line.id],
    items: named.map(({ of }) => proposed(of)),
    evidence: [...named.map(reference), { fact: 'sum-of', count: named.length }],
    certain: named.every(({ whole }) => whole),
  };
}

/** The lines that come to it together; else each of them, with what is missing. */
function* inParts(rule: MatchRule, item: OpenItem, parts: readonly Part[]): Generator<Wanted> {
  const amounts = parts.map(({ line }) => line.amount);
  const { sets } = findSets({ sum: item.amount, amounts, itemsMost: 6, overMost: 0, most: 2 });
  for (const set of sets) {
    const chosen = set.at.flatMap((at) => parts[at] ?? []);
    yield {
      lines: chosen.map(({ line }) => line.id),
      items: [proposed(item)],
      evidence: [...chosen.slice(0, 1).map(({ named }) => reference(named)), { fact: 'parts', count: chosen.length }],
      certain: sets.length === 1 && chosen.every(({ named }) => named.whole),
    };
  }
  if (sets.length > 0) return;
  for (const { line, named } of parts) {
    const missing = item.amount - line.amount;
    const isFee = missing > 0 && missing <= rule.feeMost && line.amount > 0;
    yield {
      lines: [line.id],
      items: isFee ? [proposed(item), keptFee(missing)] : [proposed(item)],
      evidence: [
        reference(named),
        isFee ? { fact: 'fee', amount: missing } : { fact: 'amount-differs', by: line.amount - item.amount },
        days(line, item),
      ],
      certain: false,
    };
  }
}

/** What a bank kept of a transfer: the line is smaller by it. */
export function keptFee(amount: number): ProposedItem {
  return { kind: 'book', account: accounts.bankFees(), amount: -amount };
}

export function proposed({ kind, id, account, amount }: OpenItem): ProposedItem {
  return { kind, id, account, amount };
}

export function days(line: OpenLine, item: OpenItem): Evidence {
  return { fact: 'days', days: line.day - item.day };
}

function reference({ reference: text, whole }: Named): Evidence {
  return { fact: 'reference', text, whole };
}

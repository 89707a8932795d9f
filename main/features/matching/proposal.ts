/** What the matcher works on and what it gives: plain facts, no book. Days are counted from 1970, amounts in minor units. */
import type { Evidence, ItemKind, MatchRule } from '../../kernel/matching';

/** A bank line that nothing explains yet. */
export interface OpenLine {
  id: string;
  /** The key of its bank account. */
  bank: string;
  currency: string;
  day: number;
  amount: number;
  /** All that it says: references, text, name. */
  text: string;
  /** Who it is from, as `nameKey`; '' when it does not say. */
  name: string;
  /** Their account's number, without spaces; '' when it does not say. */
  account: string;
}

/** What stands in the book and was not seen at the bank yet. */
export interface OpenItem {
  kind: Extract<ItemKind, 'payout' | 'payment' | 'settlement' | 'return'>;
  id: string;
  /** The ledger account that holds it. */
  account: string;
  currency: string;
  /** What the bank line should show. */
  amount: number;
  /** When it should show it. */
  day: number;
  /** References that a bank line may name it by. */
  names: readonly string[];
  customer: string | null;
  /** Of the customer, as `nameKey`. */
  name: string;
  /** Words by which a bank's text names the gateway, as `spoken`. */
  gateway: string;
}

/** What was learned from confirmed matches: by an account's number or a name, whose money came and how often. */
export interface Aliases {
  account(number: string): ReadonlyMap<string, number> | undefined;
  name(key: string): ReadonlyMap<string, number> | undefined;
}

export interface ProposedItem {
  kind: ItemKind;
  /** Left out for what the match itself books. */
  id?: string | undefined;
  account: string;
  amount: number;
}

export interface Proposal {
  rule: string;
  lines: string[];
  items: ProposedItem[];
  evidence: Evidence[];
  /** Nothing else fits any of it. */
  exact: boolean;
  /** Its rule is switched to act by itself, and it is exact. */
  automatic: boolean;
  /** Lines less items: 0 can be accepted as it is. */
  difference: number;
}

/** A proposal before it is known whether others want the same. */
export type Wanted = Omit<Proposal, 'rule' | 'exact' | 'automatic' | 'difference'> & { certain: boolean };

export interface Given {
  lines: readonly OpenLine[];
  items: readonly OpenItem[];
  rules: readonly MatchRule[];
  aliases: Aliases;
  /** What a person refused, as `refusalKey`. */
  refused: ReadonlySet<string>;
}

/** One line with one item, or a set of either. */
export function refusalKey(
  lines: readonly string[],
  items: readonly Pick<ProposedItem, 'kind' | 'id' | 'account'>[],
): string {
  const named = items.map(({ kind, id, account }) => `${kind} ${id ?? account}`);
  return [...[...lines].sort(), ...named.sort()].join('|');
}

/** A bounded search for some of many amounts that come to a sum, or to a little more than it. Pure, the same for the same input. */

/** Steps of one search: enough for 20 amounts, and never longer than a few milliseconds. */
const MOST_STEPS = 60_000;
export const MOST_CONSIDERED = 24;

export interface FoundSet {
  /** Places in the list, rising. */
  at: number[];
  /** What the amounts come to beyond the sum; 0 or more. */
  over: number;
}

export interface SetSearch {
  sum: number;
  /** Amounts of one sign, that of the sum. */
  amounts: readonly number[];
  itemsMost: number;
  /** The amounts may come to so much more. */
  overMost: number;
  most: number;
}

/** Up to `most` sets of two or more, exact ones first, then by the fewest items. `whole` false: the search was cut short. */
export function findSets({ sum, amounts, itemsMost, overMost, most }: SetSearch): { sets: FoundSet[]; whole: boolean } {
  const wanted = Math.abs(sum);
  const order = amounts
    .map((amount, at) => ({ amount: Math.abs(amount), at }))
    .sort((a, b) => b.amount - a.amount || a.at - b.at)
    .slice(0, MOST_CONSIDERED);
  /** What all from here on come to: where even that is too little, nothing is to be found. */
  const left = order.map((_, n) => order.slice(n).reduce((all, { amount }) => all + amount, 0));
  const sets: FoundSet[] = [];
  const taken: number[] = [];
  let steps = 0;

  function search(n: number, have: number): void {
    if (++steps > MOST_STEPS || have > wanted + overMost) return;
    if (have >= wanted && taken.length >= 2) sets.push({ at: [...taken].sort((a, b) => a - b), over: have - wanted });
    if (taken.length === itemsMost) return;
    for (let next = n; next < order.length; next++) {
      const of = order[next];
      if (!of || have + (left[next] ?? 0) < wanted) return;
      taken.push(of.at);
      search(next + 1, have + of.amount);
      taken.pop();
      if (steps > MOST_STEPS) return;
    }
  }

  search(0, 0);
  sets.sort((a, b) => a.over - b.over || a.at.length - b.at.length || compare(a.at, b.at));
  return { sets: sets.slice(0, most), whole: steps <= MOST_STEPS && amounts.length <= MOST_CONSIDERED };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < a.length; n++) {
    const by = (a[n] ?? 0) - (b[n] ?? 0);
    if (by !== 0) return by;
  }
  return 0;
}

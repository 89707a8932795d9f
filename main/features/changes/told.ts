/** The items of a set as a screen is told of them: the first ones each, counts and totals of all. */
import { toDecimal } from '../../kernel/money';
import { MOST_SHOWN, type Planned, type UndoPreview } from './contract';
import { type PlannedId, totalsOf } from './plan';

export function told(items: readonly PlannedId[]): UndoPreview {
  const totals = Object.entries(totalsOf(items));
  return {
    items: shown(items).map(itemOf),
    fits: items.filter(({ problem }) => problem === null).length,
    refused: items.filter(({ problem }) => problem !== null).length,
    totals: totals.map(([currency, minor]) => ({ amount: toDecimal(minor, currency), currency })),
  };
}

/** Of more than can be shown, what cannot take part comes first: why not is said nowhere else. */
function shown(items: readonly PlannedId[]): readonly PlannedId[] {
  if (items.length <= MOST_SHOWN) return items;
  const [out, fit] = [items.filter(({ problem }) => problem), items.filter(({ problem }) => !problem)];
  return [...out, ...fit].slice(0, MOST_SHOWN);
}

function itemOf({ id, label: out = '', planned: to, problem }: PlannedId): Planned {
  const { label = out, before = '', after = '', money = null } = to ?? {};
  return {
    ...{ id, label, before, after },
    money: money && { amount: toDecimal(money.minor, money.currency), currency: money.currency },
    problem: problem && { code: problem.code, params: { ...problem.params } },
  };
}

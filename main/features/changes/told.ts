/** The items of a set as a screen is told of them: the first ones each, counts and totals of all. */
import { toDecimal } from '../../kernel/money';
import { MOST_SHOWN, type Planned, type UndoPreview } from './contract';
import { type PlannedId, totalsOf } from './plan';

export function told(items: readonly PlannedId[]): UndoPreview {
  const totals = Object.entries(totalsOf(items));
  return {
    items: items.slice(0, MOST_SHOWN).map(itemOf),
    fits: items.filter(({ problem }) => problem === null).length,
    refused: items.filter(({ problem }) => problem !== null).length,
    totals: totals.map(([currency, minor]) => ({ amount: toDecimal(minor, currency), currency })),
  };
}

function itemOf({ id, label: out = '', planned: to, problem }: PlannedId): Planned {
  const { label = out, before = '', after = '', money = null } = to ?? {};
  return {
    ...{ id, label, before, after },
    money: money && { amount: toDecimal(money.minor, money.currency), currency: money.currency },
    problem: problem && { code: problem.code, params: { ...problem.params } },
  };
}

/** How good the matcher's proposals are against the truth: what it would do by itself, and what it shows a person. */
import type { Proposal } from '../../main/features/matching/proposal';
import type { MatchingYear } from './matching-year';

export interface Score {
  automatic: number;
  wrong: Proposal[];
  /** Lines that are about something of the book. */
  explicable: number;
  /** Of these, lines whose truth is among what is shown for them. */
  shown: number;
  precision: number;
  recall: number;
}

export function score({ truth }: MatchingYear, proposals: readonly Proposal[]): Score {
  const isTrue = ({ lines, items }: Proposal) => {
    const named = items.flatMap(({ kind, id }) => (id === undefined ? [] : [`${kind} ${id}`])).sort();
    return lines.every((line) => truth.get(line)?.join() === named.join());
  };
  const automatic = proposals.filter((each) => each.automatic);
  const wrong = automatic.filter((each) => !isTrue(each));
  const right = new Set(proposals.filter(isTrue).flatMap(({ lines }) => lines));
  const explicable = [...truth].filter(([, items]) => items.length > 0);
  const shown = explicable.filter(([line]) => right.has(line)).length;
  const precision = automatic.length === 0 ? 1 : 1 - wrong.length / automatic.length;
  return {
    ...{ automatic: automatic.length, wrong, explicable: explicable.length, shown, precision },
    recall: explicable.length === 0 ? 1 : shown / explicable.length,
  };
}

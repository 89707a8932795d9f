/** What the readers are asked about matching. */
import type { AnyReading } from '../../db/reader';
import { exactProposals, proposalsByKey } from './proposals';
import { banks, candidates, lineProposals, lines, shownMatch } from './query';

export const matchingReadings: readonly AnyReading[] = [
  banks,
  candidates,
  exactProposals,
  lineProposals,
  lines,
  proposalsByKey,
  shownMatch,
];

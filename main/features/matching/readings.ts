/** What the readers are asked about matching. */
import type { AnyReading } from '../../db/reader';
import { depositProof } from './proof-facts';
import { proofCsv, proofPdf } from './proof-files';
import { exactProposals, proposalsByKey } from './proposals';
import { banks, candidates, lineProposals, lines, shownMatch } from './query';

export const matchingReadings: readonly AnyReading[] = [
  banks,
  candidates,
  depositProof,
  proofCsv,
  proofPdf,
  exactProposals,
  lineProposals,
  lines,
  proposalsByKey,
  shownMatch,
];

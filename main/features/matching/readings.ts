/** What the readers are asked about matching. */
import type { AnyReading } from '../../db/reader';
import { backTest } from './back-test';
import { claims, underWay, unknownReceipts } from './desk';
import { exceptionAges, exceptionIsThere, exceptionList } from './exception-list';
import { fittingLines } from './fitting';
import { depositProof } from './proof-facts';
import { proofCsv, proofPdf } from './proof-files';
import { exactProposals, proposalsByKey } from './proposals';
import { banks, candidates, lineProposals, lines, shownMatch, waiting } from './query';

export const matchingReadings: readonly AnyReading[] = [
  backTest,
  banks,
  claims,
  underWay,
  unknownReceipts,
  exceptionAges,
  exceptionIsThere,
  exceptionList,
  candidates,
  fittingLines,
  depositProof,
  proofCsv,
  proofPdf,
  exactProposals,
  lineProposals,
  lines,
  proposalsByKey,
  shownMatch,
  waiting,
];

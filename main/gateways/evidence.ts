/** Answering a dispute: what is sent to a provider, once. */
import type { Facts } from './pulled';

/** What a file shows. One file of each at most, as providers take them. */
export const evidenceParts = ['receipt', 'communication', 'service', 'other'] as const;
export type EvidencePart = (typeof evidenceParts)[number];

export const evidenceTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type EvidenceType = (typeof evidenceTypes)[number];

export interface EvidenceFile {
  part: EvidencePart;
  name: string;
  type: EvidenceType;
  bytes: Uint8Array;
}

export interface EvidenceAsk {
  /** UUID text, made once for each answer: the idempotency key where there is one. */
  key: string;
  /** The provider's id of the dispute. */
  dispute: string;
  text: string;
  files: readonly EvidenceFile[];
}

/** What a gateway whose disputes can be answered here has. */
export interface EvidenceAsks {
  /**
   * Sends it for good: a provider takes one answer. Gives the dispute as it is then. Rejects with Failure when nothing was sent, with
   * OutcomeUnknown when it may have been.
   */
  sendEvidence?(ask: EvidenceAsk, signal?: AbortSignal): Promise<Facts>;
  /** Whether the provider has an answer to it. */
  hasEvidence?(dispute: string, signal?: AbortSignal): Promise<boolean>;
}

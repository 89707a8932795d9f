/** Answering a dispute: what is sent to a provider, once. */
import type { EvidencePart, EvidenceType } from '../kernel/evidence';
import type { Facts } from './pulled';

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

/**
 * Answering a dispute at Razorpay: each file becomes a document, then the dispute is contested with them, once. A document that belongs
 * to no answer does nothing. Razorpay has no key for it, so that an answer whose outcome is unknown is looked up and never repeated.
 * https://razorpay.com/docs/api/disputes/contest
 */
import type { EvidencePart } from '../../kernel/evidence';
import { Failure } from '../../kernel/failure';
import { type EvidenceAsk, type EvidenceFile, OutcomeUnknown } from '../ask';
import { field, textOf } from '../field';
import type { EvidenceTerms } from '../gateway';
import { Harvest } from '../harvest';
import type { Facts } from '../pulled';
import { cleanText } from '../text';
import { idPart, isIdPart, type Line, refusalOf } from './client';
import { mapDispute } from './map-aftermath';
import { idOf } from './wire';

/** Razorpay's summary holds so much, and it wants one document at least. */
export const terms: EvidenceTerms = { longestText: 1_000, needsFile: true };

const fields = {
  receipt: 'billing_proof',
  communication: 'customer_communication',
  service: 'proof_of_service',
} as const satisfies Partial<Record<EvidencePart, string>>;

export async function sendEvidence(line: Line, ask: EvidenceAsk): Promise<Facts> {
  const path = `/disputes/${idPart(ask.dispute)}`;
  if (textOf(field(await line.lookAt('disputes', path), 'status')) !== 'open') throw new Failure('dispute-not-open');
  const documents: Record<string, unknown> = {};
  for (const file of ask.files) {
    const id = await upload(line, file);
    if (file.part === 'other') documents.others = [{ type: 'other', document_ids: [id] }];
    else documents[fields[file.part]] = [id];
  }
  const json = { summary: cleanText(ask.text, terms.longestText), ...documents, action: 'submit' };
  const answer = await line.ask({ method: 'PATCH', path: `${path}/contest`, json, what: 'disputes' }, 'once');
  const refusal = refusalOf(answer);
  if (refusal) throw line.failureOf(refusal);
  if (idOf(answer.body) !== ask.dispute) throw new OutcomeUnknown(line.http.brokenAnswer());
  const harvest = new Harvest();
  harvest.add('disputes', mapDispute(answer.body));
  return harvest.facts(line.http.clockSkewMs);
}

/** What goes wrong with it leaves no doubt of the answer: nothing of that was sent. */
async function upload(line: Line, { name, type, bytes }: EvidenceFile): Promise<string> {
  const parts = [
    { name: 'purpose', data: 'dispute_evidence' },
    { name: 'file', file: cleanText(name, 200) || 'file', type, data: bytes },
  ];
  try {
    const answer = await line.ask({ method: 'POST', path: '/documents', parts, what: 'documents' }, 'once');
    const refusal = refusalOf(answer);
    if (refusal) throw line.failureOf(refusal);
    const id = idOf(answer.body);
    if (id === null || !isIdPart(id)) throw line.http.brokenAnswer();
    return id;
  } catch (error) {
    throw error instanceof OutcomeUnknown ? error.failure : error;
  }
}

/** Drafted there by somebody it is not sent: Razorpay tells when it was submitted, and looks at it from then on. */
export async function hasEvidence(line: Line, dispute: string): Promise<boolean> {
  const raw = await line.lookAt('disputes', `/disputes/${idPart(dispute)}`);
  return typeof field(field(raw, 'evidence'), 'submitted_at') === 'number' || field(raw, 'status') === 'under_review';
}

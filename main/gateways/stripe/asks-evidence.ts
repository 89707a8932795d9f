/**
 * Answering a dispute at Stripe: each file is uploaded, then the answer is submitted, once. A file that was uploaded and belongs to no
 * answer does nothing; uploaded again it is another one, so that an answer whose outcome is unknown is looked up and never repeated.
 */
import type Stripe from 'stripe';
import type { EvidencePart } from '../../kernel/evidence';
import { type EvidenceAsk, type EvidenceFile, OutcomeUnknown } from '../ask';
import { field } from '../field';
import { Harvest } from '../harvest';
import type { Facts } from '../pulled';
import { cleanText } from '../text';
import type { Line } from './client';
import { mapDispute } from './map-aftermath';
import { idOf } from './wire';

/** Stripe's limit for the text of an answer; the sum of all its texts may be 150,000. */
const MAX_TEXT = 20_000;

const fields = {
  receipt: 'receipt',
  communication: 'customer_communication',
  service: 'service_documentation',
  other: 'uncategorized_file',
} as const satisfies Record<EvidencePart, keyof Stripe.DisputeUpdateParams.Evidence>;

export async function sendEvidence(line: Line, ask: EvidenceAsk): Promise<Facts> {
  const evidence: Stripe.DisputeUpdateParams.Evidence = { uncategorized_text: cleanText(ask.text, MAX_TEXT) };
  // What goes wrong with an upload leaves no doubt of the answer: nothing of it was submitted.
  for (const file of ask.files) evidence[fields[file.part]] = await upload(line, file);
  const written = await line.write('disputes', (stripe) =>
    stripe.disputes.update(ask.dispute, { evidence, submit: true }, { idempotencyKey: ask.key }),
  );
  if (written.refusal) throw written.refusal.failure;
  if (idOf(written.raw) !== ask.dispute) throw new OutcomeUnknown(line.brokenAnswer());
  const harvest = new Harvest();
  harvest.add('disputes', mapDispute(written.raw));
  return harvest.facts(line.clockSkewMs);
}

async function upload(line: Line, { name, type, bytes }: EvidenceFile): Promise<string> {
  const file = { data: Buffer.from(bytes), name: cleanText(name, 200) || 'file', type };
  const raw = await line.ask('files', 1, (stripe) => stripe.files.create({ purpose: 'dispute_evidence', file }));
  const id = idOf(raw);
  if (id === null) throw line.brokenAnswer();
  return id;
}

export async function hasEvidence(line: Line, dispute: string): Promise<boolean> {
  const raw = await line.ask('disputes', 1, (stripe) => stripe.disputes.retrieve(dispute));
  const count = field(field(raw, 'evidence_details'), 'submission_count');
  return typeof count === 'number' && count > 0;
}

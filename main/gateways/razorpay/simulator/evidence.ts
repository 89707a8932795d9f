/** Documents that are uploaded, and the one answer to a dispute that they belong to. */
import { z } from 'zod';
import { readMultipart } from '../../multipart';
import { readBody, type Write } from './asked';
import { RazorpayProblem, unknownId } from './problem';

const ids = z.array(z.string()).min(1).optional();
const contestSchema = z.strictObject({
  amount: z.int().positive().optional(),
  summary: z.string().max(1_000).optional(),
  billing_proof: ids,
  customer_communication: ids,
  proof_of_service: ids,
  others: z.array(z.strictObject({ type: z.string(), document_ids: z.array(z.string()).min(1) })).optional(),
  action: z.enum(['draft', 'submit']),
});

/** `POST /documents`. Throws RazorpayProblem. */
export function uploadDocument({ bank, at }: Write, body: string): object {
  const parts = readMultipart(body) ?? [];
  const file = parts.find(({ name }) => name === 'file');
  if (parts.find(({ name }) => name === 'purpose')?.data !== 'dispute_evidence')
    throw new RazorpayProblem(400, 'The purpose field is invalid.', { field: 'purpose' });
  if (!file || file.data.length === 0) throw new RazorpayProblem(400, 'The file field is required.', { field: 'file' });
  if (!['application/pdf', 'image/png', 'image/jpeg'].includes(file.type ?? ''))
    throw new RazorpayProblem(400, 'The file must be a file of type: jpg, jpeg, png, pdf.', { field: 'file' });
  const id = bank.newId('doc');
  bank.documents.set(id, file.file ?? '');
  const told = { purpose: 'dispute_evidence', name: file.file, mime_type: file.type, size: file.data.length };
  return { id, entity: 'document', ...told, created_at: at };
}

/** `PATCH /disputes/{id}/contest`: submitted, it goes to the bank, and there is no other. Throws RazorpayProblem. */
export function contest({ bank, at }: Write, id: string, body: unknown): unknown {
  const dispute = bank.disputes.get(id);
  if (!dispute) throw unknownId();
  const { action, others, amount, summary = null, ...proofs } = readBody(contestSchema, body);
  if (dispute.status !== 'open')
    throw new RazorpayProblem(400, 'Action not allowed. The dispute is not in the open state.');
  const given = [...Object.values(proofs).flat(), ...(others ?? []).flatMap((other) => other.document_ids)];
  if (given.length === 0) throw new RazorpayProblem(400, 'At least one document is needed to contest a dispute.');
  if (given.some((document) => document === undefined || !bank.documents.has(document))) throw unknownId();
  const submitted_at = action === 'submit' ? at : null;
  Object.assign(dispute, {
    evidence: {
      ...dispute.evidence,
      ...proofs,
      others: others ?? null,
      amount: amount ?? dispute.amount,
      summary,
      submitted_at,
    },
    status: action === 'submit' ? 'under_review' : 'open',
  });
  return dispute;
}

/** The seller's answer to a dispute: a text with its files, taken while PayPal waits for it. */
import { z } from 'zod';
import { readMultipart } from '../../multipart';
import type { Bank } from './bank';
import { jsonOf } from './body';
import { badRequest, notFound, refused } from './problem';

const inputSchema = z.strictObject({
  evidences: z
    .array(
      z.strictObject({
        evidence_type: z.string().regex(/^[0-9A-Z_]{1,255}$/),
        notes: z.string().min(1).max(2_000),
        documents: z
          .array(z.strictObject({ name: z.string().regex(/^[A-Za-z0-9_,\s-]+\.[A-Za-z]+$/) }))
          .min(1)
          .optional(),
      }),
    )
    .min(1),
});

/** `POST /v1/customer/disputes/{id}/provide-evidence`. */
export function provideEvidence(url: string, bank: Bank, at: number, id: string, body: string): object {
  const dispute = bank.disputes.get(id);
  if (!dispute) throw notFound();
  if (dispute.status !== 'WAITING_FOR_SELLER_RESPONSE') throw refused('ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE');
  const parts = readMultipart(body) ?? [];
  const input = parts.find(({ name }) => name === 'input');
  const read = inputSchema.safeParse(jsonOf(String(input?.data ?? '')));
  if (!read.success)
    throw badRequest('INVALID_EVIDENCE', read.error.issues[0]?.message ?? 'The evidence is not valid.');
  const files = parts.filter(({ name }) => name === 'evidence-file').map(({ file }) => file);
  const named = read.data.evidences.flatMap(({ documents }) => documents ?? []).map(({ name }) => name);
  if (named.join('/') !== files.join('/')) throw badRequest('INVALID_EVIDENCE', 'The documents and the files differ.');
  dispute.evidences = read.data.evidences.map((one) => ({ ...one, source: 'SUBMITTED_BY_SELLER' }));
  dispute.status = 'UNDER_REVIEW';
  dispute.due = null;
  dispute.updated = at;
  return { links: [{ href: `${url}/v1/customer/disputes/${id}`, rel: 'self', method: 'GET' }] };
}

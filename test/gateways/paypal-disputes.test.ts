/** Disputes at PayPal are answered from here: once, a text with its files, and never twice in doubt. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type EvidenceAsk, OutcomeUnknown } from '../../main/gateways/ask';
import { other, terms } from '../../main/gateways/paypal/evidence';
import { closeDispute, makePayment, openDispute } from '../../main/gateways/paypal/simulator/aftermath';
import { Bank } from '../../main/gateways/paypal/simulator/bank';
import { evidenceParts } from '../../main/kernel/evidence';
import { onNth } from '../support/simulator-faults';
import { openPaypal, START_MS } from './paypal-driver';

function disputed() {
  const bank = new Bank('disputed');
  const capture = makePayment(bank, START_MS - 3_600_000, { amount: 12_000 });
  const { id } = openDispute(bank, START_MS - 60_000, capture.id);
  const ask: EvidenceAsk = {
    key: '0190a6f2-7b3c-7d4e-8f5a-6b7c8d9e0f1a',
    dispute: id,
    text: 'They used it for three months.',
    files: [
      {
        part: 'receipt',
        name: 'Rechnung (März).pdf',
        type: 'application/pdf',
        bytes: Buffer.from('%PDF-1.7 a receipt'),
      },
      { part: 'other', name: 'usage.jpeg', type: 'image/jpeg', bytes: Buffer.from('usage') },
    ],
  };
  return { bank, id, ask };
}

test('a text goes with its files, once; the dispute is then under review', async () => {
  const { bank, id, ask } = disputed();
  const { gateway, requests } = await openPaypal({ bank });
  expect(await gateway.hasEvidence?.(id)).toBe(false);
  await gateway.sendEvidence?.(ask);
  expect(await gateway.hasEvidence?.(id)).toBe(true);
  expect(bank.disputes.get(id)).toMatchObject({
    status: 'UNDER_REVIEW',
    evidences: [
      {
        evidence_type: 'OTHER',
        notes: 'They used it for three months.',
        documents: [{ name: 'Rechnung-M-rz--1.pdf' }, { name: 'usage-2.jpg' }],
      },
    ],
  });
  await expect(gateway.sendEvidence?.(ask)).rejects.toMatchObject({ code: 'dispute-not-open' });
  expect(requests.filter(({ path: asked }) => asked.endsWith('/provide-evidence'))).toHaveLength(1);
});

test('without an answer it is not known, and not sent again', async () => {
  const { bank, id, ask } = disputed();
  const asked = `/v1/customer/disputes/${id}/provide-evidence`;
  const faults = onNth(asked, 1, { kind: 'silence-after' });
  const { gateway, requests } = await openPaypal({ bank, faults, patience: { timeoutMs: 250 } });
  await expect(gateway.sendEvidence?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
  expect(requests.filter((request) => request.path === asked)).toHaveLength(1);
  expect(await gateway.hasEvidence?.(id)).toBe(true);
});

test('what PayPal asked the seller for is what the answer is called, where a text and files can be that', async () => {
  const { bank, id, ask } = disputed();
  const dispute = bank.disputes.get(id);
  if (!dispute) throw new Error('no dispute');
  const wanted = (type: string) => ({ evidence_type: type, source: 'REQUESTED_FROM_SELLER' });
  dispute.evidences = [wanted('PROOF_OF_FULFILLMENT'), wanted('PROOF_OF_RETURN'), wanted('DETAILS_OF_PURCHASE')];
  const { gateway } = await openPaypal({ bank });
  expect(await gateway.hasEvidence?.(id)).toBe(false);
  await gateway.sendEvidence?.({ ...ask, files: [] });
  expect(dispute.evidences).toEqual([
    { evidence_type: 'DETAILS_OF_PURCHASE', notes: ask.text, source: 'SUBMITTED_BY_SELLER' },
  ]);
});

test('nothing is sent to a dispute that is over, or that is not there', async () => {
  const { bank, id, ask } = disputed();
  closeDispute(bank, START_MS, id, 'lost');
  const { gateway } = await openPaypal({ bank });
  await expect(gateway.sendEvidence?.(ask)).rejects.toMatchObject({ code: 'dispute-not-open' });
  await expect(gateway.sendEvidence?.({ ...ask, dispute: 'PP-R-NONE-1' })).rejects.toMatchObject({
    code: 'dispute-not-open',
  });
});

test('the kinds and the limits are those of PayPal’s published file', () => {
  const file = path.join(import.meta.dirname, '../../../shared/data/paypal/customer_disputes_v1.json');
  if (!existsSync(file)) {
    console.log(`${file} is not here: PayPal's own file is not compared.`);
    return;
  }
  const evidence = z.object({
    properties: z.object({
      evidence_type: z.object({ enum: z.array(z.string()) }),
      notes: z.object({ maxLength: z.number() }),
      documents: z.object({ maxItems: z.number() }),
    }),
    description: z.string(),
  });
  const spec = z.object({ components: z.object({ schemas: z.object({ evidence }) }) });
  const { properties, description } = spec.parse(JSON.parse(readFileSync(file, 'utf8'))).components.schemas.evidence;
  expect(properties.evidence_type.enum).toEqual(
    expect.arrayContaining(['OTHER', 'PROOF_OF_FULFILLMENT', 'PROOF_OF_REFUND']),
  );
  expect(properties.notes.maxLength).toBe(terms.longestText);
  expect(properties.documents.maxItems).toBeGreaterThanOrEqual(evidenceParts.length);
  // These are told by numbers, not by notes and files.
  const [, told = ''] = /evidence_info is expected for ([A-Z_, and]+?) evidence types/.exec(description) ?? [];
  expect(told.split(/,| and /)).toEqual(other);
});

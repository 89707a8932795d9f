/** Disputes at Razorpay are answered from here: once, with a file, and never twice in doubt. */
import { expect, test } from 'vitest';
import { type EvidenceAsk, OutcomeUnknown } from '../../main/gateways/ask';
import { openDispute } from '../../main/gateways/razorpay/simulator/aftermath';
import { Bank } from '../../main/gateways/razorpay/simulator/bank';
import { KEY, openRazorpay, START } from '../support/razorpay';
import { onNth } from '../support/simulator-faults';

const pdf = Buffer.from('%PDF-1.7 a receipt');

function disputed() {
  const bank = new Bank('disputed');
  const payment = bank.makePayment({ at: START - 3600, amount: 120_000 });
  const { id } = openDispute(bank, { at: START - 60, payment });
  const ask: EvidenceAsk = {
    key: KEY,
    dispute: id,
    text: 'They used it for three months.',
    files: [
      { part: 'receipt', name: 'receipt.pdf', type: 'application/pdf', bytes: pdf },
      { part: 'other', name: 'usage.png', type: 'image/png', bytes: Buffer.from('usage') },
    ],
  };
  return { bank, id, ask };
}

test('files become documents, and the dispute is contested with them, once', async () => {
  const { bank, id, ask } = disputed();
  const { gateway, requests } = await openRazorpay({ bank });
  expect(await gateway.hasEvidence?.(id)).toBe(false);
  const facts = await gateway.sendEvidence?.(ask);
  expect(facts?.disputes).toMatchObject([
    { externalId: id, state: 'open', providerStatus: 'under_review', dueAt: null },
  ]);
  expect(await gateway.hasEvidence?.(id)).toBe(true);
  expect([...bank.documents.values()]).toEqual(['receipt.pdf', 'usage.png']);
  const [receipt, usage] = [...bank.documents.keys()];
  expect(bank.disputes.get(id)?.evidence).toMatchObject({
    ...{ summary: 'They used it for three months.', submitted_at: START },
    ...{ billing_proof: [receipt], others: [{ type: 'other', document_ids: [usage] }] },
  });
  // Nothing is uploaded for a dispute that has its answer.
  await expect(gateway.sendEvidence?.(ask)).rejects.toMatchObject({ code: 'dispute-not-open' });
  expect(requests.filter(({ path }) => path === '/v1/documents')).toHaveLength(2);
});

test('without an answer it is not known, and not sent again; an upload that failed leaves no doubt', async () => {
  const { bank, id, ask } = disputed();
  const path = `/v1/disputes/${id}/contest`;
  const { gateway, requests } = await openRazorpay({
    bank,
    faults: onNth(path, 1, { kind: 'silence-after' }),
    patience: { timeoutMs: 250 },
  });
  await expect(gateway.sendEvidence?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
  expect(requests.filter((request) => request.path === path)).toHaveLength(1);
  expect(await gateway.hasEvidence?.(id)).toBe(true);
  const other = disputed();
  const faulty = await openRazorpay({
    bank: other.bank,
    faults: onNth('/v1/documents', 2, { kind: 'silence-after' }),
    patience: { timeoutMs: 250 },
  });
  await expect(faulty.gateway.sendEvidence?.(other.ask)).rejects.toMatchObject({
    code: expect.stringMatching(/^gateway-/),
  });
  expect(await faulty.gateway.hasEvidence?.(other.id)).toBe(false);
  expect(other.bank.disputes.get(other.id)?.status).toBe('open');
});

test('what Razorpay would refuse is told as its refusal: no document, a dispute that is closed', async () => {
  const { bank, id, ask } = disputed();
  const { gateway } = await openRazorpay({ bank });
  await expect(gateway.sendEvidence?.({ ...ask, files: [] })).rejects.toMatchObject({ code: 'gateway-error' });
  const dispute = bank.disputes.need(id);
  dispute.status = 'lost';
  await expect(gateway.sendEvidence?.(ask)).rejects.toMatchObject({ code: 'dispute-not-open' });
});

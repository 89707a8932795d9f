/** Answering a dispute at Stripe, and its page that saves a method without a payment. */
import { describe, expect, test } from 'vitest';
import { type EvidenceAsk, OutcomeUnknown } from '../../main/gateways/ask';
import { openDispute } from '../../main/gateways/stripe/simulator/aftermath';
import { onPage } from '../support/razorpay';
import { newCustomer, openAccount, paidIntent, START } from '../support/simulator';

const KEY = '01950000-0000-7000-8000-00000000000a';

async function disputed() {
  const account = await openAccount();
  const { bank } = account;
  const customer = newCustomer(bank, START - 100);
  const { charge } = paidIntent(bank, START - 50, { customer });
  const { id } = openDispute(bank, START - 10, charge, 'fraudulent');
  const ask: EvidenceAsk = {
    ...{ key: KEY, dispute: id, text: 'They used it for three months.' },
    files: [
      { part: 'receipt', name: 'receipt.pdf', type: 'application/pdf', bytes: new TextEncoder().encode('%PDF-1.7 …') },
      { part: 'other', name: 'usage "March".png', type: 'image/png', bytes: new Uint8Array([137, 80, 78, 71, 0, 255]) },
    ],
  };
  return { ...account, id, ask };
}

describe('the answer to a dispute', () => {
  test('goes with its files, once; the dispute is then under review and nothing is due', async () => {
    const { gateway, bank, id, ask } = await disputed();
    expect(await gateway.hasEvidence?.(id)).toBe(false);
    const facts = await gateway.sendEvidence?.(ask);
    expect(facts?.disputes).toMatchObject([
      { externalId: id, state: 'open', providerStatus: 'under_review', dueAt: null },
    ]);
    expect(await gateway.hasEvidence?.(id)).toBe(true);
    const { evidence } = bank.store.get('dispute', id) ?? {};
    expect(evidence?.uncategorized_text).toBe('They used it for three months.');
    expect(bank.store.files.get(String(evidence?.receipt))).toMatchObject({ filename: 'receipt.pdf' });
    expect(bank.store.files.get(String(evidence?.uncategorized_file))?.filename).toContain('usage');
    // Its files are others each time they are uploaded: a second one is refused, under its key or another.
    await expect(gateway.sendEvidence?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
    const other = { ...ask, key: '01950000-0000-7000-8000-00000000000b' };
    await expect(gateway.sendEvidence?.(other)).rejects.toMatchObject({
      code: 'gateway-error',
      params: { status: 400 },
    });
    expect(bank.store.get('dispute', id)?.evidence_details.submission_count).toBe(1);
  });

  test('is in doubt when its answer is lost, and is then found; a lost upload leaves none', async () => {
    const { gateway, simulator, id, ask } = await disputed();
    simulator.setFaults((request) => (request.path === '/v1/files' ? { kind: 'reset', after: true } : null));
    await expect(gateway.sendEvidence?.(ask)).rejects.not.toBeInstanceOf(OutcomeUnknown);
    expect(await gateway.hasEvidence?.(id)).toBe(false);
    simulator.setFaults((request) =>
      request.method === 'POST' && request.path.startsWith('/v1/disputes') ? { kind: 'reset', after: true } : null,
    );
    await expect(gateway.sendEvidence?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
    simulator.setFaults(null);
    expect(await gateway.hasEvidence?.(id)).toBe(true);
  });
});

describe('a page that saves a method alone', () => {
  const wish = { key: KEY, currency: 'EUR', returnUrl: 'https://example.com/done' };

  test('charges nothing, and the method is the customer’s afterwards', async () => {
    const { gateway, bank } = await openAccount();
    const customer = newCustomer(bank, START - 100);
    const opened = await gateway.openSetup?.({ ...wish, customer });
    expect(await gateway.openSetup?.({ ...wish, customer })).toEqual(opened);
    expect(await gateway.listMethods?.(customer)).toEqual([]);
    expect(await onPage(opened?.link ?? '', 'succeed')).toContain('The card was saved');
    expect(await gateway.listMethods?.(customer)).toMatchObject([{ label: 'Visa ···· 4242', status: 'confirmed' }]);
    expect(bank.store.shelf('payment_intent').size).toBe(0);
    expect(await gateway.checkPage?.(opened?.page ?? '', KEY)).toMatchObject({
      state: 'finished',
      facts: { payments: [] },
    });
  });

  test('is for a customer that Stripe knows', async () => {
    const { gateway } = await openAccount();
    await expect(gateway.openSetup?.({ ...wish, customer: 'cus_none' })).rejects.toMatchObject({
      code: 'gateway-error',
    });
  });
});

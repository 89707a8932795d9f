/** What the sample company's gateways keep of its customers can be asked of each of them. */
import { expect, onTestFinished, test } from 'vitest';
import { instrumentsOf } from '../features/methods/instruments';
import { startCompany } from './company';

const BASE = Date.UTC(2026, 2, 14, 9, 30);

test('every gateway that keeps methods tells those of a customer that it knows', async () => {
  const company = await startCompany(1, BASE, () => BASE);
  onTestFinished(() => company.close());
  const counts: Record<string, number> = {};
  for (const { provider, gateway } of company.gateways) {
    if (!gateway.listMethods) continue;
    let customer: string | null = null;
    for await (const page of gateway.pull(null)) {
      customer ??= page.customers[0]?.externalId ?? page.payments.find((one) => one.customer)?.customer ?? null;
      if (customer !== null) break;
    }
    expect(customer, provider).not.toBeNull();
    const listed = await gateway.listMethods(customer ?? '');
    counts[provider] = listed.length;
    if (provider === 'paystack') expect(instrumentsOf([{ owner: '', methods: listed }], new Set())).toHaveLength(1);
  }
  expect(Object.keys(counts).sort()).toEqual(['paypal', 'paystack', 'razorpay', 'stripe']);
  expect(counts.stripe).toBeGreaterThan(0);
});

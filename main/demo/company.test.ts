/** The sample company at all its gateways: about two thousand payments, understood whole, the same each time it is started. */
import { expect, test } from 'vitest';
import { pageAsk } from '../../test/support/razorpay';
import { type Pulled, pullInto } from '../../test/support/simulator';
import { gatewayKinds } from '../gateways/registry';
import { minor } from '../kernel/money';
import { DAY_MS } from '../kernel/time';
import { type Company, startCompany } from './company';

const BASE = Date.UTC(2026, 2, 14, 9, 30);

/** Pulling all of it takes seconds: what two tests compare is pulled once. */
let atBase: ReturnType<typeof pulledAt> | undefined;
function pulledAtBase() {
  atBase ??= pulledAt(BASE);
  return atBase;
}

async function pulledAt(nowMs: number): Promise<{ company: Company; pulled: Map<string, Pulled> }> {
  const company = await startCompany(1, BASE, () => nowMs);
  const pulled = new Map<string, Pulled>();
  for (const { provider, gateway } of company.gateways) {
    await gateway.identify();
    pulled.set(provider, await pullInto(gateway));
  }
  await company.close();
  return { company, pulled };
}

const facts = (pulled: Pulled | undefined, kind: string) =>
  [...(pulled?.rows ?? [])].filter(([key]) => key.startsWith(`${kind} `)).map(([, row]) => Object(row));

const all = 'Cancelled Completed Pending';

test('every gateway has its payments, in its currencies, with refunds, disputes, payouts and what is not over', async () => {
  const { company, pulled } = await pulledAtBase();
  expect([...pulled.keys()].sort()).toEqual(gatewayKinds.map(({ provider }) => provider).sort());
  const words = (texts: Iterable<string>) => [...new Set(texts)].sort().join(' ');
  const told = new Map<string, object>();
  const customers = new Set<string>();
  for (const [provider, each] of pulled) {
    expect(each.parked, provider).toEqual([]);
    const rows = each.payments();
    for (const { customer } of rows) if (customer !== null) customers.add(`${provider} ${customer}`);
    const counted = { refunds: facts(each, 'refunds').length > 0, payouts: facts(each, 'payouts').length > 30 };
    const disputes = words(facts(each, 'disputes').map((row) => row.state));
    const [currencies, statuses] = [words(rows.map((row) => row.currency)), words(rows.map((row) => row.status))];
    told.set(provider, { hundreds: Math.round(rows.length / 100), currencies, statuses, disputes, ...counted });
  }
  const full = { statuses: all, disputes: 'lost open won', refunds: true, payouts: true };
  expect(told.get('stripe')).toEqual({ ...full, hundreds: 13, currencies: 'EUR GBP JPY KWD USD' });
  expect(told.get('paypal')).toEqual({ ...full, hundreds: 3, currencies: 'EUR GBP JPY USD' });
  expect(told.get('razorpay')).toEqual({ ...full, hundreds: 1, currencies: 'INR' });
  expect(told.get('paystack')).toEqual({ ...full, hundreds: 2, currencies: 'GHS NGN ZAR' });
  const inCoins = { hundreds: 1, currencies: 'EUR USD', statuses: all, disputes: '', refunds: true, payouts: false };
  expect(told.get('nowpayments')).toEqual(inCoins);
  expect(words((pulled.get('nowpayments')?.payments() ?? []).map((row) => row.paidCoin?.split(' ')[1] ?? ''))).toBe(
    ' BTC USDTTRC20',
  );
  expect(customers.size).toBe(163);
  const purchases = company.purchases();
  expect(purchases.length).toBeGreaterThan(1_000);
  expect(words(purchases.map(({ provider }) => provider))).toBe('paypal paystack razorpay stripe');
  for (const { provider, externalId } of purchases) expect(customers).toContain(`${provider} ${externalId}`);
});

test('started again later it has the same past', async () => {
  const { pulled: before } = await pulledAtBase();
  const { pulled: later } = await pulledAt(BASE + 9 * DAY_MS);
  for (const [provider, each] of before) {
    const known = new Set(later.get(provider)?.rows.keys());
    const lost = [...each.rows.keys()].filter((key) => !known.has(key));
    expect(lost, provider).toEqual([]);
  }
});

test('what is written in one life has no id of another’s', async () => {
  const seen = new Map<string, string>();
  for (const nowMs of [BASE + DAY_MS, BASE + 2 * DAY_MS]) {
    const company = await startCompany(1, BASE, () => nowMs);
    for (const { provider, gateway } of company.gateways) {
      const currency = { razorpay: 'INR', paystack: 'NGN' }[provider] ?? 'EUR';
      const amount = minor(500_000);
      const opened = await gateway.openPage?.(pageAsk({ currency, amount, key: crypto.randomUUID() }));
      expect(opened?.page, provider).not.toBe(seen.get(provider));
      seen.set(provider, opened?.page ?? '');
    }
    await company.close();
  }
  expect([...seen.values()].every((page) => page !== '')).toBe(true);
});

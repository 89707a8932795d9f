/** The mapping on the answers that Paystack documents: nothing in them is lost, and nothing surprises it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { field } from '../../main/gateways/field';
import { mapCustomer, mapTransaction } from '../../main/gateways/paystack/map';
import { mapDispute, mapPayout, mapRefund } from '../../main/gateways/paystack/map-aftermath';
import { mapMethod } from '../../main/gateways/paystack/map-method';
import { referredId } from '../../main/gateways/paystack/wire';
import sample from './paystack-sample.json';

const folder = path.join(import.meta.dirname, '../../../shared/data/paystack');
const NOW = Date.UTC(2026, 2, 1);
const documented = z.object({ '200': z.object({ data: z.unknown() }) });
const record = z.record(z.string(), z.unknown());

/** The answer to a call, by the name under which it is documented. */
type Source = (name: string) => unknown;

const sources: [string, Source][] = [['our sample', (name) => record.parse(sample)[name]]];
if (existsSync(folder)) {
  sources.push([
    'the documented answers',
    (name) => {
      const text = readFileSync(path.join(folder, `${name}-response.json`), 'utf8');
      return documented.parse(JSON.parse(text))['200'].data;
    },
  ]);
} else console.log(`Paystack's documented answers are not at ${folder}: the mapping was tried on our own sample only`);

/** The objects in an answer: its rows, or the one that it is. */
function objectsIn(answer: unknown): Record<string, unknown>[] {
  const data = field(answer, 'data');
  const found = (Array.isArray(data) ? data : [data]).map((one) => record.parse(one));
  expect(found.length).toBeGreaterThan(0);
  return found;
}

const at = (text: unknown) => Date.parse(String(text));
/** The franc is counted in hundredths there, and has none here. */
const inBook = (amount: unknown, currency: unknown) => Number(amount) / (currency === 'XOF' ? 100 : 1);

describe.each(sources)('%s', (_name, answer) => {
  test.each([
    'transactions-list',
    'transactions-verify',
    'transactions-charge_authorization',
    'settlements-transactions',
  ])('%s', (name) => {
    for (const raw of objectsIn(answer(name))) {
      const { row, parked } = mapTransaction(raw, NOW);
      const isPaid = raw.status === 'success';
      expect(parked).toBeNull();
      expect(row).toMatchObject({
        externalId: String(raw.id),
        createdAt: at(raw.created_at ?? raw.transaction_date),
        amount: inBook(raw.amount, raw.currency),
        currency: raw.currency,
        status: isPaid ? 'Completed' : 'Cancelled',
        providerStatus: raw.status,
        completedAt: isPaid ? at(raw.paid_at ?? raw.transaction_date) : null,
        detail: isPaid ? null : raw.gateway_response,
        customer: field(raw.customer, 'customer_code'),
        flag: null,
      });
      expect(row?.payer?.email).toBe(field(raw.customer, 'email'));
      expect(row?.settlement?.fee ?? null).toBe(raw.fees === null ? null : inBook(raw.fees, raw.currency));
      expect(row?.methodLabel).toContain(field(raw.authorization, 'last4') ?? '');
      if (typeof raw.metadata !== 'string' || raw.metadata === '') expect(row?.reference).toBe(raw.reference);
      else expect(raw.metadata).toContain(row?.reference);
    }
  });

  test('customers-list and customers-fetch', () => {
    for (const raw of [...objectsIn(answer('customers-list')), ...objectsIn(answer('customers-fetch'))]) {
      const { row, parked } = mapCustomer(raw);
      expect(parked).toBeNull();
      const names = [raw.first_name, raw.last_name].filter((part) => part !== null);
      expect(row).toMatchObject({
        externalId: raw.customer_code,
        createdAt: at(raw.createdAt),
        name: names.join(' ') || raw.email,
        email: raw.email,
        phone: raw.phone,
      });
    }
    const [authorization] = z.array(record).parse(field(field(answer('customers-fetch'), 'data'), 'authorizations'));
    const { authorization_code, last4, exp_year, exp_month } = authorization ?? {};
    expect(mapMethod(authorization)).toMatchObject({
      token: authorization_code,
      last4,
      expires: `${exp_year}-${exp_month}`,
      brand: 'Visa',
    });
  });

  test('refunds-list and refunds-create', () => {
    for (const raw of [...objectsIn(answer('refunds-list')), ...objectsIn(answer('refunds-create'))]) {
      const { row, parked } = mapRefund(raw);
      expect(parked).toBeNull();
      expect(row).toMatchObject({
        externalId: String(raw.id),
        payment: referredId(raw.transaction),
        createdAt: at(raw.created_at ?? raw.createdAt),
        amount: inBook(raw.amount, raw.currency),
        currency: raw.currency,
        status: raw.status === 'processed' ? 'completed' : 'pending',
        providerStatus: raw.status,
        reason: raw.merchant_note,
      });
      const taken = raw.deducted_amount === raw.amount ? -inBook(raw.amount, raw.currency) : null;
      expect(row?.settlement?.net ?? null).toBe(taken);
    }
  });

  test('disputes-list', () => {
    for (const raw of objectsIn(answer('disputes-list'))) {
      const { row, parked } = mapDispute(raw);
      // Put away without a word of how it ended: open, and for a person to look at.
      expect(parked === null).toBe(raw.status !== 'archived');
      expect(row).toMatchObject({
        externalId: String(raw.id),
        payment: referredId(raw.transaction),
        openedAt: at(raw.createdAt),
        amount: raw.refund_amount ?? field(raw.transaction, 'amount'),
        currency: raw.currency ?? field(raw.transaction, 'currency'),
        state: 'open',
        providerStatus: raw.status,
        dueAt: raw.dueAt === null ? null : at(raw.dueAt),
      });
    }
  });

  test('settlements-list', () => {
    for (const raw of objectsIn(answer('settlements-list'))) {
      const { row, parked } = mapPayout(raw, []);
      expect(parked).toBeNull();
      expect(row).toMatchObject({
        externalId: String(raw.id),
        createdAt: at(raw.createdAt),
        arrivalDay: String(raw.settlement_date).slice(0, 10),
        amount: raw.effective_amount,
        currency: raw.currency,
        status: raw.status === 'success' ? 'arrived' : 'sent',
        providerStatus: raw.status,
      });
    }
  });
});

/** The mapping on Stripe's own published objects: nothing in them may surprise it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { mapCharge, mapCustomer, mapIntent } from '../../main/gateways/stripe/map';
import { mapContent, mapDispute, mapPayout, mapRefund } from '../../main/gateways/stripe/map-aftermath';
import { accountSchema, eventSchema } from '../../main/gateways/stripe/wire';
import sample from './stripe-sample.json';

const file = path.join(import.meta.dirname, '../../../shared/data/stripe/fixtures3.json');
const resources = z.object({ resources: z.record(z.string(), z.unknown()) });

/** Stripe's objects where the folder with them stands beside the project; always the project's own sample. */
const sources: [string, Record<string, unknown>][] = [['our sample', sample]];
if (existsSync(file))
  sources.push(['Stripe’s fixtures', resources.parse(JSON.parse(readFileSync(file, 'utf8'))).resources]);
else console.log(`Stripe's fixtures are not at ${file}: the mapping was tried on our own sample only`);

for (const [name, objects] of sources) {
  test(`${name}: each object gives its fact`, () => {
    expect(mapIntent(objects.payment_intent)).toMatchObject({
      parked: null,
      row: {
        amount: 1099,
        currency: 'USD',
        status: 'Pending',
        reason: 'waiting-customer',
        customer: null,
        method: 'card',
        settlement: null,
        link: null,
      },
    });
    expect(mapCharge(objects.charge)).toMatchObject({
      parked: null,
      row: {
        amount: 100,
        currency: 'USD',
        status: 'Pending',
        reason: 'waiting-gateway',
        methodLabel: 'Visa ···· 4242',
        payer: { name: 'Jenny Rosen', email: null },
      },
    });
    expect(mapRefund(objects.refund)).toMatchObject({
      parked: null,
      row: { amount: 100, status: 'completed', payment: expect.stringMatching(/^ch_/), settlement: null },
    });
    expect(mapDispute(objects.dispute)).toMatchObject({
      parked: null,
      row: {
        amount: 1000,
        state: 'open',
        providerStatus: 'warning_needs_response',
        withdrawal: null,
        dueAt: 1723679999000,
      },
    });
    expect(mapPayout(objects.payout, [])).toMatchObject({
      parked: null,
      row: { amount: 1100, status: 'sent', arrivalDay: '2009-02-13' },
    });
    expect(mapContent(objects.balance_transaction)).toEqual({ parked: null, row: expect.stringMatching(/^txn_/) });
    expect(mapCustomer(objects.customer)).toMatchObject({
      parked: null,
      row: { name: expect.stringMatching(/^cus_/), address: [], email: null },
    });
    expect(eventSchema.safeParse(objects.event).success).toBe(true);
    expect(accountSchema.parse(objects.account).id).toMatch(/^acct_/);
  });

  test(`${name}: an object of another kind is parked, whichever it is`, () => {
    const wanted = new Set([
      'payment_intent',
      'charge',
      'refund',
      'dispute',
      'payout',
      'balance_transaction',
      'customer',
    ]);
    for (const [kind, object] of Object.entries(objects)) {
      if (wanted.has(kind)) continue;
      for (const map of [mapIntent, mapCharge, mapRefund, mapDispute, mapCustomer, mapContent]) {
        const { row, parked } = map(object);
        expect([kind, row, parked?.why.length !== 0]).toEqual([kind, null, true]);
      }
    }
  });
}

/** The tax within a purchase: booked beside the sale, told in the summary of its days, taken back with it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { act } from '../../../test/support/book';
import { replayed, verified } from '../../../test/support/checks';
import { balances, type InvoiceWorld, invoiceWorld, issueOne, topUp } from '../../../test/support/invoices';
import { all } from '../../db/sql';
import { record } from '../../journal/record';
import { type Id, idFromBytes } from '../../kernel/id';
import { takeFromCredit } from '../../ledger/split';
import { taxSummary } from '../invoices/ageing';
import { eventKinds } from '../kinds';
import { type PurchaseRecorded, purchaseTax } from './purchase-events';

const DAY_MS = 86_400_000;
const tax = { code: 'ES-21', rate: '21' };

function buy({ book, customer }: InvoiceWorld, amount: number, of: { code: string; rate: string } | null): Id {
  const subject = book.newId();
  record(book, act(book), function* ({ balance }) {
    const payload: PurchaseRecorded = {
      ...{ customer, amount, currency: 'EUR', product: 'hosting', description: 'Server', reference: '' },
      ...purchaseTax(amount, of),
      ...takeFromCredit(balance, customer, amount, 'EUR'),
    };
    yield { kind: 'purchase.recorded', subject, occurredAt: book.clock.now(), payload };
  });
  return subject;
}

/** As Ctrl+Z does it. */
function takeBack({ book }: InvoiceWorld): void {
  const row = all<{ subject: Buffer; payload: string }>(
    book.db,
    "SELECT subject, payload FROM event WHERE kind = 'purchase.recorded' ORDER BY seq DESC LIMIT 1",
  )[0];
  const undo = eventKinds.get('purchase.recorded')?.undo;
  if (!row || !undo) throw new Error('nothing to take back');
  const event = { subject: idFromBytes(row.subject) };
  record(
    book,
    act(book),
    (facts) =>
      undo(JSON.parse(row.payload) as never, event as never, facts, { newId: book.newId, nowMs: book.clock.now() }), // from outside: its own payload
  );
}

const summary = ({ book }: InvoiceWorld, from: string, to: string) => taxSummary.run(book.db, { from, to });

test('the tax within what is taken is owed to the tax office, and stands in the summary of its days beside invoices', async () => {
  const world = invoiceWorld();
  topUp(world, 10_000);
  buy(world, 12_100, tax);
  buy(world, 500, null);
  expect(balances(world)).toMatchObject({ 'sales:hosting': '-105.00 EUR', 'tax:output:ES-21': '-21.00 EUR' });
  await issueOne(world);
  const day = world.book.dayOf(world.clock.at);
  expect(summary(world, day, day)).toEqual([
    {
      ...{ currency: 'EUR', ...tax, net: '200.00', tax: '42.00' },
      ...{ invoiced: { net: '100.00', tax: '21.00' }, purchased: { net: '100.00', tax: '21.00' } },
      ...{ credited: { net: '0.00', tax: '0.00' }, relieved: { tax: '0.00' } },
    },
  ]);
});

test('taken back later, it counts on that day, and the summary of the days before stays as it was', () => {
  const world = invoiceWorld();
  buy(world, 12_100, tax);
  const before = world.book.dayOf(world.clock.at);
  const told = summary(world, before, before);
  world.clock.at += 40 * DAY_MS;
  takeBack(world);
  const after = world.book.dayOf(world.clock.at);
  expect(balances(world)).toMatchObject({});
  expect(summary(world, before, before)).toEqual(told);
  expect(summary(world, after, after)).toMatchObject([{ purchased: { net: '-100.00', tax: '-21.00' }, tax: '-21.00' }]);
  expect(summary(world, before, after)).toMatchObject([{ purchased: { tax: '0.00' } }]);
  expect(verified(world.book.db).findings).toEqual([]);
  expect(replayed(world.book.db).differences).toEqual([]);
});

test('a rate that comes to nothing is no tax, and none is more than its purchase', () => {
  expect(purchaseTax(2, { code: 'VAT', rate: '10' })).toEqual({});
  expect(purchaseTax(100, { code: 'VAT', rate: '0' })).toEqual({});
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), fc.integer({ min: 0, max: 999 }), (amount, rate) => {
      const within = purchaseTax(amount, { code: 'VAT', rate: String(rate) }).tax?.tax ?? 0;
      expect(within).toBeGreaterThanOrEqual(0);
      expect(within).toBeLessThanOrEqual(amount);
    }),
  );
});

/** Razorpay's account as the book then holds it: what it keeps for us is what it has not settled yet, to the last paisa. */
import { expect, test } from 'vitest';
import { all, one } from '../../main/db/sql';
import { ingest } from '../../main/features/sync/ingest';
import type { Gateway } from '../../main/gateways/gateway';
import { closeDispute, openDispute, payOut, refund } from '../../main/gateways/razorpay/simulator/aftermath';
import type { Bank } from '../../main/gateways/razorpay/simulator/bank';
import type { Book } from '../../main/journal/record';
import { memoryBook, testClock } from '../support/book';
import { balances } from '../support/checks';
import { expectSound } from '../support/entry-book';
import { DAY, livelyBank, openRazorpay, START } from '../support/razorpay';

async function sync(book: Book, gateway: Gateway, cursor: string | null): Promise<string | null> {
  let at = cursor;
  for await (const page of gateway.pull(cursor)) {
    ingest(book, { operator: 'ada', source: 'gateway:razorpay' }, 'razorpay', [page], page);
    at = page.cursor;
  }
  return at;
}

function sumOf(bank: Bank, read: (row: Bank['movements'][number]) => number): number {
  return bank.movements.reduce((sum, row) => sum + read(row), 0);
}

test('clearing is what is not settled, fees and their tax are what was kept, transit is what was paid out', async () => {
  const bank = livelyBank(130);
  const { gateway, clock } = await openRazorpay({ bank });
  const book = memoryBook(testClock());
  const cursor = await sync(book, gateway, null);
  const abroad = bank.payments
    .oldestFirst()
    .find((payment) => payment.currency === 'USD' && payment.amount_refunded === 0);
  const home = bank.payments
    .oldestFirst()
    .find((payment) => payment.status === 'captured' && payment.currency === 'INR');
  clock.now = START + DAY;
  refund(bank, { at: clock.now - 900, payment: abroad?.id ?? '', amount: 5_000 });
  const lost = openDispute(bank, { at: clock.now - 800, payment: home?.id ?? '' });
  closeDispute(bank, clock.now - 700, lost.id, 'lost');
  payOut(bank, clock.now - 600);
  bank.makePayment({ at: clock.now - 500, amount: 123_456 });
  await sync(book, gateway, cursor);
  const held = balances(book.db, 'razorpay');
  expect(held['clearing:razorpay INR']).toBe(sumOf(bank, (row) => (row.settled ? 0 : row.credit - row.debit)));
  expect(held['fees:razorpay INR']).toBe(sumOf(bank, (row) => row.fee - row.tax));
  expect(held['tax:input INR']).toBe(sumOf(bank, (row) => row.tax));
  expect(held['transit:razorpay INR']).toBe(sumOf(bank, (row) => (row.settled ? row.credit - row.debit : 0)));
  expect(held['clearing:razorpay USD']).toBeUndefined();
  expect(held['disputes:razorpay INR']).toBeUndefined();
  expect(one(book.db, 'SELECT count(*) AS n FROM payment')).toEqual({ n: bank.payments.size });
  expect(all(book.db, 'SELECT kind FROM parked')).toEqual([]);
  // Each settlement carries exactly the movements that Razorpay says.
  expect(one(book.db, 'SELECT count(*) AS n FROM payout_item')).toEqual({
    n: bank.movements.filter((row) => row.settled).length,
  });
  expectSound(book);
  book.db.close();
});

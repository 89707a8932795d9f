/** Paystack's account as the book then holds it: what it keeps for us is its own balance, to the last kobo. */
import { expect, test } from 'vitest';
import { all, one } from '../../main/db/sql';
import { ingest } from '../../main/features/sync/ingest';
import type { Gateway } from '../../main/gateways/gateway';
import type { Book } from '../../main/journal/record';
import { memoryBook, testClock } from '../support/book';
import { balances, lastSeq } from '../support/checks';
import { expectSound } from '../support/entry-book';
import { livelyBank, openPaystack, payment, START_MS } from '../support/paystack';

const DAY = 86_400_000;

async function sync(book: Book, gateway: Gateway, cursor: string | null): Promise<string | null> {
  let at = cursor;
  for await (const page of gateway.pull(cursor)) {
    ingest(book, { operator: 'ada', source: 'gateway:paystack' }, 'paystack', [page], page);
    at = page.cursor;
  }
  return at;
}

test('clearing is Paystack’s balance, fees are what it kept, transit is what it paid out; told again, nothing moves', async () => {
  const bank = livelyBank(130);
  const francs = payment(bank, START_MS - DAY, { amount: 1_500_000, currency: 'XOF' });
  const disputed = payment(bank, START_MS - DAY, { amount: 700_000 });
  const dispute = bank.dispute(disputed.id, START_MS - DAY);
  const pending = bank.refund(disputed.id, START_MS - DAY, 1_000);
  const { gateway, clock } = await openPaystack({ bank });
  const book = memoryBook(testClock());
  const cursor = await sync(book, gateway, null);
  clock.now += DAY;
  bank.refund(francs.id, clock.now - 900_000, 500_000, '', 'processed');
  bank.changeRefund(pending.id, clock.now - 900_000, 'processed');
  bank.store.disputes.change(dispute.id, { refundAmount: 200_000 });
  bank.resolve(dispute.id, clock.now - 800_000, 'merchant-accepted');
  const sent = bank.payOut(clock.now - 700_000, 'NGN');
  if (sent) bank.arrive(sent.id, clock.now - 600_000);
  payment(bank, clock.now - 500_000, { amount: 123_456 });
  await sync(book, gateway, cursor);
  const held = balances(book.db, 'paystack');
  const told = await gateway.balance?.();
  expect(told?.map(({ currency }) => currency).sort()).toEqual(['GHS', 'NGN', 'XOF']);
  for (const { currency, available } of told ?? []) {
    expect(held[`clearing:paystack ${currency}`], currency).toBe(available);
    const paid = bank.store.transactions.all().filter((row) => row.currency === currency);
    const fees = paid.reduce((sum, row) => sum + (row.fees ?? 0), 0) / (currency === 'XOF' ? 100 : 1);
    expect(held[`fees:paystack ${currency}`], currency).toBe(fees);
  }
  const payouts = bank.store.payouts.all();
  const paidOut = payouts.reduce((sum, row) => sum + row.gross - row.fees - row.deductions, 0);
  expect(held['transit:paystack NGN']).toBe(paidOut);
  expect(held['disputes:paystack NGN']).toBeUndefined();
  expect(one(book.db, 'SELECT count(*) AS n FROM payment')).toEqual({ n: bank.store.transactions.size });
  expect(all(book.db, 'SELECT kind FROM parked')).toEqual([]);
  const seq = lastSeq(book.db);
  await sync(book, gateway, null);
  const changes = all(book.db, "SELECT kind FROM event WHERE seq > ? AND kind <> 'sync.fetched'", seq);
  expect(changes).toEqual([]);
  expectSound(book);
  book.db.close();
});

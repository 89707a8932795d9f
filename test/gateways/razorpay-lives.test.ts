/** Random lives of a Razorpay account, synced at random moments, often broken off: the book ends where the account does. */
import { expect, test } from 'vitest';
import { ingest } from '../../main/features/sync/ingest';
import type { Fault } from '../../main/gateways/fault';
import { between, oneOf, type Random, randomFrom } from '../../main/gateways/random';
import {
  closeDispute,
  failRefund,
  openDispute,
  payOut,
  processRefund,
  refund,
  release,
} from '../../main/gateways/razorpay/simulator/aftermath';
import { Bank } from '../../main/gateways/razorpay/simulator/bank';
import type { Book } from '../../main/journal/record';
import { memoryBook, testClock } from '../support/book';
import { balances } from '../support/checks';
import { expectSound } from '../support/entry-book';
import { openRazorpay, type RazorpayAccount } from '../support/razorpay';

const LIVES = 12;
const STEPS = 60;
const faults: readonly Fault[] = [
  { kind: 'status', status: 500 },
  { kind: 'reset', after: true },
  { kind: 'truncated', keep: 20, framed: true },
];

class Life {
  readonly bank: Bank;
  readonly book: Book;
  readonly random: Random;
  cursor: string | null = null;

  constructor(seed: string) {
    this.random = randomFrom(seed);
    this.bank = new Bank(seed);
    this.book = memoryBook(testClock());
  }

  /** One thing happens, as it may at Razorpay. */
  step(at: number): void {
    const { bank, random } = this;
    const pick = <T>(rows: readonly T[]): T | undefined => (rows.length > 0 ? oneOf(random, rows) : undefined);
    const payments = bank.payments.oldestFirst();
    const payment = pick(
      payments.filter((row) => row.status === 'captured' && row.amount - row.amount_refunded > 1000),
    );
    const waiting = pick(payments.filter((row) => row.status === 'created' || row.status === 'authorized'));
    const pending = pick(bank.refunds.oldestFirst().filter((row) => row.status === 'pending'));
    const disputed = new Set(bank.disputes.oldestFirst().map((row) => row.payment_id));
    const open = pick(bank.disputes.oldestFirst().filter((row) => row.status === 'open'));
    const chance = between(random, 0, 9);
    if (chance < 4) {
      const status = oneOf(random, ['captured', 'captured', 'created', 'authorized', 'failed'] as const);
      const currency = oneOf(random, ['INR', 'INR', 'USD', 'JPY']);
      bank.makePayment({ at, amount: between(random, 50_000, 200_000), currency, status });
    } else if (chance === 4 && waiting) {
      if (waiting.status === 'authorized' && between(random, 0, 2) === 0) release(bank, at, waiting.id);
      else bank.capture(at, waiting.id);
    } else if (chance === 5 && payment) {
      refund(bank, { at, payment: payment.id, amount: 1000, status: oneOf(random, ['processed', 'pending']) });
    } else if (chance === 6 && pending) {
      if (between(random, 0, 3) === 0 && bank.payments.need(pending.payment_id).captured) failRefund(bank, pending.id);
      else processRefund(bank, at, pending.id);
    } else if (chance === 7 && payment && !disputed.has(payment.id)) {
      openDispute(bank, { at, payment: payment.id, deduct: between(random, 0, 1) === 0 });
    } else if (chance === 8 && open) closeDispute(bank, at, open.id, oneOf(random, ['won', 'lost']));
    else if (chance === 9) payOut(bank, at);
  }

  /** Takes pages until the end, or until it is broken off after some. */
  async sync({ gateway, simulator }: RazorpayAccount, isLast: boolean): Promise<void> {
    const { random } = this;
    let left = isLast || between(random, 0, 2) === 0 ? Number.POSITIVE_INFINITY : between(random, 1, 6);
    const broken = isLast ? 0 : between(random, 0, 40);
    let count = 0;
    simulator.setFaults(() => (++count === broken ? oneOf(random, faults) : null));
    for await (const page of gateway.pull(this.cursor)) {
      ingest(this.book, { operator: 'ada', source: 'gateway:razorpay' }, 'razorpay', [page], page);
      this.cursor = page.cursor;
      if (--left <= 0) return;
    }
  }
}

test.each(Array.from({ length: LIVES }, (_, n) => `life ${n}`))('%s', async (seed) => {
  const life = new Life(seed);
  const { bank, book } = life;
  const account = await openRazorpay({ bank });
  for (let n = 0; n < STEPS; n++) {
    account.clock.now += between(life.random, 1, 1200);
    life.step(account.clock.now);
    if (between(life.random, 0, 3) === 0) await life.sync(account, false).catch(() => undefined);
  }
  account.clock.now += 60;
  for (const { id } of bank.disputes.oldestFirst().filter((row) => row.status === 'open')) {
    closeDispute(bank, account.clock.now, id, 'won');
  }
  bank.makePayment({ at: account.clock.now, amount: 90_000_000 });
  payOut(bank, account.clock.now);
  account.clock.now += 60;
  await life.sync(account, true);
  const held = balances(book.db, 'razorpay');
  const sum = (read: (row: Bank['movements'][number]) => number) =>
    bank.movements.reduce((total, row) => total + read(row), 0);
  expect(held['clearing:razorpay INR'] ?? 0).toBe(unprocessed(bank));
  expect(held['transit:razorpay INR']).toBe(sum((row) => row.credit - row.debit));
  expect(held['fees:razorpay INR']).toBe(sum((row) => row.fee - row.tax));
  expect(held['tax:input INR']).toBe(sum((row) => row.tax));
  expect(held['disputes:razorpay INR']).toBeUndefined();
  expectSound(book);
  book.db.close();
});

/** Refunds under way are borne at once here, and leave Razorpay's account only when they are processed. */
function unprocessed(bank: Bank): number {
  const pending = bank.refunds.oldestFirst().filter((row) => row.status === 'pending' && row.currency === 'INR');
  const sums = pending.filter((row) => bank.payments.need(row.payment_id).captured).map((row) => row.amount);
  return sums.reduce((left, sum) => left - sum, 0);
}

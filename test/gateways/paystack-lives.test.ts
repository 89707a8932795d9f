/** Random lives of a Paystack account, synced at random moments, often broken off: the book ends where the account does. */
import { expect, test } from 'vitest';
import { ingest } from '../../main/features/sync/ingest';
import type { Fault } from '../../main/gateways/fault';
import { Bank } from '../../main/gateways/paystack/simulator/bank';
import { between, oneOf, type Random, randomFrom } from '../../main/gateways/random';
import type { Book } from '../../main/journal/record';
import { memoryBook, testClock } from '../support/book';
import { balances } from '../support/checks';
import { expectSound } from '../support/entry-book';
import { openPaystack, type PaystackAccount, payment } from '../support/paystack';

const LIVES = 8;
const STEPS = 70;
const HOUR = 3_600_000;
const faults: readonly Fault[] = [
  { kind: 'status', status: 500 },
  { kind: 'reset', after: true },
  { kind: 'truncated', keep: 20, framed: true },
];
const waitingWords = new Set(['abandoned', 'ongoing', 'pending', 'processing']);

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

  /** One thing happens, as it may at Paystack. */
  step(at: number): void {
    const { bank, random } = this;
    const { transactions, refunds, disputes, payouts } = bank.store;
    const pick = <T>(rows: readonly T[]): T | undefined => (rows.length > 0 ? oneOf(random, rows) : undefined);
    const disputed = new Set(disputes.all().map((row) => row.transaction));
    const paid = pick(transactions.all().filter((row) => row.status === 'success'));
    const waiting = pick(transactions.all().filter((row) => waitingWords.has(row.status)));
    const declined = pick(transactions.all().filter((row) => row.status === 'failed' && at - row.createdAt < HOUR));
    const refund = pick(refunds.all().filter((row) => row.status !== 'processed' && row.status !== 'failed'));
    const open = pick(disputes.all().filter((row) => row.resolution === null));
    const sent = pick(payouts.all().filter((row) => row.status === 'pending'));
    switch (between(random, 0, 9)) {
      case 4:
        if (waiting) this.end(waiting.id, at);
        return;
      case 5:
        // Declined, and paid by another card on the same page.
        if (declined) bank.succeed(declined.id, at);
        return;
      case 6:
        if (paid) bank.refund(paid.id, at, 1000, '', oneOf(random, ['processed', 'pending', 'queued']));
        return;
      case 7:
        if (refund) bank.changeRefund(refund.id, at, oneOf(random, ['processed', 'needs-attention', 'failed']));
        return;
      case 8:
        if (open) bank.resolve(open.id, at, oneOf(random, ['merchant-accepted', 'declined']));
        else if (paid && !disputed.has(paid.id)) bank.dispute(paid.id, at, 2000);
        return;
      case 9:
        if (sent) bank.arrive(sent.id, at);
        else bank.payOut(at, 'NGN');
        return;
      default: {
        const status = oneOf(random, ['success', 'success', 'abandoned', 'ongoing', 'pending', 'failed']);
        const currency = oneOf(random, ['NGN', 'NGN', 'GHS', 'XOF']);
        payment(bank, at, { status, currency, amount: 100 * between(random, 1_000, 5_000) });
      }
    }
  }

  end(id: number, at: number): void {
    if (between(this.random, 0, 2) === 0) this.bank.decline(id);
    else this.bank.succeed(id, at);
  }

  /** Takes pages until the end, or until it is broken off after some. */
  async sync({ gateway, simulator }: PaystackAccount, isLast: boolean): Promise<void> {
    const { random } = this;
    let left = isLast || between(random, 0, 2) === 0 ? Number.POSITIVE_INFINITY : between(random, 1, 6);
    const broken = isLast ? 0 : between(random, 0, 20);
    let count = 0;
    simulator.setFaults(() => (++count === broken ? oneOf(random, faults) : null));
    for await (const page of gateway.pull(this.cursor)) {
      ingest(this.book, { operator: 'ada', source: 'gateway:paystack' }, 'paystack', [page], page);
      this.cursor = page.cursor;
      if (--left <= 0) return;
    }
  }
}

test.each(Array.from({ length: LIVES }, (_, n) => `life ${n}`))('%s', async (seed) => {
  const life = new Life(seed);
  const { bank, book } = life;
  const account = await openPaystack({ bank });
  for (let n = 0; n < STEPS; n++) {
    account.clock.now += between(life.random, 1, 4 * HOUR);
    life.step(account.clock.now);
    if (between(life.random, 0, 3) === 0) await life.sync(account, false).catch(() => undefined);
  }
  // Money that came long after its page was given up is told with its payout.
  for (const currency of ['NGN', 'GHS', 'XOF']) {
    payment(bank, account.clock.now, { currency, amount: 900_000_000 });
    bank.payOut(account.clock.now, currency);
  }
  account.clock.now += HOUR;
  for (const { id, status } of bank.store.payouts.all()) if (status === 'pending') bank.arrive(id, account.clock.now);
  await life.sync(account, true);
  const held = balances(book.db, 'paystack');
  for (const currency of ['NGN', 'GHS', 'XOF']) {
    const units = currency === 'XOF' ? 100 : 1;
    const sum = <T extends { currency: string }>(rows: readonly T[], read: (row: T) => number) =>
      rows.reduce((total, row) => total + (row.currency === currency ? read(row) / units : 0), 0);
    const { transactions, refunds, payouts } = bank.store;
    const settled = sum(payouts.all(), (row) => row.gross - row.fees - row.deductions);
    // Refunds under way are borne at once here, and leave Paystack's account only when they are processed.
    const leaving = sum(refunds.all(), (row) =>
      row.status === 'processed' || row.status === 'failed' ? 0 : row.amount,
    );
    const open = sum(refunds.all(), (row) => (row.status === 'processed' && row.settlement === null ? row.amount : 0));
    expect(held[`transit:paystack ${currency}`] ?? 0, currency).toBe(settled);
    expect(held[`clearing:paystack ${currency}`] ?? 0, currency).toBe(0 - leaving - open);
    expect(held[`fees:paystack ${currency}`] ?? 0, currency).toBe(sum(transactions.all(), (row) => row.fees ?? 0));
  }
  expectSound(book);
  book.db.close();
});

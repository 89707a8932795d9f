/** Opening and movements come to closing: an account is proven when it holds what its clearing account says. */
import { expect, test } from 'vitest';
import { memoryBook, type TestClock, testClock } from '../../../test/support/book';
import { FakeGateway } from '../../../test/support/fake-gateway';
import { page, payment, settled } from '../../../test/support/told';
import type { HeldBalance } from '../../gateways/ask';
import type { Book } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { minor } from '../../kernel/money';
import { ingest } from './ingest';
import { differences, proofOf, prove } from './proof';

const HOUR = 3_600_000;
const held = (currency: string, available: number, pending = 0): HeldBalance => {
  return { currency, available: minor(available), pending: minor(pending) };
};

class Holding extends FakeGateway {
  holds: readonly HeldBalance[] | Failure = [];
  times = 0;
  async balance() {
    this.times++;
    if (this.holds instanceof Failure) throw this.holds;
    return this.holds;
  }
}

function open(): { book: Book; clock: TestClock; gateway: Holding; ask(): Promise<void> } {
  const clock = testClock();
  const book = memoryBook(clock);
  const gateway = new Holding();
  ingest(
    book,
    { operator: 'ada', source: 'test' },
    'stripe-2',
    [page({ payments: [payment('pi_1', { settlement: settled('ch_1', 10_000, 250) })] })],
    null,
  );
  return { book, clock, gateway, ask: () => prove(book, 'stripe-2', gateway, new AbortController().signal) };
}

test('what is available and what is on its way count together, a currency nobody names as nothing', () => {
  const { book } = open();
  expect(differences(book.db, 'stripe-2', [held('EUR', 9_000, 750)])).toEqual([]);
  expect(differences(book.db, 'stripe-2', [held('EUR', 9_000, 750), held('USD', 0)])).toEqual([]);
  expect(differences(book.db, 'stripe-2', [held('EUR', 9_000), held('USD', 5)])).toEqual([
    { currency: 'EUR', there: '90.00', here: '97.50' },
    { currency: 'USD', there: '0.05', here: '0.00' },
  ]);
  expect(differences(book.db, 'stripe', [held('EUR', 9_750)])).toHaveLength(1);
});

test('it is asked for at most once an hour when equal, sooner when not, and the last proof stays known', async () => {
  const { book, clock, gateway, ask } = open();
  const first = clock.at;
  gateway.holds = [held('EUR', 9_750)];
  await ask();
  clock.at += HOUR / 2;
  await ask();
  expect(gateway.times).toBe(1);
  expect(proofOf(book.db, 'stripe-2')).toEqual({ at: first, provenAt: first, differs: [] });
  clock.at += HOUR;
  gateway.holds = [held('EUR', 9_700)];
  await ask();
  expect(proofOf(book.db, 'stripe-2')).toEqual({
    ...{ at: clock.at, provenAt: first },
    differs: [{ currency: 'EUR', there: '97.00', here: '97.50' }],
  });
  clock.at += HOUR / 5;
  gateway.holds = [held('EUR', 9_750)];
  await ask();
  expect(proofOf(book.db, 'stripe-2')).toEqual({ at: clock.at, provenAt: clock.at, differs: [] });
});

test('a gateway that does not answer, or tells no balance, changes nothing', async () => {
  const { book, gateway, ask } = open();
  gateway.holds = new Failure('gateway-offline', { gateway: 'Stripe' });
  await ask();
  await prove(book, 'stripe-2', new FakeGateway(), new AbortController().signal);
  expect(proofOf(book.db, 'stripe-2')).toBeNull();
});

/** What PayPal told, in a book: the clearing account holds what PayPal says that it holds, and telling it again changes nothing. */
import { expect, test } from 'vitest';
import { ingest } from '../../main/features/sync/ingest';
import {
  closeDispute,
  makePayment,
  openDispute,
  payOut,
  returnPayout,
  takeBack,
} from '../../main/gateways/paypal/simulator/aftermath';
import type { Bank } from '../../main/gateways/paypal/simulator/bank';
import type { PulledPage } from '../../main/gateways/pulled';
import { memoryBook, testClock } from '../support/book';
import { balances, factsOf, lastSeq, replayed, verified } from '../support/checks';
import { pullInto } from '../support/simulator';
import { livelyBank, opened, openPaypal, pageAsk, press, START_MS } from './paypal-driver';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEY = '0190a6f2-7b3c-7d4e-8f5a-6b7c8d9e0f1a';

function openBook() {
  const book = memoryBook(testClock());
  const act = { operator: 'ada', source: 'gateway:paypal' };
  const tell = (pages: readonly PulledPage[]) => {
    const sums = { added: 0, changed: 0, parked: 0 };
    for (const page of pages) {
      const { added, changed, parked } = ingest(book, act, 'paypal', [page], page);
      sums.added += added;
      sums.changed += changed;
      sums.parked += parked;
    }
    return sums;
  };
  return { book, tell };
}

/** Everything that can happen to a payment, to its end. */
function eventfulBank(): Bank {
  const bank = livelyBank(60);
  const at = START_MS - 20 * DAY;
  const made = Array.from({ length: 6 }, (_, n) => makePayment(bank, at + n * 1000, { amount: 5000 + n }));
  const [held, charged, won, back, open] = made.map(({ id }) => id);
  const lost = openDispute(bank, at + DAY, held ?? '', { money: 'hold' });
  const gone = openDispute(bank, at + DAY, charged ?? '', { money: 'chargeback' });
  const kept = openDispute(bank, at + DAY, won ?? '', { money: 'chargeback' });
  openDispute(bank, at + DAY, open ?? '', { money: 'none' });
  closeDispute(bank, at + 5 * DAY, lost.id, 'lost');
  closeDispute(bank, at + 5 * DAY, gone.id, 'lost');
  closeDispute(bank, at + 5 * DAY, kept.id, 'won');
  takeBack(bank, at + 6 * DAY, back ?? '');
  const payout = payOut(bank, at + 8 * DAY, 'USD');
  returnPayout(bank, at + 9 * DAY, payout?.id ?? '');
  makePayment(bank, at + 10 * DAY, { amount: 9000, currency: 'JPY', settledIn: 'USD' });
  return bank;
}

test('the clearing account holds to the cent what PayPal holds, in each currency', async () => {
  const bank = eventfulBank();
  const { gateway } = await openPaypal({ bank });
  const { book, tell } = openBook();
  const { pages } = await pullInto(gateway);
  expect(tell(pages).parked).toBe(0);
  const kept = balances(book.db, 'paypal');
  const there = (await gateway.balance?.()) ?? [];
  expect(there.map(({ currency }) => currency)).toEqual(['EUR', 'JPY', 'USD']);
  for (const { currency, available } of there) {
    expect([currency, kept[`clearing:paypal ${currency}`] ?? 0]).toEqual([currency, available]);
  }
  expect(verified(book.db).findings).toEqual([]);
  expect(replayed(book.db).differences).toEqual([]);
  const seq = lastSeq(book.db);
  expect(tell((await pullInto(gateway)).pages)).toEqual({ added: 0, changed: 0, parked: 0 });
  expect(lastSeq(book.db)).toBe(seq);
});

test('pages in any order come to the same facts', async () => {
  const { gateway } = await openPaypal({ bank: eventfulBank(), pageSize: 20 });
  const { pages } = await pullInto(gateway);
  const [inOrder, reversed] = [openBook(), openBook()];
  inOrder.tell(pages);
  reversed.tell([...pages].reverse());
  reversed.tell(pages);
  const [one, other] = [factsOf(inOrder.book.db), factsOf(reversed.book.db)];
  // PayPal lists no customers: the book knows one since the payment that it learned of first.
  for (const table of ['payment', 'settlement', 'refund', 'dispute', 'payout', 'parked']) {
    expect(other[table]).toEqual(one[table]);
  }
  expect(balances(reversed.book.db, 'paypal')).toEqual(balances(inOrder.book.db, 'paypal'));
});

test('a payment that was captured on its page and then pulled is one payment, and nothing of it changes', async () => {
  const { asks, gateway } = await opened();
  const { book, tell } = openBook();
  const { page, link } = await asks.openPage(pageAsk(KEY));
  await press(link, 'approve');
  const { facts } = await asks.checkPage(page, KEY);
  const act = { operator: 'ada', source: 'gateway:paypal' };
  expect(ingest(book, act, 'paypal', [facts], null)).toMatchObject({ changed: 0, parked: 0 });
  expect(tell((await pullInto(gateway)).pages)).toEqual({ added: 0, changed: 0, parked: 0 });
  expect(factsOf(book.db).payment?.length).toBe(1);
});

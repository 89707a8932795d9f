/** What came late says why: who brought it, what it was, its own day and the day on which the book learned of it. */
import { expect, test } from 'vitest';
import { openTestBook, START_MS } from '../../../test/support/book';
import { againOf } from '../../../test/support/export-again';
import { listCsv } from '../../../test/support/list-csv';
import { staffedBook } from '../../../test/support/staff';
import { bankAccount, statementOf } from '../../../test/support/statements';
import { dispute, page, payment, payout, refund } from '../../../test/support/told';
import { lateCauseSentence } from '../../kernel/late-cause';
import { dayIn } from '../../kernel/time';
import { ingest } from '../sync/ingest';
import { bringerOf, thingOf } from './late-cause';

const FEBRUARY = START_MS - 86_400_000;
const labelOf = (key: string) => (key === 'stripe' ? 'Stripe' : key);

/** February is closed, and its customer had paid in it. */
async function closed() {
  const { book: inFile, clock } = openTestBook();
  const of = staffedBook({}, clock, inFile);
  const told = (...pages: Parameters<typeof page>) =>
    ingest(of.book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', pages.map(page), null);
  told({ payments: [payment('pay_1', { createdAt: FEBRUARY }), payment('pay_2', { createdAt: FEBRUARY })] });
  const { period } = await of.bo.closing.close({ request: of.newId(), period: '2026-02', note: 'All done' });
  await of.cy.closing.approve({ request: of.newId(), id: period.waiting?.id ?? '' });
  const sentences = async () =>
    (await of.ada.closing.late({})).map(({ cause, day }) => cause && lateCauseSentence(cause, day, labelOf)).reverse();
  return { ...of, told, sentences };
}

test('what a gateway tells late is told as its refund, its lost dispute, its payment or its payout', async () => {
  const { book, told, sentences, ada } = await closed();
  told({ refunds: [refund('re_1', 'pay_1', 1_000, { createdAt: FEBRUARY })] });
  told({ disputes: [dispute('dp_1', 'pay_2', 2_000, { openedAt: FEBRUARY, closedAt: FEBRUARY, state: 'lost' })] });
  told({ payments: [payment('pay_3', { createdAt: FEBRUARY })] });
  told({ payouts: [payout('po_1', 1_000, { createdAt: FEBRUARY })] });
  expect(await sentences()).toEqual([
    'Stripe told on 2026-03-01 of a refund of 2026-02-28.',
    'Stripe told on 2026-03-01 of a dispute of 2026-02-28.',
    'Stripe told on 2026-03-01 of a lost dispute of 2026-02-28.',
    'Stripe told on 2026-03-01 of a payment of 2026-02-28.',
    'Stripe told on 2026-03-01 of a payout of 2026-02-28.',
  ]);
  // The queue of exceptions says the same.
  const { rows } = await ada.matching.exceptions({ type: 'late' });
  expect(rows.map(({ cause }) => cause?.thing)).toEqual(['refund', 'dispute', 'dispute-lost', 'payment', 'payout']);
  // And so does its file, which is told alike when it is run again.
  const file = listCsv(book.db, 'exceptions', { type: 'late' }, book.clock.now());
  expect(file.rows.map(({ cause }) => cause)).toEqual(
    (await sentences()).map((each) => each?.replace('Stripe', 'stripe')),
  );
  const now = { at: book.clock.now(), day: dayIn('UTC')(book.clock.now()) };
  expect(againOf(book.db, 'exceptions', { type: 'late' }, file.written, now)).toMatchObject({
    added: 0,
    gone: 0,
    changed: 0,
  });
});

test('a bank line of a closed day names the day on which its statement was imported, and the one on which it was booked', async () => {
  const { book, clock, bo, newId, sentences } = await closed();
  const bank = bankAccount(book);
  const { lines } = statementOf(book, bank, [{ amount: -700, name: 'Bank', text: 'Charges', day: '2026-02-27' }]);
  clock.at += 2 * 86_400_000;
  await bo.matching.match({ request: newId(), lines, tied: [], booked: [{ as: 'fee', amount: '-7.00' }] });
  expect(await sentences()).toEqual([
    'A bank statement imported on 2026-03-01 shows money of 2026-02-27; it was booked on 2026-03-03.',
  ]);
});

test('each bringer is told from the event and its source', () => {
  const nothing = { evidence: undefined };
  const transfer = { gateway: 'bank-transfer', status: 'Completed' };
  expect(bringerOf('payment.refunded', 'gateway:stripe-2', nothing)).toBe('gateway');
  expect(bringerOf('payment.refunded', 'outbox', { gateway: 'stripe', ...nothing })).toBe('gateway');
  expect(bringerOf('match.made', 'schedule', nothing)).toBe('line');
  expect(bringerOf('payment.status-changed', 'screen', { ...transfer, ...nothing })).toBe('line');
  expect(bringerOf('payment.recorded', 'screen', { ...transfer, evidence: { day: '2026-02-28' } })).toBe('person');
  expect(bringerOf('match.undone', 'command-line', nothing)).toBe('person');
  expect(bringerOf('payment.imported', 'screen', nothing)).toBe('file');
  expect(bringerOf('invoice.imported', 'command-line', nothing)).toBe('file');
  expect(bringerOf('revenue.released', 'schedule', nothing)).toBe('book');
});

test('each thing is told from the event and what it came to', () => {
  expect(thingOf('payment.status-changed', { status: 'Cancelled' })).toBe('payment-undone');
  expect(thingOf('payment.refund-changed', { status: 'failed' })).toBe('refund-failed');
  expect(thingOf('payment.dispute-changed', { state: 'won' })).toBe('dispute-won');
  expect(thingOf('payment.disputed', { state: 'open' })).toBe('dispute');
  expect(thingOf('payout.status-changed', { status: 'failed' })).toBe('payout-failed');
  expect(thingOf('reserve.moved', {})).toBe('reserve');
  expect(thingOf('credit.regained', {})).toBe('movement');
});

test('a person and a file are told by name', () => {
  const of = { by: 'Ada', gateway: null, toldOn: '2026-03-03', importedOn: null };
  expect(lateCauseSentence({ ...of, bringer: 'person', thing: 'payment' }, '2026-02-28', labelOf)).toBe(
    'Ada recorded a payment for 2026-02-28 on 2026-03-03.',
  );
  expect(lateCauseSentence({ ...of, bringer: 'file', thing: 'purchase' }, '2026-02-28', labelOf)).toBe(
    'A file that Ada imported on 2026-03-03 has a purchase of 2026-02-28.',
  );
});

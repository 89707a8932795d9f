/** A customer's timeline: every event about it, in words that exist, the newest first, page by page, by kind, and across a merge. */
import { expect, test } from 'vitest';
import { staffInEveryState } from '../../../test/support/staff';
import { stockedBook } from '../../../test/support/stocked-book';
import type { Db } from '../../db/sql';
import { happeningGroup, happeningGroups, isBookMovement } from '../../kernel/happening';
import { eventKinds } from '../kinds';
import type { Happening } from './contract';
import { customerTimeline, type TimelineInput } from './timeline';

/** Kinds that are about a book, a gateway or a batch, and about no customer. */
const ofNoCustomer =
  /^(change|changes|gateway|operator|payout|secrets|sync|bank-account|bank-line|statement|match|period)\.|^(approval\.limit-set|charge\.rules-set|voucher\.(batch-issued|expired|issued|voided))$/;
const families =
  /^(customer|payer|payment|purchase|dispute|attempt|invoice|credit|charge|adjustment|approval|method|voucher)\./;

function wholeTimeline(db: Db, input: Omit<TimelineInput, 'limit'>, limit = 200): Happening[] {
  const rows: Happening[] = [];
  for (let after: string | undefined; ; ) {
    const page = customerTimeline.run(db, { ...input, limit, ...(after === undefined ? {} : { after }) });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

test('every kind of event that can be about a customer has its words', () => {
  const without = [...eventKinds.keys()].filter(
    (kind) => families.test(kind) && !ofNoCustomer.test(kind) && !told(kind),
  );
  expect(without).toEqual([]);
});
/** These are told by what they come to. */
const told = (kind: string) => happeningGroup(kind) !== null || kind === 'dispute.answer-ended';

test('what happened to a customer, its payments, its credit and its requests is told newest first, each once', () => {
  const of = stockedBook();
  const id = of.customer('Nadia Petrova');
  of.payment({ customer: id, amount: 5_000, currency: 'EUR', reference: 'TU-1', at: of.clock.at - 60_000 });
  of.purchase(id, 1_200, 'EUR', of.clock.at - 30_000);
  staffInEveryState(of.book);
  const rows = wholeTimeline(of.book.db, { id });
  expect(new Set(rows.map((row) => row.event)).size).toBe(rows.length);
  const order = rows.map(({ at, event }) => [at, event] as const);
  expect(order).toEqual([...order].sort((a, b) => b[0] - a[0] || b[1] - a[1]));
  expect(rows.at(-1)).toMatchObject({
    word: 'payment.recorded',
    name: 'TU-1',
    amount: { amount: '50.00', currency: 'EUR' },
    status: 'Completed',
  });
  // What a customer bought went away from its credit.
  expect(rows.find(({ word }) => word === 'purchase.recorded')?.amount).toEqual({ amount: '-12.00', currency: 'EUR' });
  expect(rows.map((row) => row.word)).toEqual(
    expect.arrayContaining([
      'purchase.recorded',
      'customer.added',
      'adjustment.made',
      'adjustment.reversed',
      'approval.requested',
      'approval.approved',
      'approval.dropped',
    ]),
  );
  expect(rows.find((row) => row.word === 'approval.refused')).toMatchObject({
    operator: 'Ada',
    text: 'Half of it would do',
    group: 'credit',
  });
  expect(rows.find((row) => row.word === 'adjustment.reversed')).toMatchObject({
    amount: { amount: '-20.00', currency: 'EUR' },
    text: 'Wrong customer',
  });
  expect(rows.find((row) => row.word === 'approval.dropped')?.text).toBeNull();
});

test('pages of any size give the same rows, and the kinds together give all of them', () => {
  const of = stockedBook();
  const id = of.customer('Nadia Petrova');
  for (let n = 0; n < 7; n++) of.payment({ customer: id, amount: 1_000 + n, currency: 'EUR' });
  staffInEveryState(of.book);
  const whole = wholeTimeline(of.book.db, { id });
  for (const limit of [1, 3, 200]) expect(wholeTimeline(of.book.db, { id }, limit)).toEqual(whole);
  const parts = happeningGroups.flatMap((group) => wholeTimeline(of.book.db, { id, group }));
  expect(parts.map((row) => row.event).sort()).toEqual(whole.map((row) => row.event).sort());
  expect(() => customerTimeline.run(of.book.db, { id, limit: 5, after: '1 OR 1' })).toThrow('cursor-invalid');
});

test('every kind of event that moves money has its words, a customer’s story or not', () => {
  const moving = [...eventKinds].filter(([, kind]) => kind.entry !== undefined).map(([name]) => name);
  expect(moving.length).toBeGreaterThan(20);
  expect(moving.filter((kind) => happeningGroup(kind) === null && !isBookMovement(kind))).toEqual([]);
});

import { beforeEach, describe, expect, it } from 'vitest';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { DAY_MS, type Day, readDay } from '../../kernel/time';
import { paymentTotals } from '../payments/totals';
import { byGateway, grossFeesNet, paymentsByDay, pendingAge, settlementCurrencies } from './query';
import { daysOf, piecesOf, stepFor } from './spans';
import { today } from './today';

const HOUR_MS = DAY_MS / 24;
let of: StockedBook;
let serial = 0;
beforeEach(() => {
  of = stockedBook();
});

function day(text: string): Day {
  const found = readDay(text);
  if (!found) throw new Error(`not a day: ${text}`);
  return found;
}
const span = (from: string, to: string) => ({ from: day(from), to: day(to) });

function charge(amount: number, fee: number, at: number, currency = 'EUR', settled = amount, into = currency) {
  const settlement = { externalId: `txn_${++serial}`, amount: settled, fee, net: settled - fee, currency: into };
  return of.payment({ amount, currency, at, settlement });
}

describe('spans', () => {
  it('are cut into days, weeks from Monday, months', () => {
    expect(stepFor(span('2026-08-22', '2026-11-21'))).toBe('day');
    expect(stepFor(span('2025-11-22', '2026-11-21'))).toBe('week');
    expect(stepFor(span('2016-01-01', '2026-11-21'))).toBe('month');
    expect(daysOf(span('2026-02-28', '2026-03-01'))).toBe(2);
    expect(piecesOf(span('2026-11-15', '2026-11-24'), 'week')).toEqual(['2026-11-09', '2026-11-16', '2026-11-23']);
    expect(piecesOf(span('2025-12-31', '2026-02-01'), 'month')).toEqual(['2025-12-01', '2026-01-01', '2026-02-01']);
  });

  it('never make more than 500 points', () => {
    expect(piecesOf(span('1985-01-01', '2026-08-31'), 'month')).toHaveLength(500);
    expect(() => piecesOf(span('1900-01-01', '2026-11-21'), 'month')).toThrow('input-invalid');
    expect(() => piecesOf(span('2026-11-21', '2026-11-20'), 'day')).toThrow('input-invalid');
  });
});

describe('payments by day', () => {
  it('counts each status on the day of its date, with empty days between', () => {
    const at = Date.UTC(2026, 10, 19, 23, 59);
    of.payment({ amount: 100, currency: 'EUR', at });
    of.payment({ amount: 100, currency: 'USD', at });
    of.payment({ amount: 100, currency: 'EUR', at: at + 60_000 * 2, status: 'Pending' });
    of.payment({ amount: 100, currency: 'EUR', at: at + DAY_MS, status: 'Cancelled', reason: 'declined' });
    of.payment({ amount: 100, currency: 'EUR', at: at - DAY_MS });
    expect(paymentsByDay.run(of.book.db, span('2026-11-19', '2026-11-21'))).toEqual([
      { day: '2026-11-19', Completed: 2, Pending: 0, Cancelled: 0 },
      { day: '2026-11-20', Completed: 0, Pending: 1, Cancelled: 1 },
      { day: '2026-11-21', Completed: 0, Pending: 0, Cancelled: 0 },
    ]);
  });

  it('sums whole weeks of a long span, each piece beginning inside it', () => {
    of.payment({ amount: 100, currency: 'EUR', at: Date.UTC(2026, 10, 20) });
    of.payment({ amount: 100, currency: 'EUR', at: Date.UTC(2026, 10, 21) });
    const pieces = paymentsByDay.run(of.book.db, span('2025-11-22', '2026-11-21'));
    expect(pieces[0]?.day).toBe('2025-11-22');
    expect(pieces[1]?.day).toBe('2025-11-24');
    expect(pieces.at(-1)).toEqual({ day: '2026-11-16', Completed: 2, Pending: 0, Cancelled: 0 });
  });

  it('follows the days of the book’s time zone', () => {
    const auckland = stockedBook('Pacific/Auckland');
    auckland.payment({ amount: 100, currency: 'EUR', at: Date.UTC(2026, 10, 20, 12) });
    const [one] = paymentsByDay.run(auckland.book.db, span('2026-11-21', '2026-11-21'));
    expect(one?.Completed).toBe(1);
  });
});

describe('by gateway and by week', () => {
  it('totals each currency apart', () => {
    const at = Date.UTC(2026, 10, 20);
    of.payment({ amount: 100, currency: 'EUR', at });
    of.payment({ amount: 250, currency: 'EUR', at });
    of.payment({ amount: 7, currency: 'JPY', at });
    of.payment({ amount: 900, currency: 'EUR', at, status: 'Pending' });
    of.purchase(of.customer('Nimbus Retail'), 50, 'EUR', at);
    expect(byGateway.run(of.book.db, span('2026-11-01', '2026-11-30'))).toEqual([
      {
        gateway: 'stripe',
        count: 3,
        totals: [
          { amount: '3.50', currency: 'EUR' },
          { amount: '7', currency: 'JPY' },
        ],
      },
    ]);
    expect(byGateway.run(of.book.db, span('2026-12-01', '2026-12-02'))).toEqual([]);
  });

  it('gives gross, fees and net in the currency of settlement', () => {
    charge(10_000, 320, Date.UTC(2026, 10, 10));
    charge(5_000, 175, Date.UTC(2026, 10, 15));
    charge(8_000, 262, Date.UTC(2026, 10, 16), 'USD', 7_400, 'EUR');
    charge(1_000, 59, Date.UTC(2026, 10, 16), 'GBP');
    expect(grossFeesNet.run(of.book.db, { ...span('2026-11-09', '2026-11-24'), currency: 'EUR' })).toEqual([
      { week: '2026-11-09', gross: '150.00', fees: '4.95', net: '145.05' },
      { week: '2026-11-16', gross: '74.00', fees: '2.62', net: '71.38' },
      { week: '2026-11-23', gross: '0.00', fees: '0.00', net: '0.00' },
    ]);
    expect(settlementCurrencies.run(of.book.db, null)).toEqual(['EUR', 'GBP']);
  });
});

describe('the age of Pending', () => {
  it('puts each payment into one bucket, with the days to look at', () => {
    const nowMs = of.clock.at;
    for (const age of [-HOUR_MS, 0, HOUR_MS - 1, HOUR_MS, DAY_MS - 1, DAY_MS, 3 * DAY_MS, 7 * DAY_MS, 40 * DAY_MS]) {
      of.payment({ amount: 1, currency: 'EUR', status: 'Pending', at: nowMs - age });
    }
    of.payment({ amount: 1, currency: 'EUR', at: nowMs });
    const buckets = pendingAge.run(of.book.db, { nowMs });
    expect(buckets.map(({ bucket, count }) => [bucket, count])).toEqual([
      ['today', 4],
      ['yesterday', 2],
      ['three-days', 1],
      ['week', 1],
      ['older', 1],
    ]);
    expect(buckets.at(-1)).toMatchObject({ from: '2026-10-12', to: '2026-10-12' });
    // The list that a bar opens holds what the bar counts.
    for (const { count, from, to } of buckets) {
      const shown = paymentTotals.run(of.book.db, { status: 'Pending', from: from ?? '', to: to ?? '' });
      expect(shown.count).toBe(count);
    }
  });

  it('is empty in an empty book', () => {
    const buckets = pendingAge.run(of.book.db, { nowMs: of.clock.at });
    expect(buckets.every(({ count, from, to }) => count === 0 && from === null && to === null)).toBe(true);
  });
});

describe('today', () => {
  it('tells what came in and what needs a person', () => {
    const nowMs = of.clock.at;
    const rhein = of.customer('Rhein Hosting GmbH');
    const paid = of.payment({ customer: rhein, amount: 50_000, currency: 'EUR' });
    of.purchase(rhein, 1_000, 'EUR');
    of.payment({ amount: 100, currency: 'EUR', status: 'Pending', reason: 'waiting-customer', at: nowMs - HOUR_MS });
    const oldest = of.payment({
      customer: rhein,
      amount: 200,
      currency: 'EUR',
      status: 'Pending',
      reason: 'waiting-customer',
      at: nowMs - 4 * DAY_MS,
    });
    of.payment({ amount: 300, currency: 'EUR', status: 'Pending', reason: 'waiting-gateway' });
    of.payment({ amount: 400, currency: 'EUR', status: 'Cancelled', reason: 'declined' });
    of.payment({ amount: 400, currency: 'EUR', status: 'Cancelled', reason: 'declined', at: nowMs - 60 * DAY_MS });
    of.payment({ amount: 400, currency: 'EUR', status: 'Cancelled', reason: 'expired' });
    of.payment({
      amount: 500,
      currency: 'JPY',
      status: 'Pending',
      flag: 'unknown-status',
      providerStatus: 'reviewing',
    });
    of.put(function* () {
      const money = { gateway: 'stripe', customer: rhein, amount: 50_000, currency: 'EUR' };
      const dispute = { dispute: of.book.newId(), externalId: 'dp_1', state: 'open', providerStatus: 'needs_response' };
      const payload = { ...money, ...dispute, reason: 'fraudulent', dueAt: nowMs + DAY_MS };
      yield { kind: 'payment.disputed', subject: paid, occurredAt: nowMs, payload };
    });
    // Answered: it waits for the bank, and has no day any more.
    of.put(function* () {
      const money = { gateway: 'stripe', customer: rhein, amount: 10_000, currency: 'EUR' };
      const dispute = { dispute: of.book.newId(), externalId: 'dp_2', state: 'open', providerStatus: 'under_review' };
      yield {
        kind: 'payment.disputed',
        subject: paid,
        occurredAt: nowMs,
        payload: { ...money, ...dispute, reason: '' },
      };
    });
    const found = today.run(of.book.db, { ...span('2026-11-01', '2026-11-21'), nowMs });
    expect(found).toMatchObject({
      day: '2026-11-21',
      completed: [{ currency: 'EUR', amount: '500.00', count: 1 }],
      pending: 4,
      pendingOld: 1,
      declined: 1,
      parked: 0,
      counts: { flagged: 1, disputesOpen: 1, disputesLate: 0 },
    });
    const later = today.run(of.book.db, { ...span('2026-11-01', '2026-11-21'), nowMs: nowMs + DAY_MS + 1 });
    expect(later.counts).toMatchObject({ disputesOpen: 1, disputesLate: 1 });
    expect(found.waiting[0]).toMatchObject({ payment: oldest, customer: 'Rhein Hosting GmbH' });
    expect(found.flagged).toMatchObject([
      { flag: 'unknown-status', word: 'reviewing', money: { amount: '500', currency: 'JPY' } },
    ]);
    expect(found.disputesOpen).toMatchObject([{ payment: paid, dueAt: nowMs + DAY_MS }]);
  });
});

/** Charts of the ledger against the postings themselves, one by one, and the identities that each promises. */
import { describe, expect, it } from 'vitest';
import { openTestBook } from '../../../test/support/book';
import { fillBook } from '../../../test/support/demo-like';
import { keptBook } from '../../../test/support/kept-book';
import { all, type Db } from '../../db/sql';
import { readDecimal } from '../../kernel/money';
import { addDays, readDay } from '../../kernel/time';
import { ledgerLine } from '../../ledger/chart';
import { clearingItems } from '../closing/clearing';
import { paymentWhere } from '../payments/filter';
import { bankLinesByDay, invoiceAge, payoutsByGateway } from './bank-charts';
import { creditHeld } from './credit-held';
import {
  clearingBalance,
  clearings,
  feesByMonth,
  liability,
  liabilityCurrencies,
  payoutWaterfall,
} from './ledger-charts';
import { MOST_POINTS } from './spans';

const day = (text: string) => readDay(text) ?? never();
const span = { from: day('2026-01-01'), to: day('2026-12-31') };

function never(): never {
  throw new Error('not a day');
}

const minor = (text: string, currency: string) => {
  const read = readDecimal(text, currency);
  return typeof read === 'number' ? read : never();
};

function filled(): Db {
  const { book } = openTestBook();
  fillBook(book, 60);
  return book.db;
}

interface Posted {
  account: string;
  currency: string;
  day: string;
  kind: string;
  minor: number;
}

const movesSql = `SELECT a.name AS account, p.currency, e.booked_on AS day, e.kind, e.subject, p.minor FROM posting p JOIN event e ON e.seq = p.event JOIN account a ON a.id = p.to_account
  UNION ALL SELECT a.name, p.currency, e.booked_on, e.kind, e.subject, -p.minor FROM posting p JOIN event e ON e.seq = p.event JOIN account a ON a.id = p.from_account`;

/** Every posting as two moves, from the journal alone. */
function moves(db: Db): Posted[] {
  return all<Posted>(db, movesSql).map((move) => ({ ...move, account: ledgerLine(move.account) }));
}

const sumOf = (found: readonly Posted[]) => found.reduce((sum, move) => sum + move.minor, 0);

describe.each([
  ['a book of a gateway', filled],
  ['the kept book, brought up to date', () => keptBook().book.db],
])('%s', (_name, open) => {
  it('keeps what moved each account by day and kind exactly as its postings say', () => {
    const db = open();
    const kept = all<Posted>(db, 'SELECT account, day, kind, currency, minor FROM account_day');
    const expected = new Map<string, number>();
    for (const { account, day: on, kind, currency, minor: value } of moves(db)) {
      const key = [account, on, kind, currency].join(' ');
      expected.set(key, (expected.get(key) ?? 0) + value);
    }
    const nonZero = new Map([...expected].filter(([, value]) => value !== 0));
    expect(nonZero.size).toBeGreaterThan(5);
    const found = kept.map((row) => [[row.account, row.day, row.kind, row.currency].join(' '), row.minor] as const);
    expect(new Map(found)).toEqual(nonZero);
  });

  it('draws a clearing balance that begins and ends as the ledger has it, each step explained', () => {
    const db = open();
    const found = clearings.run(db, null);
    expect(found.length).toBeGreaterThan(0);
    for (const { gateway, currency } of found) {
      const of = moves(db).filter((move) => move.account === `clearing:${gateway}` && move.currency === currency);
      const { opening, points } = clearingBalance.run(db, { ...span, gateway, currency });
      let balance: number = minor(opening, currency);
      expect(balance).toBe(sumOf(of.filter((move) => move.day < span.from)));
      for (const point of points) {
        for (const cause of ['received', 'refunds', 'disputes', 'payouts', 'other'] as const)
          balance += minor(point[cause], currency);
        expect(minor(point.balance, currency)).toBe(balance);
      }
      expect(balance).toBe(sumOf(of.filter((move) => move.day <= span.to)));
      expect(points.length).toBeLessThanOrEqual(MOST_POINTS);
    }
  });

  it('tells refunds and disputes by their own events, and its bars open exactly the payments behind them', () => {
    const db = open();
    let behind = 0;
    for (const { gateway, currency } of clearings.run(db, null)) {
      const falls = payoutWaterfall.run(db, { ...span, gateway, currency });
      for (const [step, reversedBy, kinds] of [
        ['refunds', 'refund', /^payment\.refund/],
        ['disputes', 'dispute', /^payment\.dispute/],
      ] as const) {
        const rows = all<Posted & { subject: Buffer }>(db, movesSql).filter(
          (move) =>
            (move.account === `clearing:${gateway}` || move.account.startsWith(`fees:${gateway}`)) &&
            kinds.test(move.kind) &&
            move.currency === currency &&
            move.day >= span.from &&
            move.day <= span.to,
        );
        expect(minor(falls[step], currency)).toBe(0 - sumOf(rows));
        const days = { reversedFrom: span.from, reversedTo: span.to, reversedIn: currency };
        const { sql: where, values } = paymentWhere(db, { gateways: [gateway], reversedBy, ...days });
        const found = all<{ uuid: Buffer }>(db, `SELECT p.uuid FROM payment p WHERE ${where}`, ...values);
        const ids = (of: Buffer[]) => [...new Set(of.map((uuid) => uuid.toString('hex')))].sort();
        expect(ids(found.map(({ uuid }) => uuid))).toEqual(ids(rows.map(({ subject }) => subject)));
        behind += found.length;
      }
    }
    expect(behind).toBeGreaterThan(0);
  });

  it('lets gross − refunds − disputes − fees + other be net, and net − sent what the gateway holds more', () => {
    const db = open();
    for (const { gateway, currency } of clearings.run(db, null)) {
      const falls = payoutWaterfall.run(db, { ...span, gateway, currency });
      const of = (step: keyof typeof falls) => minor(falls[step], currency);
      expect(of('gross') - of('refunds') - of('disputes') - of('fees') + of('other')).toBe(of('net'));
      const clearing = moves(db).filter(
        (move) =>
          move.account === `clearing:${gateway}` &&
          move.currency === currency &&
          move.day >= span.from &&
          move.day <= span.to,
      );
      expect(of('net') - of('sent')).toBe(of('left'));
      expect(of('left')).toBe(sumOf(clearing));
      expect(of('fees')).toBe(
        sumOf(
          moves(db).filter(
            (move) =>
              move.account.startsWith(`fees:${gateway}`) &&
              move.currency === currency &&
              move.day >= span.from &&
              move.day <= span.to,
          ),
        ),
      );
    }
  });

  it('ends what is owed to customers and holders of vouchers at what the ledger owes', () => {
    const db = open();
    const found = liabilityCurrencies.run(db, null);
    expect(found.length).toBeGreaterThan(0);
    for (const currency of found) {
      const last = liability.run(db, { ...span, currency }).at(-1);
      const owed = (account: string) =>
        0 -
        sumOf(
          moves(db).filter((move) => move.account === account && move.currency === currency && move.day <= span.to),
        );
      expect(
        last && [minor(last.paid, currency), minor(last.granted, currency), minor(last.vouchers, currency)],
      ).toEqual([owed('credit:paid'), owed('credit:granted') + owed('credit:voucher'), owed('vouchers:outstanding')]);
    }
  });

  it('names behind each column of credit whose it is, to the last unit', () => {
    const db = open();
    for (const currency of liabilityCurrencies.run(db, null)) {
      const points = liability.run(db, { ...span, currency });
      for (const at of [points.at(0), points.at(points.length >> 1), points.at(-1)]) {
        // A piece is told by its end.
        const last = points[points.indexOf(at ?? never()) + 1];
        const end = last ? addDays(day(last.day), -1) : span.to;
        const held = creditHeld.run(db, { currency, day: end });
        expect([held.paid, held.granted]).toEqual([at?.paid, at?.granted]);
        const sum = (part: 'paid' | 'granted') => held.rows.reduce((all, row) => all + minor(row[part], currency), 0);
        expect(held.rows.length).toBe(held.count);
        expect([sum('paid'), sum('granted')]).toEqual([minor(held.paid, currency), minor(held.granted, currency)]);
      }
    }
  });

  it('explains a clearing balance on the day of any point as the chart draws it', () => {
    const db = open();
    for (const { gateway, currency } of clearings.run(db, null)) {
      const { points } = clearingBalance.run(db, { ...span, gateway, currency });
      const found = clearingItems.run(db, { gateway, currency, day: span.to });
      // Before the first movement there is nothing to explain.
      if (found) expect(found.balance).toBe(points.at(-1)?.balance);
      expect(found !== null || minor(points.at(-1)?.balance ?? '0', currency) === 0).toBe(true);
    }
    expect(clearingItems.run(db, { gateway: 'nobody', currency: 'EUR', day: span.to })).toBeNull();
  });

  it('counts every open invoice in exactly one age, and every payout that did not fail once', () => {
    const db = open();
    const ages = invoiceAge.run(db, { today: day('2026-11-21') });
    const open_ = all<{ n: number }>(db, 'SELECT count(*) AS n FROM invoice WHERE open > 0')[0]?.n;
    expect(ages.reduce((sum, { count }) => sum + count, 0)).toBe(open_);
    const payouts = payoutsByGateway
      .run(db, span)
      .reduce((sum, { matched, open: waiting }) => sum + matched + waiting, 0);
    expect(payouts).toBe(
      all<{ n: number }>(db, "SELECT count(*) AS n FROM payout WHERE status <> 'failed' AND amount <> 0")[0]?.n,
    );
  });
});

describe('shares and lines', () => {
  it('tell a fee’s share of gross in hundredths of a percent, from what was settled', () => {
    const db = filled();
    const rows = feesByMonth.run(db, { ...span, currency: 'EUR' });
    expect(rows.length).toBeGreaterThan(0);
    for (const { gross, fees, share } of rows) {
      const exact = (minor(fees, 'EUR') / minor(gross, 'EUR')) * 100;
      expect(Math.abs(Number(share) - exact)).toBeLessThanOrEqual(0.005_001);
    }
  });

  it('are there with zeros for days without any, and refuse a span of more than 500 pieces', () => {
    const db = filled();
    const week = { from: day('2026-03-01'), to: day('2026-03-07') };
    expect(bankLinesByDay.run(db, week)).toEqual(
      Array.from({ length: 7 }, (_, n) => ({ day: `2026-03-0${n + 1}`, matched: 0, open: 0 })),
    );
    const long = { from: day('1900-01-01'), to: day('2026-01-01') };
    expect(() => bankLinesByDay.run(db, long)).toThrow(expect.objectContaining({ code: 'input-invalid' }));
  });
});

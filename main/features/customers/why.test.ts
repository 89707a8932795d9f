import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type StockedBook, stockedBook } from '../../../test/support/stocked-book';
import { all } from '../../db/sql';
import type { Id } from '../../kernel/id';
import { readDay } from '../../kernel/time';
import { bearFromPaidCredit } from '../../ledger/split';
import type { Why } from './contract';
import { whyBalance } from './why';

let of: StockedBook;
beforeEach(() => {
  of = stockedBook();
});

const why = (id: Id, currency = 'EUR', asOf?: string): Why =>
  whyBalance.run(of.book.db, {
    ...{ id, currency, asOf: readDay(asOf ?? '') ?? undefined },
    today: of.book.dayOf(of.clock.at),
  });
const told = (found: Why) => found.lines.map(({ kind, count, amount, running }) => [kind, count, amount, running]);
const out = (found: Why) => found.leftOut.map(({ rule, currency, count, amount }) => [rule, currency, count, amount]);

function refund(payment: Id, customer: Id, amount: number, status: 'completed' | 'failed' = 'completed'): Id {
  const id = of.book.newId();
  of.put(function* (facts) {
    const split = bearFromPaidCredit(facts.balance, customer, amount, 'EUR');
    const money = { gateway: 'stripe', customer, amount, currency: 'EUR' };
    const payload = { ...money, refund: id, externalId: `re_${id}`, status, split };
    yield { kind: 'payment.refunded', subject: payment, occurredAt: of.clock.at, payload };
  });
  return id;
}

function loseDispute(payment: Id, customer: Id, amount: number): void {
  const dispute = of.book.newId();
  const money = { gateway: 'stripe', customer, amount, currency: 'EUR', dispute, providerStatus: 'x' };
  const settlement = { externalId: `txn_${dispute}`, amount: -amount, fee: 1500, net: -amount - 1500, currency: 'EUR' };
  of.put(function* (facts) {
    const opened = { externalId: `dp_${dispute}`, state: 'open', reason: 'fraudulent', withdrawal: settlement };
    const occurredAt = of.clock.at;
    yield { kind: 'payment.disputed', subject: payment, occurredAt, payload: { ...money, ...opened } };
    const split = bearFromPaidCredit(facts.balance, customer, amount, 'EUR');
    const lost = { was: 'open', state: 'lost', closedAt: occurredAt, lost: { settlement, split } };
    yield { kind: 'payment.dispute-changed', subject: payment, occurredAt, payload: { ...money, ...lost } };
  });
}

describe('why this balance', () => {
  it('goes from Completed payments to the figure, line by line', () => {
    const rhein = of.customer('Rhein Hosting GmbH');
    const first = of.payment({ customer: rhein, amount: 50_000, currency: 'EUR', description: 'Top-up, spring' });
    const second = of.payment({ customer: rhein, amount: 12_000, currency: 'EUR', description: '', reference: 'RF07' });
    of.purchase(rhein, 55_000, 'EUR');
    refund(first, rhein, 10_000);
    loseDispute(second, rhein, 12_000);
    const found = why(rhein);
    expect(told(found)).toEqual([
      ['completed-payments', 2, '620.00', '620.00'],
      ['purchases', 1, '-550.00', '70.00'],
      ['refunds', 1, '-100.00', '-30.00'],
      ['disputes-lost', 1, '-120.00', '-150.00'],
    ]);
    expect(found).toMatchObject({ balance: '-150.00', proven: true, asOf: null });
    expect(found.lots).toMatchObject({ balance: '-150.00', available: '0.00', receivable: '150.00', due: '150.00' });
    const [line] = found.lines;
    expect(line?.rows.map((row) => [row.payment, row.description, row.amount]).sort()).toEqual(
      [
        [first, 'Top-up, spring', '500.00'],
        [second, 'RF07', '120.00'],
      ].sort(),
    );
  });

  it('says what is left out, and by which rule', () => {
    const one = of.customer('Nimbus Retail');
    of.payment({ customer: one, amount: 1_000, currency: 'EUR' });
    of.payment({ customer: one, amount: 2_000, currency: 'EUR', status: 'Pending', reason: 'waiting-customer' });
    of.payment({ customer: one, amount: 3_000, currency: 'EUR', status: 'Pending', reason: 'waiting-gateway' });
    of.payment({ customer: one, amount: 4_000, currency: 'EUR', status: 'Cancelled', reason: 'declined' });
    of.payment({ customer: one, amount: 5_000, currency: 'JPY' });
    of.payment({ customer: one, amount: 6_000, currency: 'USD', status: 'Pending', reason: 'waiting-gateway' });
    of.payment({ amount: 9_999, currency: 'EUR' });
    const found = why(one);
    expect(found).toMatchObject({ balance: '10.00', proven: true });
    expect(out(found)).toEqual([
      ['pending', 'EUR', 2, '50.00'],
      ['cancelled', 'EUR', 1, '40.00'],
      ['other-currency', 'JPY', 1, '5000'],
    ]);
  });

  it('nets a payment that was Completed and then taken back', () => {
    const one = of.customer('Café Hermosa');
    const payment = of.payment({ customer: one, amount: 7_000, currency: 'EUR' });
    of.put(function* () {
      const money = { gateway: 'stripe', customer: one, amount: 7_000, currency: 'EUR' };
      const payload = { ...money, status: 'Cancelled', providerStatus: 'canceled', was: 'Completed' };
      yield { kind: 'payment.status-changed', subject: payment, occurredAt: of.clock.at, payload };
    });
    const found = why(one);
    expect(told(found)).toEqual([['completed-payments', 0, '0.00', '0.00']]);
    expect(out(found)).toEqual([['cancelled', 'EUR', 1, '70.00']]);
    expect(found.proven).toBe(true);
  });

  it('counts a refund that failed as given back', () => {
    const one = of.customer('Fjord Data AS');
    const payment = of.payment({ customer: one, amount: 7_000, currency: 'EUR' });
    const id = refund(payment, one, 7_000);
    of.put(function* () {
      const money = { gateway: 'stripe', customer: one, amount: 7_000, currency: 'EUR' };
      const payload = {
        ...money,
        refund: id,
        was: 'completed',
        status: 'failed',
        split: { credit: 7_000, receivable: 0 },
      };
      yield { kind: 'payment.refund-changed', subject: payment, occurredAt: of.clock.at, payload };
    });
    expect(told(why(one))).toEqual([
      ['completed-payments', 1, '70.00', '70.00'],
      ['refunds', 1, '-70.00', '0.00'],
      ['refunds-failed', 1, '70.00', '70.00'],
    ]);
  });

  it('goes by the booked day when asked as of a day', () => {
    const one = of.customer('Quayside Studio');
    const may = Date.UTC(2026, 4, 10);
    of.payment({ customer: one, amount: 1_000, currency: 'EUR', at: may });
    // Happened in May, when the period was closed: it counts from June on.
    of.payment({ customer: one, amount: 200, currency: 'EUR', at: may, bookedOn: readDay('2026-06-01') ?? undefined });
    of.purchase(one, 400, 'EUR');
    const then = why(one, 'EUR', '2026-05-31');
    expect(then).toMatchObject({ balance: '10.00', proven: true, asOf: '2026-05-31' });
    expect(then.lots.paid).toBe('10.00');
    expect(out(then)).toEqual([['after-cut-off', 'EUR', 2, '-2.00']]);
    expect(why(one, 'EUR', '2026-06-01').balance).toBe('12.00');
    expect(why(one).balance).toBe('8.00');
  });

  it('shows twenty rows of a line, the latest first, and that there are more', () => {
    const one = of.customer('Lagos Dialtone');
    for (let n = 1; n <= 25; n++) of.payment({ customer: one, amount: n, currency: 'EUR', at: of.clock.at + n });
    const [line] = why(one).lines;
    expect(line).toMatchObject({ count: 25, amount: '3.25', more: true });
    expect(line?.rows).toHaveLength(20);
    expect(line?.rows[0]?.amount).toBe('0.25');
  });

  it('is exact and proven when a payment moved to another customer after it was booked', () => {
    const before = of.customer('Before');
    const after = of.customer('After');
    const payment = of.payment({ customer: before, amount: 4_200, currency: 'EUR' });
    of.put(function* () {
      const payload = { description: 'Top-up', reference: '', customer: after };
      yield { kind: 'payment.described', subject: payment, occurredAt: of.clock.at, payload };
    });
    expect(why(before)).toMatchObject({ balance: '42.00', proven: true });
    expect(why(after)).toMatchObject({ balance: '0.00', proven: true });
  });

  it('is not proven when the kept balance is another', () => {
    const one = of.customer('Harm');
    of.payment({ customer: one, amount: 4_200, currency: 'EUR' });
    of.book.db.exec(`UPDATE balance SET minor = minor - 1
      WHERE account = (SELECT id FROM account WHERE name = 'credit:${one}:paid')`);
    expect(why(one)).toMatchObject({ balance: '42.00', proven: false });
  });

  it('knows no balance of a customer that is not there', () => {
    expect(() => why(of.book.newId())).toThrow('customer-unknown');
    const quiet = of.customer('Quiet');
    expect(why(quiet)).toMatchObject({ balance: '0.00', proven: true, leftOut: [] });
  });

  it('reaches the kept balance whatever happened', () => {
    const step = fc.record({
      what: fc.constantFrom('pay', 'buy', 'refund', 'dispute', 'wait'),
      amount: fc.integer({ min: 1, max: 90_000 }),
      which: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const customers = [0, 1, 2].map((n) => of.customer(`Customer ${n}`));
        const paid = new Map<Id, Id>();
        for (const { what, amount, which } of steps) {
          const customer = customers[which] ?? of.book.newId();
          const last = paid.get(customer);
          if (what === 'pay') paid.set(customer, of.payment({ customer, amount, currency: 'EUR' }));
          else if (what === 'wait') of.payment({ customer, amount, currency: 'EUR', status: 'Pending' });
          else if (what === 'buy') of.purchase(customer, amount, 'EUR');
          else if (what === 'refund' && last) refund(last, customer, amount);
          else if (what === 'dispute' && last) loseDispute(last, customer, amount);
        }
        for (const customer of customers) {
          const found = why(customer);
          expect(found.proven).toBe(true);
          expect(found.lines.at(-1)?.running).toBe(found.balance);
          const [kept] = all<{ minor: number }>(
            of.book.db,
            `SELECT -sum(b.minor) AS minor FROM balance b JOIN account a ON a.id = b.account WHERE a.name LIKE '%${customer}%'`,
          );
          expect(found.balance.replace('.', '').replace(/^(-?)0+(?=\d)/, '$1')).toBe(String(kept?.minor ?? 0));
        }
      }),
      { numRuns: 25 },
    );
  });
});

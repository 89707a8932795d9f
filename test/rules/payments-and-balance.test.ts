/** The rules of payments and balances, one test each, in the words of the rule. Rules with many cases have more tests beside their code. */
import { expect, test } from 'vitest';
import { all } from '../../main/db/sql';
import { customerBalances } from '../../main/features/customers/balances';
import type { Why } from '../../main/features/customers/contract';
import { whyBalance } from '../../main/features/customers/why';
import type { PaymentFilter, PaymentTotals } from '../../main/features/payments/contract';
import { paymentPage } from '../../main/features/payments/query';
import { paymentTotals } from '../../main/features/payments/totals';
import { gatewayKinds } from '../../main/gateways/registry';
import type { Id } from '../../main/kernel/id';
import { type Method, methods, purposes, statuses } from '../../main/kernel/payment';
import { readDay } from '../../main/kernel/time';
import { type StockedBook, stockedBook } from '../support/stocked-book';

const DAY_MS = 86_400_000;

const todayOf = ({ book, clock }: StockedBook) => book.dayOf(clock.at);
const balancesOf = (of: StockedBook, only: Id) => customerBalances.run(of.book.db, { only, today: todayOf(of) });
const balanceOf = (of: StockedBook, customer: Id, currency: string): string | undefined =>
  balancesOf(of, customer).find((row) => row.currency === currency)?.balance;
const why = (of: StockedBook, id: Id, currency: string, asOf?: string): Why =>
  whyBalance.run(of.book.db, { id, currency, asOf: readDay(asOf ?? '') ?? undefined, today: todayOf(of) });
const rows = (of: StockedBook, filter: PaymentFilter) =>
  paymentPage.run(of.book.db, { filter, sort: { column: 'date', direction: 'desc' }, limit: 50 }).rows;
const totals = (of: StockedBook, filter: PaymentFilter = {}): PaymentTotals => paymentTotals.run(of.book.db, filter);

test('a customer’s balance is the sum of Completed payments, purchases as negatives; Pending and Cancelled never count', () => {
  const of = stockedBook();
  const customer = of.customer('Rhein Hosting GmbH');
  of.payment({ customer, amount: 50_000, currency: 'EUR' });
  of.payment({ customer, amount: 7_001, currency: 'EUR' });
  of.purchase(customer, 12_345, 'EUR');
  of.payment({ customer, amount: 90_000, currency: 'EUR', status: 'Pending', reason: 'waiting-bank' });
  of.payment({ customer, amount: 80_000, currency: 'EUR', status: 'Cancelled', reason: 'declined' });
  expect(balanceOf(of, customer, 'EUR')).toBe('446.56');
});

test('currencies are never added together', () => {
  const of = stockedBook();
  const customer = of.customer('Nimbus');
  of.payment({ customer, amount: 50_000, currency: 'EUR' });
  of.payment({ customer, amount: 50_000, currency: 'JPY' });
  of.payment({ customer, amount: 50_000, currency: 'KWD' });
  const told = balancesOf(of, customer).map((row) => `${row.balance} ${row.currency}`);
  expect(told.sort()).toEqual(['50.000 KWD', '500.00 EUR', '50000 JPY']);
  expect(
    totals(of)
      .completed.map((sum) => `${sum.amount} ${sum.currency}`)
      .sort(),
  ).toEqual(told);
});

test('beside a balance stands what was left out and why: Pending, Cancelled, other currency, after the cut-off date', () => {
  const of = stockedBook();
  const customer = of.customer('Nimbus');
  const at = of.clock.at - 10 * DAY_MS;
  of.payment({ customer, amount: 1_000, currency: 'EUR', at });
  of.payment({ customer, amount: 2_000, currency: 'EUR', at, status: 'Pending', reason: 'waiting-customer' });
  of.payment({ customer, amount: 3_000, currency: 'EUR', at, status: 'Cancelled', reason: 'declined' });
  of.payment({ customer, amount: 4_000, currency: 'USD', at });
  of.payment({ customer, amount: 5_000, currency: 'EUR' });
  const found = why(of, customer, 'EUR', '2026-11-15');
  expect(found).toMatchObject({ balance: '10.00', proven: true });
  expect(found.leftOut.map(({ amount, currency }) => `${amount} ${currency}`).sort()).toEqual([
    '20.00 EUR',
    '30.00 EUR',
    '40.00 USD',
    '50.00 EUR',
  ]);
  expect(new Set(found.leftOut.map(({ rule }) => rule)).size).toBe(4);
});

test('the amount due stands beside the balance', () => {
  const of = stockedBook();
  const customer = of.customer('Owes GmbH');
  of.payment({ customer, amount: 1_000, currency: 'EUR' });
  of.purchase(customer, 2_500, 'EUR');
  const [row] = balancesOf(of, customer);
  expect(row).toMatchObject({ balance: '-15.00', due: '15.00', available: '0.00' });
});

test('a payment’s Date / Time is its completion, or its creation where there is none yet', () => {
  const of = stockedBook();
  const createdAt = of.clock.at - DAY_MS;
  of.payment({ amount: 100, currency: 'EUR', createdAt });
  of.payment({ amount: 100, currency: 'EUR', createdAt, at: createdAt, status: 'Pending', reason: 'waiting-bank' });
  const [completed, pending] = rows(of, {});
  expect(completed).toMatchObject({ status: 'Completed', at: of.clock.at, createdAt, completedAt: of.clock.at });
  expect(pending).toMatchObject({ status: 'Pending', at: createdAt, createdAt, completedAt: null });
});

test('a purchase is a negative payment, Completed at once, and lowers the balance', () => {
  const of = stockedBook();
  const customer = of.customer('Buyer');
  of.payment({ customer, amount: 10_000, currency: 'EUR', at: of.clock.at - DAY_MS });
  const id = of.purchase(customer, 4_000, 'EUR');
  expect(rows(of, { customer })[0]).toMatchObject({ id, status: 'Completed', amount: { amount: '-40.00' } });
  expect(balanceOf(of, customer, 'EUR')).toBe('60.00');
});

test('purchases and payments from credit are not money received: totals of receipts leave them out', () => {
  const of = stockedBook();
  const customer = of.customer('Buyer');
  of.payment({ customer, amount: 10_000, currency: 'EUR' });
  of.purchase(customer, 4_000, 'EUR');
  expect(totals(of).completed).toMatchObject([{ currency: 'EUR', amount: '60.00', receipts: '100.00', count: 2 }]);
});

test('every purpose of a payment can be filtered by, and so can what has none', () => {
  const of = stockedBook();
  for (const purpose of purposes) of.payment({ amount: 100, currency: 'EUR', purpose });
  of.payment({ amount: 100, currency: 'EUR' });
  for (const purpose of purposes) {
    expect(rows(of, { purposes: [purpose] }).map((row) => row.purpose)).toEqual([purpose]);
    expect(totals(of, { purposes: [purpose] }).count).toBe(1);
  }
  expect(purposes).toEqual(expect.arrayContaining(['top-up', 'invoice', 'renewal', 'order', 'migration']));
  expect(rows(of, {}).filter((row) => row.purpose === null)).toHaveLength(1);
});

test('a payment is Pending, Completed or Cancelled; refund and dispute are amounts on a Completed one, never a status', () => {
  expect(statuses).toEqual(['Pending', 'Completed', 'Cancelled']);
  const of = stockedBook();
  const customer = of.customer('Back again');
  const id = of.payment({ customer, amount: 10_000, currency: 'EUR' });
  of.put(function* () {
    const money = { gateway: 'stripe', customer, amount: 3_000, currency: 'EUR' };
    const split = { credit: 3_000, receivable: 0 };
    const payload = { ...money, refund: of.book.newId(), externalId: 're_1', status: 'completed', split };
    yield { kind: 'payment.refunded', subject: id, occurredAt: of.clock.at, payload };
  });
  expect(rows(of, {})[0]).toMatchObject({ status: 'Completed', amount: { amount: '100.00' }, refunded: '30.00' });
  const written = all<{ status: string }>(of.book.db, 'SELECT DISTINCT status FROM payment').map((row) => row.status);
  expect(written).toEqual(['Completed']);
});

test('PayPal, Razorpay, Paystack, NOWPayments and Credit Card: amount and currency, then the gateway’s own page', () => {
  const paged = gatewayKinds.filter((kind) => kind.capabilities.hostedPage).map((kind) => kind.provider);
  expect(paged.sort()).toEqual(['nowpayments', 'paypal', 'paystack', 'razorpay', 'stripe']);
  const offered = gatewayKinds.flatMap((kind) => kind.methods);
  const withoutProvider: Method[] = ['bank-transfer', 'voucher', 'account-credit', 'invoice'];
  // What another system took is history: nobody pays that way here.
  expect([...offered, ...withoutProvider, 'other'].sort()).toEqual([...methods].sort());
});

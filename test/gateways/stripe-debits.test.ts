/** Direct debits at Stripe: Pending for days, then paid; and taken back by the bank weeks later. */
import { expect, onTestFinished, test } from 'vitest';
import { all, one } from '../../main/db/sql';
import { ingest } from '../../main/features/sync/ingest';
import type { Facts } from '../../main/gateways/pulled';
import { debitOf, returnDebit } from '../../main/gateways/stripe/simulator/debits';
import { saveMethod } from '../../main/gateways/stripe/simulator/methods';
import { minor } from '../../main/kernel/money';
import { memoryBook, testClock } from '../support/book';
import { balances } from '../support/checks';
import { expectSound } from '../support/entry-book';
import { KEY, onPage, pageAsk } from '../support/razorpay';
import { newCustomer, openAccount, pullInto, START } from '../support/simulator';

const DAY = 86_400;

/** A saved account is charged: the bank takes days. */
async function charged() {
  const account = await openAccount();
  const { bank, gateway } = account;
  const customer = newCustomer(bank, START - 100);
  const facts = { created: START - 90, customer, name: 'Ada Example', email: null, card: null };
  const method = saveMethod(bank, { ...facts, other: debitOf('eur') });
  const answered = await gateway.charge?.({
    ...{ key: KEY, amount: minor(5_000), currency: 'EUR', description: 'June', purpose: 'invoice', method },
    payer: { customer, name: 'Ada Example', email: null, phone: null },
  });
  if (answered?.kind !== 'accepted') throw new Error('not accepted');
  return { ...account, customer, id: answered.externalId, facts: answered.facts };
}

test('a saved account is charged: Pending, waiting for the bank, and Completed when the bank has paid', async () => {
  const { gateway, clock, facts, id } = await charged();
  const waits = {
    status: 'Pending',
    reason: 'waiting-bank',
    method: 'direct-debit',
    methodLabel: expect.stringContaining('3000'),
  };
  expect(facts.payments).toMatchObject([waits]);
  clock.now += 3 * DAY;
  expect((await gateway.fetchPayment(id)).payments).toMatchObject([waits]);
  clock.now += 2 * DAY;
  const paid = (await gateway.fetchPayment(id)).payments;
  expect(paid).toMatchObject([{ status: 'Completed', completedAt: (START + 4 * DAY) * 1000 }]);
});

test('on the page a debit finishes the page, and the payment waits for the bank', async () => {
  const { gateway, clock } = await openAccount();
  const opened = await gateway.openPage?.(pageAsk({ currency: 'EUR', amount: minor(5_000) }));
  expect(await onPage(opened?.link ?? '', 'debit')).toContain('Your bank pays in some days');
  const row = { status: 'Pending', reason: 'waiting-bank', method: 'direct-debit' };
  const page = () => gateway.checkPage?.(opened?.page ?? '', KEY);
  expect(await page()).toMatchObject({ state: 'finished', facts: { payments: [row] } });
  clock.now += 5 * DAY;
  expect(await page()).toMatchObject({ state: 'finished', facts: { payments: [{ status: 'Completed' }] } });
});

test('returned weeks later: it is taken back with its reason, flagged, and no dispute that anybody could answer', async () => {
  const { bank, gateway, clock, id } = await charged();
  const book = memoryBook(testClock(START * 1000));
  onTestFinished(() => {
    book.db.close();
  });
  const take = (facts: Facts) => ingest(book, { operator: 'ada', source: 'gateway:stripe' }, 'stripe', [facts], null);
  clock.now += 5 * DAY;
  for (const page of (await pullInto(gateway)).pages) take(page);
  const before = balances(book.db);
  expect(before['clearing:stripe EUR']).toBeGreaterThan(0);
  clock.now += 30 * DAY;
  const charge = bank.store.get('payment_intent', id)?.latest_charge;
  returnDebit(bank, clock.now - DAY, String(charge));
  const told = await gateway.fetchPayment(id);
  expect(told.disputes).toEqual([]);
  expect(told.refunds).toMatchObject([
    { amount: 5_000, currency: 'EUR', status: 'completed', returned: true, reason: 'returned: insufficient_funds' },
  ]);
  take(told);
  take(told);
  const row = one(book.db, 'SELECT status, refunded, disputed, flag FROM payment');
  expect(row).toEqual({ status: 'Completed', refunded: 5_000, disputed: 0, flag: 'returned' });
  expect(all(book.db, "SELECT kind FROM event WHERE kind = 'payment.refunded'")).toHaveLength(1);
  const after = balances(book.db);
  expect(after['clearing:stripe EUR'] ?? 0).toBeLessThanOrEqual(0);
  expectSound(book);
});

test('a pull tells it too, once', async () => {
  const { bank, gateway, clock, id } = await charged();
  clock.now += 5 * DAY;
  const pulled = await pullInto(gateway);
  clock.now += 20 * DAY;
  returnDebit(
    bank,
    clock.now - DAY,
    String(bank.store.get('payment_intent', id)?.latest_charge),
    'debit_not_authorized',
  );
  await pullInto(gateway, pulled);
  const kinds = [...pulled.rows.keys()].map((key) => key.split(' ')[0]);
  expect(kinds.filter((kind) => kind === 'refunds')).toHaveLength(1);
  expect(kinds).not.toContain('disputes');
});

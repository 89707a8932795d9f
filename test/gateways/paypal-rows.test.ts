/** What the rows of PayPal's search come to: payments, refunds, disputes, withdrawals, and what has no place. */
import { expect, test } from 'vitest';
import {
  closeDispute,
  makePayment,
  openDispute,
  payOut,
  refund,
  returnPayout,
  settle,
  takeBack,
} from '../../main/gateways/paypal/simulator/aftermath';
import { Bank } from '../../main/gateways/paypal/simulator/bank';
import { pullInto } from '../support/simulator';
import { counted, livelyBank, openPaypal, START_MS } from './paypal-driver';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test('a payment has its payer, reference, fee and words; money that came converted has both legs', async () => {
  const bank = new Bank('one');
  const payer = bank.makeCustomer({ given: 'Jane', surname: 'Doe', email: 'jane@doe.example' });
  const key = '0190a6f2-7b3c-7d4e-8f5a-6b7c8d9e0f1a';
  const wish = { amount: 10_000, payer, reference: 'INV-7', customId: `${key}.invoice`, description: 'Invoice 7' };
  const plain = makePayment(bank, START_MS - DAY, wish);
  const other = makePayment(bank, START_MS - DAY, { amount: 10_000, settledIn: 'EUR' });
  const yen = makePayment(bank, START_MS - DAY, { amount: 5000, currency: 'JPY' });
  const { gateway } = await openPaypal({ bank });
  const pulled = await pullInto(gateway);
  expect(pulled.rows.get(`payments ${plain.id}`)).toEqual({
    externalId: plain.id,
    createdAt: START_MS - DAY,
    completedAt: START_MS - DAY,
    amount: 10_000,
    currency: 'USD',
    status: 'Completed',
    reason: null,
    providerStatus: 'COMPLETED',
    detail: null,
    flag: null,
    customer: payer.id,
    payer: { name: 'Jane Doe', email: 'jane@doe.example' },
    method: 'paypal',
    methodLabel: 'PayPal',
    description: 'Invoice 7',
    reference: 'INV-7',
    purpose: 'invoice',
    link: null,
    attempt: key,
    settlement: { externalId: plain.id, amount: 10_000, fee: 398, net: 9602, currency: 'USD', rate: null },
  });
  expect(pulled.rows.get(`payments ${other.id}`)).toMatchObject({
    amount: 10_000,
    currency: 'USD',
    settlement: { amount: 8749, fee: 0, net: 8749, currency: 'EUR', rate: '0.91120' },
  });
  expect(pulled.rows.get(`payments ${yen.id}`)).toMatchObject({ amount: 5000, settlement: { fee: 215, net: 4785 } });
});

test('what a single look tells is what the pull tells', async () => {
  const bank = livelyBank(35, 40);
  const { gateway } = await openPaypal({ bank });
  const pulled = await pullInto(gateway);
  let refunds = 0;
  let disputes = 0;
  for (const payment of pulled.payments()) {
    const looked = await gateway.fetchPayment(payment.externalId);
    const { detail: _why, decline: _class, ...fact } = looked.payments[0] ?? {};
    const { detail: _no, ...known } = payment;
    expect(fact).toEqual(known);
    for (const row of looked.refunds) expect(row).toEqual(pulled.rows.get(`refunds ${row.externalId}`));
    for (const row of looked.disputes) expect(row).toEqual(pulled.rows.get(`disputes ${row.externalId}`));
    refunds += looked.refunds.length;
    disputes += looked.disputes.length;
  }
  expect([refunds, disputes]).toEqual([counted(pulled, 'refunds'), counted(pulled, 'disputes')]);
});

test('a hold that is lost, a chargeback that is won, a plain inquiry: one dispute each, with what moved', async () => {
  const bank = new Bank('cases');
  const at = START_MS - 20 * DAY;
  const [held, charged, asked] = [1, 2, 3].map((n) => makePayment(bank, at, { amount: 1000 * n }));
  if (!held || !charged || !asked) throw new Error('no payments');
  const lost = openDispute(bank, at + DAY, held.id, { money: 'hold' });
  const won = openDispute(bank, at + DAY, charged.id, { money: 'chargeback' });
  const open = openDispute(bank, at + DAY, asked.id, { money: 'none' });
  const account = await openPaypal({ bank });
  const pulled = await pullInto(account.gateway);
  const of = (id: string) => pulled.rows.get(`disputes ${id}`);
  expect(of(lost.id)).toMatchObject({ state: 'open', payment: held.id, withdrawal: { amount: -1000, fee: 0 } });
  expect(of(won.id)).toMatchObject({
    state: 'open',
    dueAt: at + 11 * DAY,
    withdrawal: { amount: -2000, fee: 1500, net: -3500 },
    reinstatement: null,
  });
  expect(of(open.id)).toMatchObject({ state: 'open', withdrawal: null, reason: 'UNAUTHORISED' });
  account.clock.now += DAY;
  closeDispute(bank, account.clock.now - HOUR, lost.id, 'lost');
  closeDispute(bank, account.clock.now - HOUR, won.id, 'won');
  await pullInto(account.gateway, pulled);
  expect(of(lost.id)).toMatchObject({
    state: 'lost',
    closedAt: account.clock.now - HOUR,
    withdrawal: { amount: -1000 },
    reinstatement: null,
  });
  expect(of(won.id)).toMatchObject({
    state: 'won',
    withdrawal: { amount: -2000, fee: 1500 },
    reinstatement: { amount: 2000, fee: 0 },
  });
  expect(counted(pulled, 'refunds')).toBe(0);
  expect(pulled.parked).toEqual([]);
});

test('money that is taken back without a dispute is a return; a withdrawal that comes back has failed', async () => {
  const bank = new Bank('back');
  const made = makePayment(bank, START_MS - 9 * DAY, { amount: 4000 });
  const payout = payOut(bank, START_MS - 8 * DAY, 'USD');
  const account = await openPaypal({ bank });
  const pulled = await pullInto(account.gateway);
  expect(pulled.rows.get(`payouts ${payout?.id}`)).toMatchObject({
    status: 'sent',
    amount: 3811,
    currency: 'USD',
    settlements: [],
    descriptor: expect.stringMatching(/^PAYPAL/),
  });
  account.clock.now += 5 * DAY;
  const taken = takeBack(bank, account.clock.now - HOUR, made.id);
  returnPayout(bank, account.clock.now - HOUR, payout?.id ?? '');
  await pullInto(account.gateway, pulled);
  expect(pulled.rows.get(`refunds ${taken.id}`)).toMatchObject({
    payment: made.id,
    amount: 4000,
    reason: 'returned',
    status: 'completed',
    settlement: { amount: -4000 },
  });
  expect(pulled.rows.get(`payouts ${payout?.id}`)).toMatchObject({ status: 'failed', amount: 3811 });
  const again = await pullInto(account.connect());
  expect(again.rows.get(`payouts ${payout?.id}`)).toMatchObject({ status: 'failed' });
});

test('a pending payment is Pending, and Completed when it is looked at once it came', async () => {
  const bank = new Bank('echeck');
  const made = makePayment(bank, START_MS - 5 * DAY, { amount: 4000, status: 'pending' });
  const bad = makePayment(bank, START_MS - 5 * DAY, { amount: 5000, status: 'pending' });
  const { gateway } = await openPaypal({ bank });
  const pulled = await pullInto(gateway);
  expect(pulled.rows.get(`payments ${made.id}`)).toMatchObject({
    status: 'Pending',
    reason: 'waiting-gateway',
    providerStatus: 'PENDING',
    settlement: null,
  });
  settle(bank, START_MS, made.id, true);
  settle(bank, START_MS, bad.id, false);
  const [paid] = (await gateway.fetchPayment(made.id)).payments;
  expect(paid).toMatchObject({ status: 'Completed', settlement: { fee: 189 } });
  const [refused] = (await gateway.fetchPayment(bad.id)).payments;
  expect(refused).toMatchObject({ status: 'Cancelled', reason: 'declined', detail: 'declined (5120)' });
});

test('what was pending is looked at again by each pull, however old it is', async () => {
  const bank = new Bank('waiting');
  const at = START_MS - 5 * DAY;
  const checks = Array.from({ length: 70 }, (_, n) =>
    makePayment(bank, at + n * 1000, { amount: 4000, status: 'pending' }),
  );
  const paid = makePayment(bank, at, { amount: 3000 });
  const back = refund(bank, at + HOUR, paid.id, { amount: 1000, status: 'PENDING' });
  const account = await openPaypal({ bank });
  const pulled = await pullInto(account.gateway);
  expect(pulled.rows.get(`refunds ${back.id}`)).toMatchObject({ status: 'pending', settlement: null });
  expect(pulled.cursor?.length).toBeLessThan(4096);
  account.clock.now += DAY;
  const [first, last] = [checks[0]?.id ?? '', checks.at(-1)?.id ?? ''];
  for (const id of [first, last]) settle(bank, account.clock.now - HOUR, id, true);
  bank.rowOf(back.id).status = 'S';
  await pullInto(account.gateway, pulled);
  expect(pulled.rows.get(`refunds ${back.id}`)).toMatchObject({ status: 'completed', settlement: { amount: -1000 } });
  expect(pulled.rows.get(`payments ${last}`)).toMatchObject({ status: 'Completed' });
  // The oldest of more than sixty is left to the checks of single payments.
  expect(pulled.rows.get(`payments ${first}`)).toMatchObject({ status: 'Pending' });
});

test('a payment that is no capture is looked for by its rows', async () => {
  const bank = new Bank('button');
  const row = bank.row(START_MS - 40 * DAY, { code: 'T0007', amount: 2500, currency: 'USD', fee: 100 });
  const { gateway } = await openPaypal({ bank });
  expect((await gateway.fetchPayment(row.id)).payments).toMatchObject([{ amount: 2500, status: 'Completed' }]);
  expect((await gateway.fetchPayment('2A'.repeat(8).concat('9'))).payments).toEqual([]);
});

test('what has no place in the book is parked with its code; what moved nothing is left out', async () => {
  const bank = new Bank('odd');
  const at = START_MS - 3 * DAY;
  const made = makePayment(bank, at, { amount: 1000 });
  const usd = { currency: 'USD', amount: -700 };
  for (const code of ['T0001', 'T0100', 'T0500', 'T1108', 'T0201']) bank.row(at, { ...usd, code });
  for (const code of ['T1300', 'T1501', 'T2101', 'T2102', 'T9800', 'T1105']) bank.row(at, { ...usd, code });
  bank.row(at, { ...usd, code: 'T0100', status: 'P' });
  bank.row(at, { ...usd, code: 'T1107' });
  bank.row(at, { code: 'T1202', currency: 'USD', amount: 5, of: made.id });
  const twin = bank.row(at, { code: 'T0002', currency: 'USD', amount: 1000, id: made.id });
  const { gateway } = await openPaypal({ bank });
  const pulled = await pullInto(gateway);
  expect(counted(pulled, 'payments')).toBe(1);
  expect(pulled.parked.map(({ why }) => why).sort()).toEqual([
    'a conversion that belongs to no payment',
    'a debit card purchase (T0500), which the book has no place for yet',
    'a dispute’s movement (T1202) without a dispute',
    'a fee that belongs to no payment (T0100), which the book has no place for yet',
    'a payment made by this account (T0001), which the book has no place for yet',
    'a reversal (T1108), which the book has no place for yet',
    'another row has the same id and is a payment too (T0006)',
    'it does not say which payment it belongs to',
  ]);
  expect(pulled.parked.some(({ externalId }) => externalId === `${twin.id}/T0002/+USD`)).toBe(true);
});

test('who the app belongs to, and what is held in each currency', async () => {
  const bank = new Bank('held');
  makePayment(bank, START_MS - DAY, { amount: 10_000 });
  makePayment(bank, START_MS - DAY, { amount: 900, currency: 'JPY' });
  const { gateway } = await openPaypal({ bank });
  expect(await gateway.identify()).toEqual({
    account: bank.account,
    name: `PayPal ${bank.account}`,
    environment: 'sandbox',
  });
  expect(await gateway.balance?.()).toEqual([
    { currency: 'JPY', available: 829, pending: 0, withReserve: true },
    { currency: 'USD', available: 9602, pending: 0, withReserve: true },
  ]);
});

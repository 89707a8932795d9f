/** Money asked of PayPal: a page, a saved method, a refund; and that it is taken once, whatever becomes of the answers. */
import { describe, expect, test } from 'vitest';
import { makePayment, openDispute, settle } from '../../main/gateways/paypal/simulator/aftermath';
import { minor } from '../../main/kernel/money';
import { pullInto } from '../support/simulator';
import { asksOf, chargeAsk, opened, pageAsk, press, refundAsk, START_MS } from './paypal-driver';

const HOUR = 3_600_000;
const KEY = '0190a6f2-7b3c-7d4e-8f5a-6b7c8d9e0f1a';
const OTHER = '0190a6f2-7b3c-7d4e-8f5a-6b7c8d9e0f1b';

describe('the page', () => {
  test('opens, waits, is captured once after approval, and the pull ties it to its attempt', async () => {
    const { asks, captures, bank, gateway } = await opened();
    const page = await asks.openPage(pageAsk(KEY, { description: 'Top-up <script>alert(1)</script>' }));
    expect(page.expiresAt).toBe(START_MS + 6 * HOUR);
    const shown = await (await fetch(page.link)).text();
    expect(shown).toContain('120.00 EUR');
    expect(shown).toContain('Top-up &lt;script&gt;');
    expect(shown).not.toContain('<script');
    expect(await asks.checkPage(page.page, KEY)).toMatchObject({ state: 'open', facts: { payments: [] } });
    await press(page.link, 'approve');
    expect(captures()).toEqual([]);
    const checked = await asks.checkPage(page.page, KEY);
    const [payment] = checked.facts.payments;
    expect(checked.state).toBe('finished');
    expect(payment).toMatchObject({
      status: 'Completed',
      amount: 12_000,
      currency: 'EUR',
      attempt: KEY,
      purpose: 'top-up',
      settlement: { amount: 12_000, fee: 458, net: 11_542 },
    });
    expect(await asks.checkPage(page.page, KEY)).toMatchObject({ state: 'finished', facts: { payments: [payment] } });
    expect(captures().length).toBe(1);
    expect((await pullInto(gateway)).payments()).toEqual([payment]);
    expect(bank.orders.size).toBe(1);
  });

  test('opened twice under one key is one page', async () => {
    const { asks, bank } = await opened();
    const [first, second] = [await asks.openPage(pageAsk(KEY)), await asks.openPage(pageAsk(KEY))];
    expect(second).toEqual(first);
    await asks.openPage(pageAsk(OTHER));
    expect(bank.orders.size).toBe(2);
  });

  test('a declined card leaves it open; another one pays it, with 3-D Secure', async () => {
    const { asks, captures } = await opened();
    const { page, link } = await asks.openPage(pageAsk(KEY));
    await press(link, 'decline');
    expect(await asks.checkPage(page, KEY)).toMatchObject({ state: 'open', facts: { payments: [] } });
    expect(await press(link, 'confirm')).toContain('It is me');
    expect((await asks.checkPage(page, KEY)).state).toBe('open');
    await press(link, 'approve');
    expect((await asks.checkPage(page, KEY)).state).toBe('finished');
    expect(captures().length).toBe(1);
  });

  test('left alone it stays open until it expires', async () => {
    const { asks, clock } = await opened();
    const { page, link } = await asks.openPage(pageAsk(KEY));
    expect(await press(link, 'abandon')).toContain('https://counterfoil.example/done');
    expect((await asks.checkPage(page, KEY)).state).toBe('open');
    clock.now += 6 * HOUR + 1000;
    expect((await asks.checkPage(page, KEY)).state).toBe('expired');
    expect((await fetch(link)).status).toBe(404);
  });

  test('paid by eCheck it is finished, and the payment Pending until the bank has spoken', async () => {
    const { asks, bank, gateway, clock } = await opened();
    const { page, link } = await asks.openPage(pageAsk(KEY));
    await press(link, 'echeck');
    const { state, facts } = await asks.checkPage(page, KEY);
    expect([state, facts.payments[0]?.status, facts.payments[0]?.settlement]).toEqual(['finished', 'Pending', null]);
    const id = facts.payments[0]?.externalId ?? '';
    settle(bank, clock.now, id, true);
    expect((await gateway.fetchPayment(id)).payments).toMatchObject([{ status: 'Completed', attempt: KEY }]);
  });

  test('closed, it is never captured, also when its payer approves afterwards', async () => {
    const { asks, captures } = await opened();
    const { page, link } = await asks.openPage(pageAsk(KEY));
    expect((await asks.closePage(page, KEY)).state).toBe('cancelled');
    await press(link, 'approve');
    expect((await asks.checkPage(page, KEY)).state).toBe('cancelled');
    expect((await asks.closePage(page, KEY)).state).toBe('cancelled');
    expect(captures()).toEqual([]);
  });

  test('paid meanwhile, closing it says so', async () => {
    const { asks } = await opened();
    const { page, link } = await asks.openPage(pageAsk(KEY));
    await press(link, 'approve');
    await asks.checkPage(page, KEY);
    expect(await asks.closePage(page, KEY)).toMatchObject({
      state: 'finished',
      facts: { payments: [{ attempt: KEY }] },
    });
  });

  test('amounts are written as PayPal takes them: no decimals for JPY and HUF', async () => {
    const { asks, bank, requests } = await opened();
    await asks.openPage(pageAsk(KEY, { amount: minor(5000), currency: 'JPY' }));
    await asks.openPage(pageAsk(OTHER, { amount: minor(500_000), currency: 'HUF' }));
    expect([...bank.orders.values()].map(({ amount }) => amount)).toEqual([5000, 500_000]);
    const before = requests.length;
    const part = asks.openPage(pageAsk(KEY, { amount: minor(500_050), currency: 'HUF' }));
    await expect(part).rejects.toMatchObject({ code: 'input-invalid' });
    expect(requests.length).toBe(before);
  });
});

describe('a saved method', () => {
  test('is kept with a payment when its payer agreed, listed, charged, and removed', async () => {
    const { asks, captures } = await opened();
    const { page, link } = await asks.openPage(pageAsk(KEY, { saveMethod: true }));
    await press(link, 'approve');
    const customer = (await asks.checkPage(page, KEY)).facts.payments[0]?.customer ?? '';
    const [method] = await asks.listMethods(customer);
    expect(method).toMatchObject({ method: 'paypal', label: 'jane@buyer.example', status: 'confirmed', last4: null });
    const answer = await asks.charge(chargeAsk(OTHER, method?.token ?? ''));
    expect(answer).toMatchObject({
      kind: 'accepted',
      facts: { payments: [{ status: 'Completed', attempt: OTHER, customer, amount: 12_000 }] },
    });
    await asks.removeMethod(customer, method?.token ?? '');
    await asks.removeMethod(customer, method?.token ?? '');
    expect(await asks.listMethods(customer)).toEqual([]);
    expect(await asks.charge(chargeAsk(KEY.replace('1a', '1c'), method?.token ?? ''))).toMatchObject({
      kind: 'declined',
      hard: true,
    });
    expect(captures().length).toBe(2);
  });

  test('a card says brand, last four and expiry, and is charged as the merchant’s own act', async () => {
    const { asks, bank, captures } = await opened();
    const payer = bank.makeCustomer();
    for (let n = 0; n < 12; n++) bank.saveMethod(payer);
    const token = bank.saveMethod(payer, { card: { brand: 'VISA', last4: '4242', expiry: '2031-07' } });
    const listed = await asks.listMethods(payer.id);
    expect(listed.length).toBe(13);
    expect(listed.at(-1)).toMatchObject({ label: 'Visa ···· 4242', brand: 'Visa', last4: '4242', expires: '2031-07' });
    expect(await asks.charge(chargeAsk(KEY, token.id))).toMatchObject({ kind: 'accepted' });
    expect(captures().length).toBe(1);
    expect(await asks.listMethods('x')).toEqual([]);
  });

  test('declined: nothing was taken, and it says whether to try again', async () => {
    const { asks, bank, captures } = await opened();
    const token = bank.saveMethod(bank.makeCustomer(), { refuses: true });
    const answer = await asks.charge(chargeAsk(KEY, token.id));
    expect(answer).toMatchObject({ kind: 'declined', hard: false, facts: { payments: [] } });
    expect(answer.kind === 'declined' && answer.detail).toContain('declined by the processor');
    expect(captures()).toEqual([]);
    expect(await asks.findCharge(chargeAsk(KEY, token.id), START_MS)).toBeNull();
  });

  test('charged twice under one key is charged once', async () => {
    const { asks, bank, captures } = await opened();
    const token = bank.saveMethod(bank.makeCustomer());
    const [first, second] = [await asks.charge(chargeAsk(KEY, token.id)), await asks.charge(chargeAsk(KEY, token.id))];
    expect(second).toEqual(first);
    expect(captures().length).toBe(1);
  });

  test('at once from two sides it is charged once', async () => {
    const { bank, captures, connect, ...account } = await opened();
    const token = bank.saveMethod(bank.makeCustomer());
    const other = asksOf({ gateway: connect() });
    await Promise.all([account.asks.charge(chargeAsk(KEY, token.id)), other.charge(chargeAsk(KEY, token.id))]);
    expect(captures().length).toBe(1);
  });
});

describe('a refund', () => {
  test('in part and whole, the same key once; PayPal’s reasons for refusing one are told', async () => {
    const { asks, bank } = await opened();
    const made = makePayment(bank, START_MS - HOUR, { amount: 2000 });
    const first = await asks.refund(refundAsk(KEY, made.id));
    expect(first).toMatchObject({
      kind: 'accepted',
      facts: { refunds: [{ payment: made.id, amount: 500, status: 'completed', reason: 'Paid twice' }] },
    });
    expect(await asks.refund(refundAsk(KEY, made.id))).toEqual(first);
    expect(made.refunds.length).toBe(1);
    const more = await asks.refund(refundAsk(OTHER, made.id, { amount: minor(1501) }));
    expect(more).toMatchObject({ kind: 'declined', hard: true, detail: expect.stringContaining('less than or equal') });
    expect(await asks.refund(refundAsk(OTHER, made.id, { amount: minor(1500) }))).toMatchObject({ kind: 'accepted' });
    const none = await asks.refund(refundAsk(KEY.replace('1a', '1d'), made.id));
    expect(none).toMatchObject({ kind: 'declined', detail: 'The capture has already been fully refunded' });
    await expect(asks.refund(refundAsk(KEY, 'NOSUCHCAPTURE'))).rejects.toMatchObject({ code: 'gateway-error' });
  });

  test('the same key gives the latest state, not the first answer', async () => {
    const { asks, bank } = await opened();
    const made = makePayment(bank, START_MS - HOUR, { amount: 2000 });
    await asks.refund(refundAsk(KEY, made.id));
    const [back] = made.refunds;
    if (back) back.status = 'FAILED';
    expect(await asks.refund(refundAsk(KEY, made.id))).toMatchObject({
      kind: 'declined',
      facts: { refunds: [{ status: 'failed', settlement: null }] },
    });
  });

  test('of a disputed or pending payment may be possible later', async () => {
    const { asks, bank } = await opened();
    const disputed = makePayment(bank, START_MS - HOUR, { amount: 2000 });
    openDispute(bank, START_MS, disputed.id);
    const pending = makePayment(bank, START_MS - HOUR, { amount: 2000, status: 'pending' });
    for (const { id } of [disputed, pending]) {
      expect(await asks.refund(refundAsk(KEY, id))).toMatchObject({ kind: 'declined', hard: false });
    }
  });
});

/** Stripe's Checkout page, from opening to its end, as a payer's browser meets it. */
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../main/gateways/ask';
import { minor } from '../../main/kernel/money';
import { KEY, lost, onPage, pageAsk } from '../support/razorpay';
import { newCustomer, openAccount, pullInto, START } from '../support/simulator';
import { onNth } from '../support/simulator-faults';

const SESSIONS = '/v1/checkout/sessions';
const quick = { timeoutMs: 250 };
const dollars = { currency: 'USD', amount: minor(12_050) };
const ask = pageAsk(dollars);

async function opened(wish: Parameters<typeof pageAsk>[0] = {}) {
  const account = await openAccount();
  const asked = pageAsk({ ...dollars, ...wish });
  const page = await account.gateway.openPage?.(asked);
  if (!page) throw new Error('no page');
  return { ...account, page, check: () => account.gateway.checkPage?.(page.page, KEY) };
}

describe('a page', () => {
  test('is open until it is paid; its payment carries the attempt’s key, from the page and from a pull', async () => {
    const { gateway, clock, page, check } = await opened();
    expect(page).toMatchObject({
      link: expect.stringContaining('/c/pay/cs_test_'),
      expiresAt: (START + 86_400) * 1000,
    });
    expect(await check()).toMatchObject({ state: 'open', facts: { payments: [] } });
    expect(await onPage(page.link, 'succeed')).toContain('120.50 USD was paid');
    const row = { status: 'Completed', amount: 12_050, currency: 'USD', attempt: KEY, purpose: 'top-up', link: null };
    expect(await check()).toMatchObject({ state: 'finished', facts: { payments: [row] } });
    clock.now += 60;
    expect((await pullInto(gateway)).payments()).toMatchObject([row]);
    expect(await onPage(page.link, 'succeed')).toContain('This payment is complete');
  });

  test('is plain HTML without script, and shows the asker’s words as words', async () => {
    const { page } = await opened({ description: '<script>alert(1)</script> "A" & \'B\'' });
    const answer = await fetch(page.link);
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    const html = await answer.text();
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;A&quot; &amp; &#39;B&#39;');
    expect(html).not.toMatch(/<script| on\w+=/i);
    expect(html.match(/<button/g)?.length).toBe(5);
    expect((await fetch(page.link.replace(page.page, 'cs_test_none'))).status).toBe(404);
  });

  test('a declined card leaves it open, and the payment waits with the page that was told', async () => {
    const { page, check } = await opened();
    expect(await onPage(page.link, 'decline')).toContain('Your card was declined');
    const answer = await check();
    expect(answer).toMatchObject({
      state: 'open',
      facts: { payments: [{ status: 'Pending', reason: 'waiting-customer', attempt: KEY }] },
    });
    expect(answer?.facts.payments[0]?.link).toBeUndefined();
    await onPage(page.link, 'succeed');
    expect(await check()).toMatchObject({ state: 'finished', facts: { payments: [{ status: 'Completed' }] } });
  });

  test('3-D Secure is a page of the payer’s bank: confirmed there, the money comes; refused there, it does not', async () => {
    const { page, check, bank } = await opened();
    const html = await onPage(page.link, 'secure');
    const path = /formaction="(\/3d_secure\/pi_\w+)"/.exec(html)?.[1];
    const at = new URL(path ?? '', page.link).href;
    expect((await check())?.facts.payments).toMatchObject([{ status: 'Pending', link: at }]);
    expect(await onPage(at, 'refuse')).toContain('not confirmed');
    expect(await check()).toMatchObject({ state: 'open', facts: { payments: [{ status: 'Pending' }] } });
    await onPage(page.link, 'secure');
    expect(await onPage(at, 'confirm')).toContain('was confirmed');
    expect(await check()).toMatchObject({ state: 'finished', facts: { payments: [{ status: 'Completed' }] } });
    expect(bank.store.shelf('payment_intent').size).toBe(1);
  });

  test('left without paying it stays open, until its day is over', async () => {
    const { page, check, clock } = await opened();
    expect(await onPage(page.link, 'abandon')).toContain('stays open');
    expect((await check())?.state).toBe('open');
    clock.now += 86_401;
    expect((await check())?.state).toBe('expired');
    expect(await onPage(page.link, 'succeed')).toContain('expired');
  });

  test('closed by us it is cancelled, and what the payer had begun with it; one that was paid is finished', async () => {
    const first = await opened();
    await onPage(first.page.link, 'decline');
    const close = () => first.gateway.closePage?.(first.page.page, KEY);
    const closed = { state: 'cancelled', facts: { payments: [{ status: 'Cancelled', reason: 'declined' }] } };
    expect(await close()).toMatchObject(closed);
    expect(await close()).toMatchObject(closed);
    const second = await opened();
    await onPage(second.page.link, 'succeed');
    expect(await second.gateway.closePage?.(second.page.page, KEY)).toMatchObject({ state: 'finished' });
    expect(await second.gateway.checkPage?.('cs_test_gone', KEY)).toMatchObject({ state: 'expired' });
  });

  test('keeps what was paid with, when the payer agreed; a new payer becomes a customer', async () => {
    const { gateway, page, check } = await opened({ saveMethod: true });
    await onPage(page.link, 'succeed');
    const customer = (await check())?.facts.payments[0]?.customer ?? '';
    expect(await gateway.listMethods?.(customer)).toMatchObject([{ label: 'Visa ···· 4242', status: 'confirmed' }]);
    const other = await opened();
    await onPage(other.page.link, 'succeed');
    expect((await other.check())?.facts.payments[0]?.customer).toBe(null);
    expect(other.bank.store.shelf('payment_method').size).toBe(1);
  });
});

describe('the same page', () => {
  test('comes of the same key, and is found by it, for whom it was made', async () => {
    const account = await openAccount();
    const { gateway, bank } = account;
    const customer = newCustomer(bank, START);
    const asked = { ...ask, payer: { ...ask.payer, customer } };
    const first = await gateway.openPage?.(asked);
    expect(await gateway.openPage?.(asked)).toEqual(first);
    expect(await gateway.findPage?.(asked, START * 1000)).toEqual(first);
    expect(await gateway.findPage?.({ ...asked, key: `${KEY.slice(0, -1)}c` }, START * 1000)).toBe(null);
    expect(bank.store.shelf('checkout.session').size).toBe(1);
  });

  for (const [name, fault] of lost) {
    test(`opened with ${name} is unknown, then found: opened once`, async () => {
      const { gateway, bank, simulator } = await openAccount({ faults: onNth(SESSIONS, 1, fault), patience: quick });
      await expect(gateway.openPage?.(ask)).rejects.toBeInstanceOf(OutcomeUnknown);
      simulator.setFaults(null);
      expect(await gateway.findPage?.(ask, START * 1000)).toMatchObject({ page: expect.stringMatching(/^cs_test_/) });
      expect(bank.store.shelf('checkout.session').size).toBe(1);
    });
  }

  test('the same key with other words is in doubt, never a second page', async () => {
    const { gateway, bank } = await opened();
    await expect(gateway.openPage?.({ ...ask, amount: minor(100) })).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(bank.store.shelf('checkout.session').size).toBe(1);
  });

  test('what Stripe cannot be asked for is refused before anything is sent', async () => {
    const { gateway, requests } = await openAccount();
    for (const [amount, currency] of [
      [12_345, 'KWD'],
      [150, 'MGA'],
    ] as const) {
      const open = gateway.openPage?.(pageAsk({ amount: minor(amount), currency }));
      await expect(open).rejects.toMatchObject({ code: 'too-many-decimals' });
    }
    expect(requests).toEqual([]);
    const page = await gateway.openPage?.(pageAsk({ amount: minor(500), currency: 'ISK' }));
    await onPage(page?.link ?? '', 'succeed');
    expect(await gateway.checkPage?.(page?.page ?? '', KEY)).toMatchObject({
      facts: { payments: [{ amount: 500, currency: 'ISK' }] },
    });
  });
});

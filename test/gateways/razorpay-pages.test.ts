/** Razorpay's own page for one attempt: made once, paid once, whatever the payer does there and whatever the answer was. */
import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../main/gateways/ask';
import { DAY, KEY, lost, onPage, openRazorpay, pageAsk, START } from '../support/razorpay';
import { pullInto } from '../support/simulator';
import { onNth } from '../support/simulator-faults';

const quick = { timeoutMs: 250 };

describe('a page', () => {
  test('is opened once for a key, is paid there, and ties the payment to the attempt in the check and in the pull', async () => {
    const { bank, gateway } = await openRazorpay();
    const opened = await gateway.openPage?.(pageAsk());
    expect(opened?.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/i\/\w{14}$/);
    expect(await gateway.openPage?.(pageAsk())).toEqual(opened);
    expect(await gateway.findPage?.(pageAsk(), START * 1000)).toEqual(opened);
    expect(bank.links.size).toBe(1);
    const page = opened?.page ?? '';
    expect(await gateway.checkPage?.(page, KEY)).toMatchObject({ state: 'open', facts: { payments: [] } });
    expect(await onPage(opened?.link ?? '', 'succeed')).toContain('1200.00 INR was paid');
    const paid = {
      status: 'Completed',
      attempt: KEY,
      amount: 120_000,
      purpose: 'top-up',
      description: 'Account top-up',
    };
    expect(await gateway.checkPage?.(page, KEY)).toMatchObject({ state: 'finished', facts: { payments: [paid] } });
    expect((await pullInto(gateway)).payments()).toMatchObject([paid]);
    expect(await gateway.closePage?.(page, KEY)).toMatchObject({ state: 'finished' });
  });

  test('stays open after a try that was declined there, or after the payer left', async () => {
    const { bank, gateway } = await openRazorpay();
    const opened = await gateway.openPage?.(pageAsk());
    const [page, link] = [opened?.page ?? '', opened?.link ?? ''];
    expect(await onPage(link, 'abandon')).toContain('stays open');
    expect(await onPage(link, 'decline')).toContain('You may try again');
    expect(await gateway.checkPage?.(page, KEY)).toMatchObject({ state: 'open', facts: { payments: [] } });
    expect((await pullInto(gateway)).payments()).toMatchObject([
      { status: 'Cancelled', attempt: null, reason: 'declined' },
    ]);
    expect(await onPage(link, 'secure')).toContain('3-D Secure');
    await onPage(link, 'refuse');
    expect(await gateway.checkPage?.(page, KEY)).toMatchObject({ state: 'open', facts: { payments: [] } });
    await onPage(link, 'confirm');
    const state = await gateway.checkPage?.(page, KEY);
    expect(state).toMatchObject({ state: 'finished', facts: { payments: [{ status: 'Completed', attempt: KEY }] } });
    expect(state?.facts.payments.length).toBe(1);
    expect(bank.payments.size).toBe(3);
    expect(await onPage(link, 'succeed')).toContain('This payment link is paid');
    expect(bank.payments.size).toBe(3);
  });

  test('is not tied to a try that is under way: it may fail, and another succeed', async () => {
    const { bank, gateway } = await openRazorpay();
    const opened = await gateway.openPage?.(pageAsk());
    const { order_id: order, id } = bank.links.need(opened?.page ?? '');
    const description = `#${id.slice('plink_'.length)}`;
    const tried = bank.makePayment({ at: START, amount: 120_000, status: 'created', order, description });
    expect(await gateway.checkPage?.(id, KEY)).toMatchObject({ state: 'open', facts: { payments: [] } });
    expect((await pullInto(gateway)).payments()).toMatchObject([{ status: 'Pending', attempt: null, link: null }]);
    bank.authorize(tried);
    const held = [{ externalId: tried, status: 'Pending', reason: 'waiting-gateway', attempt: KEY }];
    expect(await gateway.checkPage?.(id, KEY)).toMatchObject({ state: 'open', facts: { payments: held } });
    expect((await pullInto(gateway)).payments()).toMatchObject(held);
  });

  test('is closed while nobody has paid, and expires by itself', async () => {
    const { bank, gateway, clock } = await openRazorpay();
    const opened = await gateway.openPage?.(pageAsk());
    expect(await gateway.closePage?.(opened?.page ?? '', KEY)).toMatchObject({ state: 'cancelled' });
    expect(await onPage(opened?.link ?? '', 'succeed')).toContain('cancelled');
    expect(bank.payments.size).toBe(0);
    const other = { ...pageAsk(), key: '0190c0de-1111-7222-8333-444455557777' };
    const second = await gateway.openPage?.(other);
    Object.assign(bank.links.need(second?.page ?? ''), { expire_by: START + DAY });
    expect(await gateway.findPage?.(other, START * 1000)).toMatchObject({ expiresAt: (START + DAY) * 1000 });
    clock.now += 2 * DAY;
    expect(await gateway.checkPage?.(second?.page ?? '', KEY)).toMatchObject({ state: 'expired' });
  });

  test('that keeps the method gives a saved method along with the payment; only in INR, and only of a payer that can be reached', async () => {
    const { bank, gateway, requests } = await openRazorpay();
    const ask = pageAsk({ saveMethod: true });
    const opened = await gateway.openPage?.(ask);
    expect(opened?.page).toMatch(/^inv_/);
    expect(await gateway.openPage?.(ask)).toEqual(opened);
    await onPage(opened?.link ?? '', 'succeed');
    const state = await gateway.checkPage?.(opened?.page ?? '', KEY);
    expect(state).toMatchObject({ state: 'finished', facts: { payments: [{ attempt: KEY, status: 'Completed' }] } });
    const customer = state?.facts.payments[0]?.customer ?? '';
    expect(await gateway.listMethods?.(customer)).toMatchObject([{ status: 'confirmed', label: 'Visa ···· 1111' }]);
    expect((await pullInto(gateway)).payments()).toMatchObject([{ attempt: KEY, customer }]);
    expect(bank.invoices.size).toBe(1);
    requests.length = 0;
    const noPhone = { ...ask.payer, phone: null };
    for (const [wish, code] of [
      [{ currency: 'USD' }, 'method-home-currency'],
      [{ payer: noPhone }, 'payer-contact-needed'],
    ] as const) {
      await expect(gateway.openPage?.({ ...ask, ...wish })).rejects.toMatchObject({ code });
    }
    expect(requests).toEqual([]);
  });

  for (const [name, fault] of lost) {
    test(`whose making ends in ${name} is unknown, then found, and made once`, async () => {
      const faults = onNth('/v1/payment_links', 2, fault, 1);
      const { bank, gateway } = await openRazorpay({ faults, patience: quick });
      await expect(gateway.openPage?.(pageAsk())).rejects.toBeInstanceOf(OutcomeUnknown);
      expect((await gateway.findPage?.(pageAsk(), START * 1000))?.page).toBe(bank.links.oldestFirst()[0]?.id);
      await gateway.openPage?.(pageAsk());
      expect(bank.links.size).toBe(1);
    });
  }

  test('of an odd address is never opened', async () => {
    const { gateway, simulator } = await openRazorpay();
    for (const short_url of ['javascript:alert(1)', 'http://rzp.io/i/x', 'http://127.0.0.1:9/i/x']) {
      simulator.setFaults((request) =>
        request.method === 'POST'
          ? { kind: 'rewrite', change: (answer) => ({ ...(answer as object), short_url }) }
          : null,
      );
      const key = crypto.randomUUID();
      await expect(gateway.openPage?.(pageAsk({ key })), short_url).rejects.toBeInstanceOf(OutcomeUnknown);
    }
  });

  test('is a plain form whose texts are escaped', async () => {
    const { gateway } = await openRazorpay();
    const opened = await gateway.openPage?.(pageAsk({ description: '<script>alert("x")</script> & co' }));
    const answer = await fetch(opened?.link ?? '');
    const html = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;');
    for (const outcome of ['succeed', 'decline', 'secure', 'abandon']) expect(html).toContain(`value="${outcome}"`);
  });
});

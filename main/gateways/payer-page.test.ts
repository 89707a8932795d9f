/** A simulated payer's page: what came with a payment stays text, and only an address of the web is linked. */
import { expect, it } from 'vitest';
import { payerPage } from './payer-page';

it('lets nothing that came with a payment become markup', () => {
  const nasty = `"><script>alert('x')</script>&`;
  const { body } = payerPage({
    gateway: 'Stripe',
    title: nasty,
    parts: [
      nasty,
      { buttons: { [nasty]: nasty }, field: nasty, to: () => nasty },
      { buttons: {}, field: 'x', choice: { field: nasty, label: nasty, values: [nasty] } },
      { back: `https://shop.example/?q=${nasty}` },
    ],
  });
  expect(body).not.toContain('<script');
  expect(
    body
      .match(/<\w+/g)
      ?.filter(
        (tag) => !/html|head|meta|title|style|body|main|h1|p|form|button|label|select|option|a|footer/.test(tag),
      ),
  ).toEqual([]);
  expect(body.match(/<(form|button|a|option)\b/g)).toHaveLength(5);
});

it('links the way back only where it is an address of the web', () => {
  const linked = (back: string | null) =>
    payerPage({ gateway: 'PayPal', title: 'Paid', parts: [{ back }] }).body.includes('<a ');
  expect(linked('https://shop.example/thanks')).toBe(true);
  expect(linked('http://127.0.0.1:8080/')).toBe(true);
  for (const none of [null, '', 'javascript:alert(1)', 'data:text/html,x', 'shop']) expect(linked(none)).toBe(false);
});

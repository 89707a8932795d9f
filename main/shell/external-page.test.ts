import { expect, it } from 'vitest';
import { externalPage } from './external-page';

const hosts = ['checkout.stripe.com', 'dashboard.stripe.com'];

it.each([
  'https://checkout.stripe.com/c/pay/cs_1',
  'https://dashboard.stripe.com/payments/pi_1?x=1#y',
  'https://CHECKOUT.stripe.com/',
  'https://checkout.stripe.com:443/',
])('opens %s', (address) => {
  expect(externalPage(address, hosts)).toBe(new URL(address).href);
});

it('opens a simulator of the sample company, at its port alone', () => {
  const simulator = [...hosts, '127.0.0.1:4100'];
  expect(externalPage('http://127.0.0.1:4100/c/pay/cs_1', simulator)).toBe('http://127.0.0.1:4100/c/pay/cs_1');
  for (const address of [
    'http://127.0.0.1:4101/c/pay/cs_1',
    'http://127.0.0.1/c/pay/cs_1',
    'http://localhost:4100/c/pay/cs_1',
    'http://user@127.0.0.1:4100/',
    'https://127.0.0.1:4100/',
    'http://127.0.0.1.evil.example:4100/',
  ])
    expect(externalPage(address, simulator)).toBe(null);
  expect(externalPage('http://127.0.0.1:4100/', hosts)).toBe(null);
});

it.each([
  'http://checkout.stripe.com/',
  'https://stripe.com/',
  'https://checkout.stripe.com.evil.example/',
  'https://checkout.stripe.com@evil.example/',
  'https://user:pass@checkout.stripe.com/',
  'https://user@checkout.stripe.com/',
  'https://checkout.stripe.com:8443/',
  'https://checkout.stripe.com./',
  'https://evil.example/?https://checkout.stripe.com/',
  'https://chеckout.stripe.com/',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'app://counterfoil/',
  'mailto:a@b.c',
  'checkout.stripe.com',
  '',
  `https://checkout.stripe.com/${'a'.repeat(2048)}`,
])('does not open %s', (address) => {
  expect(externalPage(address, hosts)).toBe(null);
});

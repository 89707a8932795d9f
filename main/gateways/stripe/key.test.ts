import { expect, test } from 'vitest';
import { Failure } from '../../kernel/failure';
import { patience } from '../patience';
import { connectStripe, stripe } from './index';
import { checkKey } from './key';

const good = 'sk_test_51Abcdefghijk';
// In two parts, so that no scanner takes it for a real one.
const live = ['rk', 'live', '51Abcdefghijk'].join('_');

test('a key is freed of what copying leaves around it', () => {
  for (const text of [good, ` ${good}\n`, `"${good}"`, `\t'${good}' `, `“${good}”`])
    expect(checkKey(text, 'sandbox')).toBe(good);
  expect(checkKey(live, 'live')).toBe(live);
});

test('what is no secret key is refused before anything is sent', () => {
  const cases: readonly [string, string][] = [
    ['pk_test_51Abcdefghijk', 'key-publishable'],
    [' pk_live_51Abcdefghijk', 'key-publishable'],
    ['', 'key-malformed'],
    ['sk_test_', 'key-malformed'],
    ['sk_test_51Abc defghijk', 'key-malformed'],
    ['sk_test_51Abcdefghijk\nx', 'key-malformed'],
    ['whsec_51Abcdefghijk', 'key-malformed'],
    [`sk_test_${'a'.repeat(300)}`, 'key-malformed'],
  ];
  for (const [text, code] of cases)
    expect(() => checkKey(text, 'sandbox'), text).toThrow(expect.objectContaining({ code }));
});

test('a key of the other environment is refused', () => {
  expect(() => checkKey(live, 'sandbox')).toThrow(
    expect.objectContaining({ code: 'key-wrong-environment', params: { found: 'live', wanted: 'sandbox' } }),
  );
  expect(() => checkKey(good, 'live')).toThrow(
    expect.objectContaining({ params: { found: 'sandbox', wanted: 'live' } }),
  );
  expect(stripe.credentials.map((field) => [field.name, field.secret])).toEqual([['key', true]]);
});

test('a live key is never sent to a simulator, and a simulator is on this computer', () => {
  const now = () => 0;
  const connect = (key: string, baseUrl: string) => () =>
    connectStripe({ credentials: { key }, baseUrl, now }, patience);
  expect(connect(live, 'http://127.0.0.1:4242')).toThrow(expect.objectContaining({ code: 'key-wrong-environment' }));
  for (const url of [
    'https://api.stripe.com',
    'http://evil.example:80',
    'http://127.0.0.1.evil.example:8080',
    'http://127.0.0.1',
    'ftp://127.0.0.1:1',
    'nonsense',
  ]) {
    expect(connect(good, url), url).toThrow(Failure);
  }
  expect(connect(good, 'http://127.0.0.1:4242')).not.toThrow();
});

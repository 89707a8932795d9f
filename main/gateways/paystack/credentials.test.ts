/** The key is checked before anything is sent. */
import { describe, expect, test } from 'vitest';
import { checkKey, isLiveKey } from './credentials';
import { paystack } from './index';

const KEY = 'sk_test_0123456789abcdef0123456789abcdef01234567';
const LIVE = KEY.replace('test', 'live');

describe('the secret key', () => {
  test('is taken without what copying leaves around it', () => {
    for (const text of [KEY, ` ${KEY}\n`, `"${KEY}"`, `“${KEY}”`]) expect(checkKey(text, 'sandbox')).toBe(KEY);
    expect(isLiveKey(` ${LIVE}`)).toBe(true);
  });

  test.each([
    ['', 'key-malformed', { gateway: 'Paystack' }],
    ['sk_test_short', 'key-malformed', {}],
    [`${KEY} ${KEY}`, 'key-malformed', {}],
    [`sk_test_${'a'.repeat(300)}`, 'key-malformed', {}],
    ['rk_test_0123456789abcdef', 'key-malformed', {}],
    ['pk_test_0123456789abcdef', 'key-publishable', { gateway: 'Paystack' }],
    [LIVE, 'key-wrong-environment', { found: 'live', wanted: 'sandbox' }],
  ])('%j is refused: %s', (text, code, params) => {
    expect(() => checkKey(text, 'sandbox')).toThrow(
      expect.objectContaining({ code, params: expect.objectContaining(params) }),
    );
  });

  test('a live one is never sent to a simulator, and nothing but this computer stands in for Paystack', () => {
    const options = (key: string, baseUrl: string) => ({ credentials: { key }, baseUrl, now: () => 0 });
    const { connect } = paystack;
    expect(() => connect(options(LIVE, 'http://127.0.0.1:1'))).toThrow(
      expect.objectContaining({ code: 'key-wrong-environment' }),
    );
    for (const url of ['http://evil.example:1', 'https://127.0.0.1:1', 'http://127.0.0.1', 'nonsense']) {
      expect(() => connect(options(KEY, url)), url).toThrow(expect.objectContaining({ code: 'input-invalid' }));
    }
    expect(connect({ credentials: { key: LIVE }, now: () => 0 }).provider).toBe('paystack');
  });
});

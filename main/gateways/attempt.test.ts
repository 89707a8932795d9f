import { describe, expect, test } from 'vitest';
import { attemptStates, isOpen, mayBecome } from '../kernel/attempt';
import { Failure } from '../kernel/failure';
import { OutcomeUnknown } from './ask';
import { LOOK_UPS, lookUpAfterMs, maySendAgain, sendOnce, tryAfterMs } from './attempt';

const HOUR = 3_600_000;
const fails = (cause: unknown) => () => Promise.reject(cause);
const gatewayError = (status: number) => new Failure('gateway-error', { gateway: 'Test', status, detail: 'no' });

describe('what a request came to', () => {
  test.each([
    ['an answer', () => Promise.resolve('done'), 'answered'],
    ['no connection', fails(new Failure('gateway-offline', { gateway: 'Test' })), 'not-sent'],
    ['too many requests', fails(new Failure('gateway-rate-limited', { gateway: 'Test', seconds: 1 })), 'not-sent'],
    ['a key that was refused', fails(new Failure('key-refused', { gateway: 'Test', last4: '0000' })), 'not-sent'],
    ['a request that makes no sense', fails(gatewayError(400)), 'refused'],
    ['a payer without e-mail', fails(new Failure('payer-email-needed', { gateway: 'Test' })), 'refused'],
    ['a payer without phone', fails(new Failure('payer-contact-needed', { gateway: 'Test' })), 'refused'],
    [
      'a currency that keeps no method',
      fails(new Failure('method-home-currency', { gateway: 'Test', currency: 'INR' })),
      'refused',
    ],
    [
      'an amount that cannot be asked for',
      fails(new Failure('too-many-decimals', { text: '1.005', currency: 'KWD' })),
      'refused',
    ],
    ['doubt', fails(new OutcomeUnknown(new Failure('gateway-timeout', { gateway: 'Test', seconds: 30 }))), 'unknown'],
    [
      'a timeout that nobody called doubt',
      fails(new Failure('gateway-timeout', { gateway: 'Test', seconds: 30 })),
      'unknown',
    ],
    [
      'an answer that cannot be read',
      fails(new Failure('gateway-broken-answer', { gateway: 'Test', page: 1 })),
      'unknown',
    ],
    ['a stop', fails(new Failure('cancelled')), 'unknown'],
    ['a key in use', fails(gatewayError(409)), 'unknown'],
    ['a fault of theirs', fails(gatewayError(500)), 'unknown'],
    ['a fault of ours', fails(new TypeError('x is undefined')), 'unknown'],
  ])('%s', async (_what, call, kind) => {
    expect(await sendOnce(call, false)).toMatchObject({ kind });
    // Of a second sending only an answer says what came of the first.
    expect(await sendOnce(call, true)).toMatchObject({ kind: kind === 'answered' ? 'answered' : 'unknown' });
  });
});

test('a key is sent again only while its provider promises to know it, and never after 23 hours', () => {
  const day = 24 * HOUR;
  expect(maySendAgain('unknown', 0, HOUR, day, true)).toBe(true);
  expect(maySendAgain('not-found', 0, 23 * HOUR - 1, 30 * day, true)).toBe(true);
  expect(maySendAgain('unknown', 0, 23 * HOUR, 30 * day, true)).toBe(false);
  expect(maySendAgain('unknown', 0, HOUR, HOUR, true)).toBe(false);
  expect(maySendAgain('unknown', 0, HOUR, undefined, true)).toBe(false);
  expect(maySendAgain('unknown', 0, HOUR, day, false)).toBe(false);
  expect(maySendAgain('unknown', HOUR, 0, day, true)).toBe(false);
  for (const state of attemptStates)
    expect(maySendAgain(state, 0, 1, day, true)).toBe(state === 'unknown' || state === 'not-found');
});

test('it is looked up for more than six hours before a person is asked, and once a day after', () => {
  let total = 0;
  for (let n = 0; n < LOOK_UPS; n++) total += lookUpAfterMs(n);
  expect(total).toBeGreaterThan(6 * HOUR);
  expect(lookUpAfterMs(LOOK_UPS)).toBe(24 * HOUR);
  expect(Math.max(...Array.from({ length: 50 }, (_, n) => tryAfterMs(n)))).toBe(15 * 60_000);
});

test('what may have been sent is never simply dropped, and what ended stays so unless it was done after all', () => {
  expect(mayBecome('sending', 'dropped')).toBe(false);
  for (const from of attemptStates) {
    expect(mayBecome('done', from)).toBe(false);
    if (from !== 'done') expect(mayBecome('dropped', from)).toBe(false);
    expect(mayBecome(from, 'sending')).toBe(['waiting', 'unknown', 'not-found'].includes(from));
    expect(isOpen(from)).toBe(from !== 'done' && from !== 'dropped');
  }
  expect(mayBecome('dropped', 'done')).toBe(true);
});

import { expect, test } from 'vitest';
import { memoryBook, testClock } from '../../../test/support/book';
import { Failure } from '../../kernel/failure';
import { noteTrouble, troublesOf } from './troubles';

const offline = new Failure('gateway-offline', { gateway: 'Stripe' });
const refused = new Failure('key-refused', { gateway: 'Stripe', last4: 'abcd' });

test('the same trouble in a row is one, with how often and when last; another begins anew', () => {
  const { db } = memoryBook(testClock());
  for (const at of [10, 20, 30]) noteTrouble(db, 'stripe', offline, at);
  noteTrouble(db, 'stripe', refused, 30);
  noteTrouble(db, 'stripe', offline, 50);
  noteTrouble(db, 'stripe-2', offline, 60);
  expect(troublesOf(db, 'stripe').map(({ at, lastAt, times, failure }) => [at, lastAt, times, failure.code])).toEqual([
    [50, 50, 1, 'gateway-offline'],
    [30, 30, 1, 'key-refused'],
    [10, 30, 3, 'gateway-offline'],
  ]);
  expect(troublesOf(db, 'stripe-2')).toHaveLength(1);
});

test('the last twenty are kept', () => {
  const { db } = memoryBook(testClock());
  for (let n = 0; n < 30; n++) noteTrouble(db, 'stripe', new Failure('gateway-error', { status: n }), 100 + n);
  const kept = troublesOf(db, 'stripe').map(({ failure }) => failure.params.status);
  expect(kept).toEqual(Array.from({ length: 20 }, (_, n) => 29 - n));
});

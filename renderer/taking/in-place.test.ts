import { expect, test } from 'vitest';
import { inPlace } from './in-place';

const items = (...keys: string[]) => keys.map((key) => ({ key }));

test('what came since stands below what stood, and what went is gone', () => {
  expect(inPlace(items('card', 'page', 'voucher'), null)).toEqual(items('card', 'page', 'voucher'));
  expect(inPlace(items('card', 'page', 'voucher'), ['page', 'voucher'])).toEqual(items('page', 'voucher', 'card'));
  expect(inPlace(items('page'), ['card', 'page'])).toEqual(items('page'));
});

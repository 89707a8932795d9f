import { expect, it } from 'vitest';
import { readAmount } from './amount-input';

it.each([
  ['100', 'en', '100'],
  ['1,234.50', 'en', '1234.50'],
  ['1.234,50', 'es', '1234.50'],
  ['1234,5', 'es', '1234.5'],
  ['\u2212500', 'en', '-500'],
  [' 1 000 ', 'en', '1000'],
  ['007.5', 'en', '7.5'],
  ['', 'en', ''],
])('reads %j in %s', (text, language, amount) => {
  expect(readAmount(text, language)).toBe(amount);
});

it.each([
  ['1.234,50', 'en'],
  ['12,34', 'en'],
  ['1,234.50', 'es'],
  ['1e3', 'en'],
  ['0x10', 'en'],
  ['Infinity', 'en'],
  ['12abc', 'en'],
  ['--5', 'en'],
  ['1.2.3', 'en'],
  ['12345678901234567890', 'en'],
])('refuses %j in %s', (text, language) => {
  expect(readAmount(text, language)).toBeNull();
});

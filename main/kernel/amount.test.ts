/** What a person types as an amount is read as it was meant, or refused with what is wrong: never taken for a thousandth of it. */
import { describe, expect, test } from 'vitest';
import { positiveAmount, positiveStated, signedAmount, statedAmount } from './amount';
import { Failure } from './failure';

/** The code of the failure. */
function refusalOf(read: () => number): string | number {
  try {
    return read();
  } catch (error) {
    return error instanceof Failure ? error.code : String(error);
  }
}

describe('an amount that was typed', () => {
  test.each([
    ['1500', 'EUR', 150_000],
    ['1500.5', 'EUR', 150_050],
    ['-1500.50', 'EUR', -150_050],
    ['0.500', 'EUR', 50],
    ['1.500', 'EUR', 'too-many-decimals'],
    ['-12.340', 'USD', 'too-many-decimals'],
    ['100.000', 'JPY', 'too-many-decimals'],
    ['1.505', 'EUR', 'too-many-decimals'],
    ['1500.00', 'JPY', 1500],
    // A dinar has a thousand fils: this is how its amounts are written.
    ['1.500', 'KWD', 1500],
    ['30.000', 'KWD', 30_000],
    ['1,500', 'EUR', 'amount-invalid'],
    ['1.500,00', 'EUR', 'amount-invalid'],
  ])('%s %s: %s', (text, currency, amount) => {
    expect(refusalOf(() => signedAmount(text, currency))).toBe(amount);
  });

  test('is above zero where it has to be', () => {
    expect(refusalOf(() => positiveAmount('-5', 'EUR'))).toBe('amount-invalid');
    expect(refusalOf(() => positiveAmount('1.500', 'EUR'))).toBe('too-many-decimals');
  });
});

test('a file says itself which sign stands before the decimals', () => {
  expect(statedAmount('1.500', 'EUR')).toBe(150);
  expect(positiveStated('1.500', 'EUR')).toBe(150);
  expect(refusalOf(() => positiveStated('0', 'EUR'))).toBe('amount-invalid');
});

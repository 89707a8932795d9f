import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencies, exponentOf } from './currency';
import { addMinor, MAX_MINOR, MoneyRangeError, minor, minorFromBigInt, readDecimal, toDecimal } from './money';

test('minor takes exact whole numbers and nothing else', () => {
  expect(minor(-1050)).toBe(-1050);
  expect(Object.is(minor(-0), 0)).toBe(true);
  for (const value of [0.1, Number.NaN, Infinity, MAX_MINOR + 1, -MAX_MINOR - 1, 1e21])
    expect(() => minor(value)).toThrow(MoneyRangeError);
});

test('a sum past the limit is refused and never rounded', () => {
  expect(addMinor(MAX_MINOR - 1, 1)).toBe(MAX_MINOR);
  expect(() => addMinor(MAX_MINOR, 1)).toThrow(MoneyRangeError);
  expect(() => addMinor(-MAX_MINOR, -1)).toThrow(MoneyRangeError);
});

test('totals of SQLite come in as bigint and are checked', () => {
  expect(minorFromBigInt(BigInt(MAX_MINOR))).toBe(MAX_MINOR);
  expect(minorFromBigInt(-5n)).toBe(-5);
  expect(() => minorFromBigInt(BigInt(MAX_MINOR) + 1n)).toThrow(MoneyRangeError);
  expect(() => minorFromBigInt(-BigInt(MAX_MINOR) - 1n)).toThrow(MoneyRangeError);
});

describe('decimal text', () => {
  test('has the digits of its currency', () => {
    const samples: [number | bigint, string, string][] = [
      [-1050, 'USD', '-10.50'],
      [-1050, 'JPY', '-1050'],
      [-1050, 'KWD', '-1.050'],
      [5, 'CLF', '0.0005'],
      [0, 'EUR', '0.00'],
      [-1, 'EUR', '-0.01'],
      [MAX_MINOR, 'USD', '90071992547409.91'],
      [-9007199254740991n * 7n, 'USD', '-630503947831869.37'],
    ];
    for (const [value, currency, text] of samples) expect(toDecimal(value, currency)).toBe(text);
  });

  test('is read back to the same amount in every currency', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(...currencies), (value, currency) => {
        expect(readDecimal(toDecimal(value, currency), currency)).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test('is refused where it is no plain decimal', () => {
    const wrong = '1e3 0x10 Infinity NaN 12abc 1,5 1.2.3 .5 5. +1 --1 − −45 ١٢ 1_000'.split(' ');
    for (const text of [...wrong, '', ' ', '1 000', ' 1', '1\n', '9'.repeat(31)])
      expect(readDecimal(text, 'USD'), text).toBe('not-a-decimal');
  });

  test('may have zeros behind its digits, and nothing else', () => {
    expect(readDecimal('8.850', 'USD')).toBe(885);
    expect(readDecimal('1.005', 'USD')).toBe('too-many-decimals');
    expect(readDecimal('5.000', 'JPY')).toBe(5);
    expect(readDecimal('5.1', 'JPY')).toBe('too-many-decimals');
    expect(Object.is(readDecimal('-0.00', 'USD'), 0)).toBe(true);
  });

  test('is refused above the exact range, also where a number would round it', () => {
    expect(readDecimal('90071992547409.91', 'USD')).toBe(MAX_MINOR);
    expect(readDecimal('90071992547409.92', 'USD')).toBe('too-large');
    expect(readDecimal('9007199254740993', 'JPY')).toBe('too-large');
    expect(readDecimal('10000000000000000000', 'JPY')).toBe('too-large');
  });
});

test('exponents are those of ISO 4217, and an unknown code is an error', () => {
  expect([exponentOf('JPY'), exponentOf('USD'), exponentOf('KWD'), exponentOf('CLF')]).toEqual([0, 2, 3, 4]);
  expect(currencies.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  for (const code of ['usd', 'USD ', 'BTC', '', '__proto__', 'constructor'])
    expect(() => exponentOf(code)).toThrow(RangeError);
});

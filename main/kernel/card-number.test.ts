import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskCardNumbers } from './card-number';

/** The check digit of Luhn's formula. */
function withCheckDigit(digits: string): string {
  let sum = 0;
  for (let n = 0; n < digits.length; n++) {
    const digit = digits.charCodeAt(digits.length - 1 - n) - 48;
    const doubled = n % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const cardLike = fc
  .tuple(fc.constantFrom('4', '51', '2221', '34', '6011', '3530', '62'), fc.integer({ min: 13, max: 19 }))
  .chain(([prefix, length]) => {
    const rest = length - prefix.length - 1;
    return fc
      .string({ unit: fc.constantFrom(...'0123456789'), minLength: rest, maxLength: rest })
      .map((tail) => withCheckDigit(prefix + tail));
  });

test('every card number is masked to its last four digits, also with spaces and dashes', () => {
  fc.assert(
    fc.property(cardLike, fc.constantFrom('', ' ', '-'), fc.string(), (digits, between, around) => {
      const written = digits.replace(/(.{4})(?=.)/g, `$1${between}`);
      const text = `${around.replace(/\d/g, '')} ${written} x`;
      const masked = maskCardNumbers(text);
      expect(masked).toContain(`···· ${digits.slice(-4)}`);
      expect(masked.replace(/[ -]/g, '')).not.toContain(digits);
    }),
    { numRuns: 2_000 },
  );
});

test('numbers that are no card stay as they are', () => {
  for (const text of [
    '4242 4242 4242 4241',
    'INV-2026-000123',
    '0000 0000 0000 0000',
    '12345678901234567890123',
    '+34 600 123 456',
  ])
    expect(maskCardNumbers(text)).toBe(text);
});

test('an endless run of digits costs no time', () => {
  const before = performance.now();
  maskCardNumbers('4 '.repeat(500_000));
  expect(performance.now() - before).toBeLessThan(2_000);
});

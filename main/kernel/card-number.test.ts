import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskCardNumbers } from './card-number';

test('card numbers are masked to their last four digits, however they are written', () => {
  const cases: readonly [string, string][] = [
    ['4242424242424242', '···· 4242'],
    ['card 4242 4242 4242 4242 exp', 'card ···· 4242 exp'],
    ['5555-5555-5555-4444,', '···· 4444,'],
    ['378282246310005', '···· 0005'],
    ['4222222222222', '···· 2222'],
    ['a6011111111111117b', 'a···· 1117b'],
    ['4242424242424242 and 5555555555554444', '···· 4242 and ···· 4444'],
  ];
  for (const [text, masked] of cases) expect(maskCardNumbers(text), text).toBe(masked);
});

test('other numbers stay: references, phone numbers, amounts, wrong check digits, zeros', () => {
  const kept = [
    '4242424242424241',
    'INV-2026-00123',
    '+49 30 2312 5501',
    '1,000,000.00',
    '0000000000000000',
    '12345678901234567890',
    '',
  ];
  for (const text of kept) expect(maskCardNumbers(text)).toBe(text);
});

test('no valid number of 13 to 19 digits survives in any text', () => {
  const digits = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 })
    .filter((list) => list.some((digit) => digit > 0));
  fc.assert(
    fc.property(digits, fc.constantFrom('', ' ', '-'), (list, gap) => {
      const number = [...list, checkDigit(list)];
      const masked = maskCardNumbers(`pay ${number.join(gap)} now`);
      expect(masked).toBe(`pay ···· ${number.slice(-4).join('')} now`);
    }),
  );
});

/** The last digit that makes the Luhn sum a multiple of ten. */
function checkDigit(list: readonly number[]): number {
  let sum = 0;
  for (const [i, digit] of [...list].reverse().entries()) {
    const doubled = digit * 2;
    sum += i % 2 === 0 ? (doubled > 9 ? doubled - 9 : doubled) : digit;
  }
  return (10 - (sum % 10)) % 10;
}

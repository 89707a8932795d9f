import { expect, test } from 'vitest';
import { printedReference, readRfReference, rfReference } from './rf-reference';

test('references have the check digits of ISO 11649', () => {
  // The standard's own sample, and one that banks print.
  expect(rfReference('539007547034')).toBe('RF18539007547034');
  expect(rfReference('2348231')).toBe('RF712348231');
  expect(readRfReference('RF18 5390 0754 7034')).toBe('RF18539007547034');
  expect(readRfReference('rf18539007547034')).toBe('RF18539007547034');
});

test('any one wrong sign, and any two that changed places, are found', () => {
  const right = rfReference('C00012345');
  for (let at = 4; at < right.length; at++) {
    for (const sign of '0123456789ABCZ') {
      if (sign !== right[at]) expect(readRfReference(right.slice(0, at) + sign + right.slice(at + 1))).toBeNull();
    }
    const [a = '', b = ''] = right.slice(at, at + 2);
    if (a !== b && b !== '') expect(readRfReference(right.slice(0, at) + b + a + right.slice(at + 2))).toBeNull();
  }
});

test('what is no reference is none', () => {
  for (const text of ['', 'RF', 'RF18', 'DE18539007547034', `RF18${'0'.repeat(22)}`, 'RF1853900754703ä'])
    expect(readRfReference(text)).toBeNull();
  for (const text of ['', 'a', '1-2', '1'.repeat(22)]) expect(() => rfReference(text)).toThrow(RangeError);
  expect(printedReference('RF18539007547034')).toBe('RF18 5390 0754 7034');
});

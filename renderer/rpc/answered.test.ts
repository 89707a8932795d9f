/** A way to pay that is preselected must not give way to another one after a person has read it. */
import { expect, test } from 'vitest';
import { isKnown } from './answered';

const pending = { isPending: true, isError: false, dataUpdatedAt: 0 };
const failed = { isPending: false, isError: true, dataUpdatedAt: 0 };
const at = (dataUpdatedAt: number) => ({ isPending: false, isError: false, dataUpdatedAt });

test('while the gateways are being asked nothing is known, whatever the book says', () => {
  expect(isKnown(pending, at(5))).toBe(false);
});

test('a list that was read before they answered is not what they said', () => {
  expect(isKnown(at(5), at(4))).toBe(false);
  expect(isKnown(at(5), at(5))).toBe(false);
  expect(isKnown(at(5), pending)).toBe(false);
});

test('the list that was read behind the answer is known; so is what the book has where no answer comes', () => {
  expect(isKnown(at(5), at(6))).toBe(true);
  expect(isKnown(failed, at(1))).toBe(true);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idFromBytes, idMaker, idToBytes, isId } from './id';

function clockOf(...times: number[]) {
  return { now: () => times.shift() ?? 0 };
}

test('ids rise in one millisecond, over its end, and when the clock goes back', () => {
  const still = idMaker({ now: () => 1_000_000 });
  const many = Array.from({ length: 10_000 }, still);
  expect([...many].sort()).toEqual(many);
  expect(new Set(many).size).toBe(many.length);
  const back = idMaker(clockOf(5_000, 4_000, 3_000, 6_000));
  const few = [back(), back(), back(), back()];
  expect([...few].sort()).toEqual(few);
});

test('an id is a UUIDv7 that carries its time', () => {
  const id = idMaker({ now: () => Date.UTC(2026, 2, 1) })();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 2, 1));
});

test('an id is the same in text and in bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const id = idFromBytes(bytes);
      expect(isId(id)).toBe(true);
      expect([...idToBytes(id)]).toEqual([...bytes]);
    }),
  );
});

test('what is no id is refused', () => {
  for (const text of [
    '',
    'x',
    '0190-',
    'zzzzzzzz-zzzz-7zzz-8zzz-zzzzzzzzzzzz',
    `${'0'.repeat(8)}-0000-0000-0000-00000000000`,
  ]) {
    expect(isId(text)).toBe(false);
    expect(() => idToBytes(text)).toThrow(RangeError);
  }
  expect(() => idFromBytes(new Uint8Array(15))).toThrow(RangeError);
});

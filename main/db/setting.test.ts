/** Settings by their name: what was never set, what was set again, and what is damaged. */
import { expect, it } from 'vitest';
import { memoryBook, testClock } from '../../test/support/book';
import { dropSetting, readCountSetting, readJsonSetting, readSetting, writeSetting } from './setting';

it('keeps the last value, and nothing once it is dropped', () => {
  const { db } = memoryBook(testClock());
  expect(readSetting(db, 'paper')).toBeNull();
  writeSetting(db, 'paper', '"A4"');
  writeSetting(db, 'paper', '"Letter"');
  expect(readJsonSetting(db, 'paper')).toBe('Letter');
  dropSetting(db, 'paper');
  expect(readJsonSetting(db, 'paper')).toBeNull();
});

it('takes what is damaged for what was never set', () => {
  const { db } = memoryBook(testClock());
  writeSetting(db, 'paper', '{"size": "A4"');
  expect(readJsonSetting(db, 'paper')).toBeNull();
  for (const wrong of ['', '-1', '1.5', '1e3', '9'.repeat(16)]) {
    writeSetting(db, 'seen', wrong);
    expect(readCountSetting(db, 'seen')).toBeNull();
  }
  writeSetting(db, 'seen', '42');
  expect(readCountSetting(db, 'seen')).toBe(42);
});

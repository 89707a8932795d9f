import { expect, test } from 'vitest';
import { openTestBook, memoryBook, testClock } from '../../test/support/book';
import { pragma } from './open';

test('smoke', () => {
  const { book } = openTestBook();
  expect(pragma(book.db, 'synchronous')).toBe(2);
  const t = performance.now();
  for (let i = 0; i < 100; i++) memoryBook(testClock()).db.close();
  console.log('memory', (performance.now() - t) / 100);
});

import { expect, test } from 'vitest';
import { leftOver } from './use-received';

test('what is left to divide is exact, and unknown while a part cannot be read', () => {
  expect(leftOver('320.00', ['100.10', '219.90'], 'EUR')).toBe('0.00');
  expect(leftOver('320.00', ['100.10'], 'EUR')).toBe('219.90');
  expect(leftOver('320.00', ['300', '20.01'], 'EUR')).toBe('-0.01');
  expect(leftOver('1000', ['400', '600'], 'JPY')).toBe('0');
  expect(leftOver('320.00', ['100.10', ''], 'EUR')).toBeNull();
  expect(leftOver('320.00', [null], 'EUR')).toBeNull();
  expect(leftOver('320.00', ['1.001'], 'EUR')).toBeNull();
  expect(leftOver('0', ['1.00'], 'EUR')).toBeNull();
});

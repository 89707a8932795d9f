/** Who is offered first to a window that changes hands. */
import { expect, test } from 'vitest';
import { offeredOperator } from './offered-operator';

const names = [
  { name: 'Aiko Tanaka', role: 'support' },
  { name: 'Marta Olsen', role: 'administrator' },
  { name: 'Ruth Adler', role: 'auditor' },
  { name: 'Tomás Rey', role: 'billing' },
] as const;

test('who had the window before', () => {
  expect(offeredOperator([...names], 'Marta Olsen', 'Ruth Adler')).toBe('Ruth Adler');
});

test('else whoever may do most of the others, and not the first of the alphabet', () => {
  expect(offeredOperator([...names], 'Marta Olsen', null)).toBe('Tomás Rey');
  expect(offeredOperator([...names], 'Tomás Rey', null)).toBe('Marta Olsen');
  expect(offeredOperator([...names], null, null)).toBe('Marta Olsen');
});

test('never who is there already, nor who cannot sign in any more', () => {
  expect(offeredOperator([...names], 'Marta Olsen', 'Marta Olsen')).toBe('Tomás Rey');
  expect(offeredOperator([...names], 'Marta Olsen', 'Jo Lund')).toBe('Tomás Rey');
  expect(offeredOperator([names[1]], 'Marta Olsen', null)).toBe('');
});

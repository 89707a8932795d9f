/** What the palette finds by words, and in which order. */
import { expect, test } from 'vitest';
import { fitOf, inGroups } from './palette-fit';

test('a thing is found by the beginnings of its words, then by what stands within them or by other words for it', () => {
  expect(fitOf('New invoice', 'bill draft', 'invoice')).toBe(2);
  expect(fitOf('New invoice', 'bill draft', 'inv new')).toBe(2);
  expect(fitOf('New invoice', 'bill draft', 'bill')).toBe(1);
  expect(fitOf('New invoice', 'bill draft', 'voice')).toBe(1);
  expect(fitOf('Antig\u00fcedad e impuestos', 'iva', 'antigue')).toBe(2);
  expect(fitOf('New invoice', 'bill draft', 'refund')).toBe(0);
  expect(fitOf('New invoice', 'bill draft', ' ')).toBe(2);
});

test('what is of one group stands together, so that an arrow goes to the next line that is drawn', () => {
  const items = ['a1', 'b1', 'a2', 'c1', 'b2'].map((name) => ({ name, group: name.slice(0, 1) }));
  expect(inGroups(items).map(({ name }) => name)).toEqual(['a1', 'a2', 'b1', 'b2', 'c1']);
});

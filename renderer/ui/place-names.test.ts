import { expect, test } from 'vitest';
import { countries, languages } from './place-names';

test('countries are all there, once, named and sorted in the operator’s language', () => {
  const english = countries('en');
  const codes = english.map(({ value }) => value);
  expect(english.length).toBeGreaterThan(240);
  expect(new Set(english.map(({ label }) => label)).size).toBe(english.length);
  expect(codes).toEqual(expect.arrayContaining(['ES', 'DE', 'US', 'KE', 'IN', 'TW', 'GB', 'XK']));
  for (const none of ['EU', 'SU', 'YU', 'AA', 'ZZ']) expect(codes).not.toContain(none);
  expect(countries('es').find(({ value }) => value === 'DE')?.label).toBe('Alemania');
  expect(countries('es')[0]?.label).toBe('Afganistán');
});

test('a language that is not offered stays where a customer has it', () => {
  expect(languages('en', null).map(({ value }) => value)).not.toContain('yo');
  expect(languages('en', 'yo')).toContainEqual({ value: 'yo', label: 'Yoruba' });
  expect(languages('en', 'es').filter(({ value }) => value === 'es')).toHaveLength(1);
});

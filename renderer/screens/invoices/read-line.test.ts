/** What of a typed line is taken, and what is said of one that cannot be. */
import { expect, test } from 'vitest';
import { type LineDraft, readLine } from './read-line';

const typed = (part: Partial<LineDraft>): LineDraft => ({
  ...{ key: 'k', description: 'Hosting', product: 'general', quantity: '1', price: '19.90' },
  ...{ taxCode: '', taxRate: '', from: '', to: '', ...part },
});

test('a rate without a code is taxed under the usual code, as an import reads it', () => {
  expect(readLine(typed({ taxRate: '19' }), 'en-GB', true, 'EUR')).toMatchObject({ tax: { code: 'VAT', rate: '19' } });
  expect(readLine(typed({ taxRate: '19' }), 'en-GB', false, 'EUR')).not.toHaveProperty('tax');
});

test.each([
  ['description', { description: '  ' }],
  ['quantity', { quantity: '' }],
  ['price', { price: '1.234,56' }],
  ['price', { price: '99999999999999999999' }],
  ['price', { price: '1e5' }],
  ['price', { price: '1.500' }],
  ['taxRate', { taxCode: 'VAT' }],
  ['taxRate', { taxRate: '-19' }],
  ['taxCode', { taxCode: 'V A T', taxRate: '19' }],
  ['product', { product: 'Web hosting' }],
  ['to', { from: '2026-11-30', to: '2026-11-01' }],
  ['period', { from: '2026-11-01' }],
  ['period', { to: '2026-11-30' }],
] as const)('a line whose %s is missing or cannot be read is told by it', (fault, part) => {
  expect(readLine(typed(part), 'en-GB', true, 'EUR')).toBe(fault);
});

test('a price may be finer than its currency, and is read as its language writes it', () => {
  expect(readLine(typed({ price: '1,234.5675' }), 'en-GB', true, 'EUR')).toMatchObject({ price: '1234.5675' });
  expect(readLine(typed({ price: '1.234,56', quantity: '1,5' }), 'es', true, 'EUR')).toMatchObject({
    ...{ price: '1234.56', quantity: '1.5' },
  });
});

test('a service period is taken where there is tax: what was typed before it became adding funds is not', () => {
  const period = { from: '2026-11-01', to: '2026-11-30' };
  expect(readLine(typed(period), 'en-GB', true, 'EUR')).toMatchObject(period);
  expect(readLine(typed({ from: '2026-11-01' }), 'en-GB', false, 'EUR')).not.toHaveProperty('from');
});

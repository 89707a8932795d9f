import { expect, it } from 'vitest';
import { partsOf } from './refund-parts';

const may = (amount: string, currency = 'USD') => ({ may: { amount, currency } });

it('takes of the paid credit what is left of it, and the rest is owed', () => {
  expect(partsOf('1.00', may('0.00'), 'USD')).toEqual({ held: 0, spent: 100 });
  expect(partsOf('12.00', may('4.50'), 'USD')).toEqual({ held: 450, spent: 750 });
  expect(partsOf('4.50', may('4.50'), 'USD')).toEqual({ held: 450, spent: 0 });
  expect(partsOf('1.500', may('1.250', 'KWD'), 'KWD')).toEqual({ held: 1250, spent: 250 });
});

it('owes nothing where no credit is touched, and nothing before an amount is typed', () => {
  expect(partsOf('12.00', null, 'USD')).toEqual({ held: 1200, spent: 0 });
  expect(partsOf(null, may('4.50'), 'USD')).toEqual({ held: 0, spent: 0 });
});

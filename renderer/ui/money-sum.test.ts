import { expect, it } from 'vitest';
import { sumPerCurrency } from './money-sum';

it('adds each currency for itself, exactly', () => {
  const sums = sumPerCurrency([
    { amount: '0.10', currency: 'EUR' },
    { amount: '12', currency: 'JPY' },
    { amount: '0.20', currency: 'EUR' },
    { amount: '-20', currency: 'JPY' },
  ]);
  expect(sums).toEqual([
    { currency: 'EUR', amount: '0.30' },
    { currency: 'JPY', amount: '-8' },
  ]);
});

it('gives nothing rather than something inexact', () => {
  expect(sumPerCurrency([{ amount: '1.005', currency: 'USD' }])).toBeNull();
  expect(sumPerCurrency([{ amount: '1', currency: 'XXX' }])).toBeNull();
  const most = { amount: '90071992547409.91', currency: 'USD' };
  expect(sumPerCurrency([most, most])).toBeNull();
});

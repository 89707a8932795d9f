/** The limits of an amount hold on both ends, in every currency's own digits. */
import { describe, expect, it } from 'vitest';
import { amountProblem } from './plan';

const limits = { min: '0.50', max: '15000.00' };

describe('an amount to take', () => {
  it.each([
    ['0.50', null],
    ['15000.00', null],
    ['0.49', 'out-of-limits'],
    ['15000.01', 'out-of-limits'],
    ['', 'empty'],
    [null, 'not-an-amount'],
    ['0', 'not-an-amount'],
    ['-5', 'not-an-amount'],
    ['1.005', 'too-many-decimals'],
    ['99999999999999999999', 'out-of-limits'],
  ] as const)('%s: %s', (amount, problem) => {
    expect(amountProblem(amount, 'USD', limits)).toBe(problem);
  });

  it('has no digits behind the point in yen', () => {
    expect(amountProblem('1500.5', 'JPY', null)).toBe('too-many-decimals');
    expect(amountProblem('1500', 'JPY', null)).toBe(null);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisFor, moneyAxisFor } from './scale';

describe('axes', () => {
  it('have few round marks that reach the largest count', () => {
    expect(axisFor(61).marks).toEqual([0, 20, 40, 60, 80]);
    expect(axisFor(0).marks).toEqual([0, 1]);
    expect(axisFor(3).marks).toEqual([0, 1, 2, 3]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (most) => {
        const { marks, top } = axisFor(most);
        expect(top).toBeGreaterThanOrEqual(most);
        expect(marks.length).toBeLessThanOrEqual(5);
        expect(top).toBeLessThanOrEqual(Math.max(4, most * 2.5));
      }),
    );
  });

  it('of money are exact beyond what a float can hold', () => {
    const axis = moneyAxisFor(['90071992547409912345.67', '1.00']);
    expect(axis.texts.at(-1)).toBe('100000000000000000000.00');
    expect(axis.heightOf('50000000000000000000.00')).toBe(5000);
    expect(axis.heightOf('-5.00')).toBe(0);
  });

  it('of money follow the currency’s digits', () => {
    expect(moneyAxisFor(['61204.10', '10.00']).texts).toEqual(['0.00', '20000.00', '40000.00', '60000.00', '80000.00']);
    expect(moneyAxisFor(['1200000']).texts).toEqual(['0', '500000', '1000000', '1500000']);
    expect(moneyAxisFor(['0.00']).texts).toEqual(['0.00', '0.01']);
    expect(moneyAxisFor([]).marks).toEqual([0, 10_000]);
  });

  it('of money hold every amount that they were made for', () => {
    const amount = fc
      .bigInt({ min: 0n, max: 10n ** 20n })
      .map((digits) => `${digits / 100n}.${String(digits % 100n).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 6 }), (amounts) => {
        const axis = moneyAxisFor(amounts);
        for (const one of amounts) expect(axis.heightOf(one)).toBeLessThanOrEqual(axis.top);
        expect(axis.texts.length).toBeLessThanOrEqual(5);
        expect(axis.marks.at(-1)).toBe(axis.top);
      }),
    );
  });
});
